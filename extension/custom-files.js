// The rule files besides the shipped ones, as the core is given them when it starts: a person's own, and the organisation's.

export const KEY = 'customRules';
/** Those of the organisation's policy, as the core last accepted them. */
export const ORGANISATION_KEY = 'organisationRules';

/** @param {any} file */
const isFile = (file) => ['name', 'text', 'added'].every((field) => typeof file?.[field] === 'string');

/** @returns {Promise<import('./types').CustomFile[]>} */
export async function ownRuleFiles() {
  const kept = (await chrome.storage.local.get(KEY))[KEY];
  return Array.isArray(kept) ? kept.filter(isFile) : [];
}

/** @typedef {{ name: string, text: string }} RuleFile */

/** The organisation's. @returns {Promise<RuleFile[]>} */
export async function organisationRuleFiles() {
  const kept = (await chrome.storage.local.get(ORGANISATION_KEY))[ORGANISATION_KEY];
  return Array.isArray(kept) ? kept.filter((file) => typeof file?.name === 'string' && typeof file.text === 'string') : [];
}

/** All that the core uses: where both have a file of the same name, the organisation's. @param {RuleFile[]} own @param {RuleFile[]} organisation @returns {RuleFile[]} */
export const together = (own, organisation) => [
  ...own.filter(({ name }) => !organisation.some((file) => file.name === name)).map(({ name, text }) => ({ name, text })),
  ...organisation,
];
