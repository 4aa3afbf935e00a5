/// <reference path="./module.d.ts" />
// The core with captures and reports in it: a second module that only pages for auditors load, and only then.
import { imageWith } from '../checker.js';
import { organisationRules, ownRuleFiles, together } from '../custom-files.js';
import { shippedImage } from '../rule-image.js';
import { spokenFor, textsOf } from '../rule-texts.js';
import init, { Core } from '../wasm-audit/trainspotter_audit.js';

/** @typedef {import('../types').Settled['context']} Context */

/** @type {Promise<Core> | undefined} */
let loading;

async function build() {
  await init({ module_or_path: chrome.runtime.getURL('wasm-audit/trainspotter_audit_bg.wasm') });
  const files = together(await ownRuleFiles(), await organisationRules());
  return new Core(files.length > 0 ? await imageWith(files) : await shippedImage());
}

/** The core, loaded once per page. @returns {Promise<Core>} */
export function auditor() {
  loading ??= build().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * A capture as it was read: what the report is about, byte for byte.
 * @typedef {{ name: string, bytes: Uint8Array }} Capture
 */

/**
 * The report on a capture in one of its forms.
 * @param {Capture} capture
 * @param {Context} context
 * @param {'json' | 'html' | 'csv' | 'sarif'} form
 * @param {boolean} [keepIds]
 * @returns {Promise<string>}
 */
export async function report({ name, bytes }, context, form, keepIds = false) {
  return (await auditor()).audit(name, bytes, context, form, keepIds);
}

/** Texts of the rules by language, loaded once per page. @type {Map<string, ReturnType<typeof textsOf>>} */
const texts = new Map();

/** @param {string | null} tag */
function textsIn(tag) {
  const language = spokenFor(tag);
  const asked = texts.get(language) ?? textsOf(language);
  texts.set(language, asked);
  asked.catch(() => texts.delete(language));
  return asked;
}

/**
 * The same as data, to be shown: in the language of the person. What is saved is written in English, as the command line does.
 * @param {Capture} capture
 * @param {Context} context
 * @returns {Promise<import('../types').AuditReport>}
 */
export async function findings({ name, bytes }, context) {
  return inWordsOf(context, (core) => JSON.parse(core.audit(name, bytes, context, 'json', false)));
}

/**
 * Vendors side by side, in the language of the person.
 * @param {string[]} vendors ids
 * @param {Context} context
 * @returns {Promise<import('../types').Compared>}
 */
export async function sideBySide(vendors, context) {
  return inWordsOf(context, (core) => core.compare(vendors, context));
}

/**
 * @template T
 * @param {Context} context
 * @param {(core: Core) => T} question
 * @returns {Promise<T>}
 */
async function inWordsOf({ language }, question) {
  const [core, translated] = await Promise.all([auditor(), textsIn(language)]);
  core.use_translation(translated);
  try {
    return question(core);
  } finally {
    core.use_translation();
  }
}

/**
 * What each entry is, one by one; what cannot be read any more is said in `problem`.
 * @param {Uint8Array} bytes
 * @param {Context} context
 * @returns {Promise<{ entries: import('../types').Recognised[], problem: string | null }>}
 */
export async function recognise(bytes, context) {
  return (await auditor()).entries(bytes, context);
}
