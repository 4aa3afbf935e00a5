// The messages of a language that a person chose instead of the browser's own.

/** Languages that the interface speaks, by the names of their folders. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'];

/**
 * @param {string | null | undefined} language
 * @returns {Promise<import('./types').Texts | null>} null: the browser's own language serves
 */
export async function textsIn(language) {
  if (!language || !LANGUAGES.includes(language)) return null;
  const answer = await fetch(chrome.runtime.getURL(`_locales/${language}/messages.json`));
  return { language, messages: await answer.json() };
}
