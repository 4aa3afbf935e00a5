// The rule files besides the shipped ones, as the core is given them when it starts: a person's own, and the organisation's.
import { kept } from './local.js';

export const KEY = 'customRules';
/** Those of the organisation's policy, as the core last accepted them. */
export const ORGANISATION_KEY = 'organisationRules';

/** @param {any} file */
const isFile = (file) => ['name', 'text', 'added'].every((field) => typeof file?.[field] === 'string');

/** @returns {Promise<import('./types').CustomFile[]>} */
export async function ownRuleFiles() {
  const files = (await kept(KEY))[KEY];
  return Array.isArray(files) ? files.filter(isFile) : [];
}

/** @typedef {{ name: string, text: string }} RuleFile */

/**
 * The organisation's, and whether a person's own are not to be used beside them.
 * @returns {Promise<{ files: RuleFile[], alone: boolean }>}
 */
export async function organisationRules() {
  const rules = /** @type {any} */ ((await kept(ORGANISATION_KEY))[ORGANISATION_KEY]);
  const files = Array.isArray(rules?.files) ? rules.files : [];
  return { files: files.filter((/** @type {any} */ file) => typeof file?.name === 'string' && typeof file.text === 'string'), alone: rules?.alone === true };
}

/**
 * All that the core uses: where both have a file of the same name, the organisation's.
 * @param {RuleFile[]} own @param {{ files: RuleFile[], alone: boolean }} organisation @returns {RuleFile[]}
 */
export function together(own, { files, alone }) {
  const beside = alone ? [] : own.filter(({ name }) => !files.some((file) => file.name === name));
  return [...beside.map(({ name, text }) => ({ name, text })), ...files];
}
