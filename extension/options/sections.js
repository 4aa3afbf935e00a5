// The sections of the options page, in their order. A section is a module with
//
//     export const id = 'general';                        // its heading is the message `section_general`
//     export async function render(container, tools) {}   // fills an empty element, again after each `refresh`
//
// What a section may use is described as `OptionTools` in `types.d.ts`.
import * as vendors from './vendors.js';
import * as requests from './requests.js';
import * as stances from './stances.js';
import * as plans from './plans.js';
import * as muted from './muted.js';
import * as compare from './compare.js';
import * as captures from './captures.js';
import * as customRules from './custom-rules.js';
import * as general from './general.js';
import * as evidence from './evidence.js';
import * as managed from './managed.js';
import * as transfer from './transfer.js';
import * as diagnostics from './diagnostics.js';

export const SECTIONS = [vendors, requests, stances, plans, muted, general, evidence, customRules, compare, captures, managed, transfer, diagnostics];
