// What a page shows: the pill, its card and their words. They are put into a page when there is something to show there for
// the first time; most pages never need them.
import { textsIn } from './language.js';
import { settled } from './settled.js';

/** In this order: each uses those before it. */
const FILES = [
  'texts', 'parts', 'look', 'letters', 'organisation', 'way-out', 'question', 'why', 'finding', 'rows', 'place', 'focus', 'corner', 'pill',
].map((name) => `content/${name}.js`);

/**
 * Puts them into the page of a tab, beside the sensor.
 * @param {number} tab
 * @returns {Promise<{ texts: import('./types').Texts | null }>} the words, where they are not the browser's own
 * @throws {Error} when the page was left meanwhile
 */
export async function putFace(tab) {
  const [texts] = await Promise.all([
    settled().then(({ display }) => textsIn(display.language)),
    chrome.scripting.executeScript({ target: { tabId: tab }, files: FILES, injectImmediately: true }),
  ]);
  return { texts };
}
