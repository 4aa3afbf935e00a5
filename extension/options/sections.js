// The sections of the options page, in their order. A section is a module with
//
//     export const id = 'general';                        // its heading is the message `section_general`
//     export async function render(container, tools) {}   // fills an empty element, again after each `refresh`
//
// What a section may use is described as `OptionTools` in `types.d.ts`.
import * as customRules from './custom-rules.js';
import * as general from './general.js';

export const SECTIONS = [general, customRules];
