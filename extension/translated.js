// Asks the core in the language of the person: the texts of the rules are loaded when they are first needed.
import { ask } from './core.js';
import { ENGLISH, spokenFor, textsOf } from './rule-texts.js';

/** What each living core speaks. @type {WeakMap<object, string>} */
const spoken = new WeakMap();

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
