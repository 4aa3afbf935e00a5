// The texts of the rules in the language of the person, as the build prepared them.

/** Languages into which the texts of the rules are translated; they are written in English. */
const TRANSLATED = ['de', 'fr', 'es', 'ja'];
export const ENGLISH = 'en';

/** @param {string | null | undefined} language a tag such as `de-AT`; none: the browser's own */
export function spokenFor(language) {
  const [base] = (language ?? chrome.i18n.getMessage('language_tag')).toLowerCase().split(/[-_]/);
  return TRANSLATED.includes(base) ? base : ENGLISH;
}

/** @param {string} language @returns {Promise<Uint8Array | undefined>} nothing for English */
export async function textsOf(language) {
  if (language === ENGLISH) return undefined;
  const file = await fetch(chrome.runtime.getURL(`translations/${language}.image`));
  return new Uint8Array(await file.arrayBuffer());
}
