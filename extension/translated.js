// Asks the core in the language of the person: the texts of the rules are loaded when they are first needed.
import { ask } from './core.js';

/** Languages into which the texts of the rules are translated; they are written in English. */
const TRANSLATED = ['de', 'fr', 'es', 'ja'];
const ENGLISH = 'en';

/** What each living core speaks. @type {WeakMap<object, string>} */
const spoken = new WeakMap();

/** @param {string | null | undefined} language a tag such as `de-AT`; none: the browser's own */
function spokenFor(language) {
  const [base] = (language ?? chrome.i18n.getMessage('language_tag')).toLowerCase().split(/[-_]/);
  return TRANSLATED.includes(base) ? base : ENGLISH;
}

/** @param {string} language */
async function textsOf(language) {
  if (language === ENGLISH) return undefined;
  const file = await fetch(chrome.runtime.getURL(`translations/${language}.image`));
  return new Uint8Array(await file.arrayBuffer());
}

/**
 * @template T
 * @param {string | null | undefined} language
 * @param {(core: import('./wasm/trainspotter.js').Core) => T} question
 * @returns {Promise<T>}
 */
export async function askIn(language, question) {
  const wanted = spokenFor(language);
  const speaks = (/** @type {object} */ core) => (spoken.get(core) ?? ENGLISH) === wanted;
  if (await ask(speaks)) return ask(question);
  const texts = await textsOf(wanted);
  return ask((core) => {
    if (!speaks(core)) core.use_translation(texts);
    spoken.set(core, wanted);
    return question(core);
  });
}
