// The options page: one page of sections. What each says is in its own module; see `sections.js`.
import { sectionIsOff } from '../features.js';
import { SECTIONS } from './sections.js';

const { parts, texts: words, lookOfFindings } = globalThis.trainspotter;
const { element, announce } = parts;
const { text, choose, language, direction } = words;

/**
 * Asks the background. A worker that was stopped meanwhile is started by a second try.
 * @param {object} message
 * @returns {Promise<any>}
 */
async function ask(message) {
  const first = await chrome.runtime.sendMessage(message).catch(() => undefined);
  const answer = first ?? (await chrome.runtime.sendMessage(message));
  if (answer?.failed) announce(document.body, text('popup_not_kept'));
  notKept(Boolean(answer?.failed));
  return answer;
}

/** Says that the last change was not kept, or takes that back. @param {boolean} failed */
function notKept(failed) {
  document.querySelector('[data-part=failed]')?.remove();
  if (failed) document.querySelector('.page')?.before(element('p', { part: 'failed', text: text('popup_not_kept') }));
}

/** @type {Map<string, HTMLElement>} */
const bodies = new Map();

function frame() {
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  document.title = text('options_title');
  /** @param {string} selector @param {string} content */
  const put = (selector, content) => void (/** @type {HTMLElement} */ (document.querySelector(selector)).textContent = content);
  put('h1', text('options_title'));
  put('.skip', text('options_skip'));
  const contents = /** @type {HTMLElement} */ (document.getElementById('contents'));
  contents.setAttribute('aria-label', text('options_contents'));
  contents.replaceChildren(element('ul', {}, SECTIONS.map(({ id }) => element('li', {}, [element('a', { text: text(`section_${id.replaceAll('-', '_')}`), attributes: { href: `#${id}` } })]))));
  const main = /** @type {HTMLElement} */ (document.getElementById('sections'));
  main.replaceChildren(...SECTIONS.map(({ id }) => {
    const body = element('div', { part: 'body' });
    bodies.set(id, body);
    return element('section', { attributes: { id, 'aria-labelledby': `${id}-heading` } }, [
      element('h2', { text: text(`section_${id.replaceAll('-', '_')}`), attributes: { id: `${id}-heading` } }), body,
    ]);
  }));
}

/** Fills every section anew; a section that fails says so and leaves the others alone. */
async function refresh() {
  const { settings, settled, texts } = await ask({ type: 'settings' });
  const position = scrollY;
  choose(texts);
  if (document.documentElement.lang !== language() || bodies.size === 0) frame();
  await Promise.all(SECTIONS.map(async ({ id, render }) => {
    const body = /** @type {HTMLElement} */ (bodies.get(id));
    const fresh = element('div', { part: 'body' });
    try {
      if (sectionIsOff(id, settled.display)) fresh.append(element('p', { part: 'none', text: text('switched_off', settled.organisation?.name || text('your_organisation')) }));
      else await render(fresh, { ask, settings, settled, refresh });
    } catch (error) {
      fresh.replaceChildren(element('p', { part: 'problem', text: text('section_failed', String(error)) }));
    }
    body.replaceWith(fresh);
    bodies.set(id, fresh);
  }));
  scrollTo({ top: position });
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(lookOfFindings);
document.adoptedStyleSheets = [sheet];

await refresh();
// Only now is the place there that the address may name.
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
