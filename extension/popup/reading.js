// What the page in front of the user says about training: read when asked to, in the worker; shown here.

const { text, word, day, choose, plural } = globalThis.trainspotter.texts;
const { element } = globalThis.trainspotter.parts;

/** @typedef {{ block: number, start: number, end: number }} Place */
/** @typedef {{ practice: string, title: string, locator: string, training: string, checked: string }} Source */
/** @typedef {{ label: string, confidence: number, text: string, lead?: string, place?: Place }} Clause */
/** @typedef {{ conclusion: string, sentences: number, notJudged: number, optOut: number[], clauses: Clause[] }} Reading */
/** @typedef {{ outcome: string, place?: Place }} Located */

/** Clauses listed at once; a page that repeats itself has many more. */
const MOST_LISTED = 100;
const view = /** @type {HTMLElement} */ (document.getElementById('reading'));

async function thisTab() {
  const named = new URLSearchParams(location.search).get('tab');
  if (named) return chrome.tabs.get(Number(named)).catch(() => undefined);
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab;
}

/** @param {string} label @param {() => void} act @returns {HTMLElement} */
function button(label, act) {
  const made = element('button', { text: label, attributes: { type: 'button' } });
  made.addEventListener('click', act);
  return made;
}

/** @param {string} message */
const say = (message) => element('p', { text: message, attributes: { role: 'status' } });

/** Words of the page that lead to their place. @param {number} tab @param {string} words @param {Place | null | undefined} place */
function passage(tab, words, place) {
  if (!place) return element('q', { text: words, attributes: { dir: 'auto' } });
  const made = button(words, () => void chrome.tabs.sendMessage(tab, { type: 'reading-show', place }).then((found) => {
    if (!found) made.after(say(text('reading_moved')));
  }));
  // The page's words, in the page's direction.
  made.dir = 'auto';
  return made;
}

/** @param {number} tab @param {Source} source @param {Located | undefined} located */
function sourceRow(tab, { locator, checked }, located) {
  const outcome = located?.outcome ?? '';
  const still = outcome === 'unchanged' || outcome === 'reworded';
  const verdict = still ? text('reading_still') : text(outcome === 'removed' ? 'reading_gone' : 'reading_changed', day(checked));
  return element('li', { attributes: { 'data-outcome': outcome } }, [element('p', { text: verdict }), passage(tab, locator, located?.place)]);
}

/** Whether the page still says what rules rest on, rule by rule. @param {number} tab @param {Source[]} sources @param {Located[]} located @returns {HTMLElement[]} */
function evidence(tab, sources, located) {
  if (sources.length === 0) return [];
  const practices = [...new Set(sources.map(({ practice }) => practice))];
  const groups = practices.map((practice) => {
    const numbers = [...sources.keys()].filter((at) => sources[at].practice === practice);
    const rows = numbers.map((at) => sourceRow(tab, sources[at], located[at]));
    return element('section', {}, [element('h3', { text: sources[numbers[0]].title }), element('ul', {}, rows)]);
  });
  return [element('p', { text: plural('reading_source', practices.length) }), ...groups];
}

/** @param {number} tab @param {Clause} clause */
function clauseRow(tab, { label, text: words, lead, place }) {
  return element('li', { attributes: { 'data-label': label } }, [
    element('p', { text: word('clause', label) }), passage(tab, lead ? `${lead} ${words}` : words, place),
  ]);
}

/** @param {number} tab @param {Source[]} sources */
async function read(tab, sources) {
  view.replaceChildren(say(text('reading_reads')));
  try {
    // Firefox takes a path as relative to this page.
    await chrome.scripting.executeScript({ target: { tabId: tab }, files: ['/reading/page.js'] });
  } catch {
    // Pages of the browser and of stores are closed to every extension.
    view.replaceChildren(say(text('reading_closed')));
    return;
  }
  /** @type {{ blocks: object[], cut: boolean } | null} */
  const page = await chrome.tabs.sendMessage(tab, { type: 'reading-collect' });
  /** @type {{ reading: Reading, located: Located[], failed?: string } | null} */
  const answer = page && (await chrome.runtime.sendMessage({ type: 'read', tab, blocks: page.blocks, sources }));
  if (!page || !answer || answer.failed) {
    view.replaceChildren(say(text('reading_failed')));
    return;
  }
  const { reading, located } = answer;
  if (reading.sentences === 0) {
    view.replaceChildren(say(text('reading_empty')));
    return;
  }
  const places = [...located, ...reading.clauses].map(({ place }) => place).filter((place) => place !== undefined && place !== null);
  const marks = places.length > 0 ? button(text('reading_mark'), () => void chrome.tabs.sendMessage(tab, { type: 'reading-mark', places })) : null;
  view.replaceChildren(...[
    element('h2', { text: text('reading_title') }),
    element('div', { part: 'concluded' }, [
      say(word('conclusion', reading.conclusion)),
      ...(reading.optOut.length > 0 ? [element('p', { text: text('reading_opt_out') })] : []),
    ]),
    ...evidence(tab, sources, located),
    reading.notJudged > 0 ? element('p', { part: 'stale', text: plural('reading_unjudged', reading.notJudged) }) : null,
    page.cut ? element('p', { part: 'stale', text: text('reading_cut') }) : null,
    element('ul', { part: 'clauses' }, reading.clauses.slice(0, MOST_LISTED).map((clause) => clauseRow(tab, clause))),
    marks && element('div', { part: 'actions' }, [marks]),
    element('p', { part: 'happened', text: text('reading_machine', String(reading.sentences)) }),
  ].filter((child) => child !== null));
}

async function offer() {
  choose(await chrome.runtime.sendMessage({ type: 'texts' }));
  view.setAttribute('aria-label', text('reading_title'));
  const tab = await thisTab();
  if (tab?.id === undefined || tab.url?.startsWith(chrome.runtime.getURL(''))) return;
  const id = tab.id;
  const found = await chrome.runtime.sendMessage({ type: 'sources', tab: id, url: tab.url ?? '' });
  // An organisation may have switched the reading off.
  if (found === null) return;
  /** @type {Source[]} */
  const sources = Array.isArray(found) ? found : [];
  if (sources.length > 0) await read(id, sources);
  else view.replaceChildren(element('div', { part: 'actions' }, [button(text('reading_ask'), () => void read(id, []))]));
}

void offer();

export {};
