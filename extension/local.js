// What is kept for good. All that every wake needs is asked for in one question, before anything else is; each answer
// serves the first who wants it, and whoever wants it again, or after a change, asks the browser anew.

/** Which keys those are. */
const AT_EVERY_WAKE = ['settings', 'settings-1', 'managed', 'customRules', 'organisationRules'];

const asked = chrome.storage.local.get(AT_EVERY_WAKE);
// Whoever wants an answer is told.
asked.catch(() => undefined);

/** Answers that nobody had yet and that still hold. */
const unread = new Set(AT_EVERY_WAKE);

/** @param {object} changed */
const forget = (changed) => Object.keys(changed).forEach((key) => unread.delete(key));

chrome.storage.onChanged.addListener((changes, area) => {
  if (area === 'local') forget(changes);
});

/**
 * What is kept under these keys; those that are not there are missing.
 * @param {string[]} keys @returns {Promise<Record<string, unknown>>}
 */
export async function kept(...keys) {
  const known = keys.every((key) => unread.delete(key));
  return known ? asked : chrome.storage.local.get(keys);
}

/**
 * Keeps these values.
 * @param {Record<string, unknown>} values
 * @throws {Error} when there is no room
 */
export function keep(values) {
  forget(values);
  return chrome.storage.local.set(values);
}
