// The rule files of one's own, as the core is given them when it starts.

export const KEY = 'customRules';

/** @param {any} file */
const isFile = (file) => ['name', 'text', 'added'].every((field) => typeof file?.[field] === 'string');

/** @returns {Promise<import('./types').CustomFile[]>} */
export async function ownRuleFiles() {
  const kept = (await chrome.storage.local.get(KEY))[KEY];
  return Array.isArray(kept) ? kept.filter(isFile) : [];
}
