// The popup: this tab now, out of the page's reach.
import { welcome } from './welcome.js';

const { parts, texts, row, renewRows, lookOfFindings } = globalThis.trainspotter;
const { element, lamp, button, quote, inLanguage } = parts;
const { text, plural, word, number, day, choose, language, direction } = texts;
const RANK = { info: 0, notice: 1, alert: 2 };

/**
 * @typedef {object} Answer
 * @property {import('../types').TabState | null} state
 * @property {import('../types').Shown[]} shown
 * @property {import('../types').TabState['counts']} counts
 * @property {string | null} address
 * @property {boolean} welcome
 * @property {string[]} dismissed
 * @property {(import('../types').Request & { title: string, language: string, address: string | null })[]} reminders
 * @property {string | null} keptAside
 * @property {boolean} newer
 * @property {import('../types').Organisation | null} organisation
 * @property {boolean} hidden the organisation wants nothing told about this app
 * @property {{ version: string, practices: number }} info
 * @property {import('../types').Texts | null} texts
 */

/** @returns {Promise<number>} the tab the popup speaks about; tests name it in the address */
async function tabId() {
  const named = new URLSearchParams(location.search).get('tab');
  if (named) return Number(named);
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? -1;
}

/**
 * Asks the background. A worker that was stopped meanwhile is started by a second try.
 * @param {object} message
 * @returns {Promise<any>}
 */
async function ask(message) {
  const answer = await chrome.runtime.sendMessage(message).catch(() => undefined);
  return answer ?? chrome.runtime.sendMessage(message);
}

/** What could not be kept, until something can. */
let failed = false;

/** @param {number} tab */
const acting = (tab) => async (/** @type {object} */ message) => {
  const answer = await ask({ ...message, tab });
  failed = Boolean(answer?.failed);
  await show(tab);
};

/** @param {Answer['counts']} counts */
function countList(counts) {
  const lines = Object.entries(counts).map(([activity, { request, surface, page = 0 }]) => /** @type {const} */ ([activity, Math.max(request, surface, page)]));
  if (lines.length === 0) return element('p', { text: text('popup_quiet') });
  lines.sort(([, one], [, other]) => other - one);
  const items = lines.flatMap(([activity, count]) => [element('dt', { text: word('activity', activity) }), element('dd', { text: number(count) })]);
  return element('dl', { part: 'counts' }, items);
}

/** @param {string} key @param {boolean} applies */
const hint = (key, applies) => (applies ? element('div', { part: 'hint' }, [element('p', { part: 'stale', text: text(key) })]) : null);

/** @param {Answer['reminders'][number]} request @param {(message: object) => void} act */
function reminder({ practice, app, tenant, date, title, address, language: spoken }, act) {
  /** @param {string} status @param {string} label */
  const mark = (status, label) => button(`remind-${status}`, label, () => act({ type: 'request', practice, app, tenant, status }));
  return inLanguage(element('div', { part: 'reminder' }, [
    element('p', {}, [element('strong', { text: text('reminder', day(date), address ?? '–') }), quote('span', ` ${title}`)]),
    element('div', { part: 'actions' }, [
      mark('confirmed', text('mark_confirmed')), mark('declined', text('mark_declined')),
      button('remind-later', text('remind_again'), () => act({ type: 'remindLater', practice, tenant })),
    ]),
  ]), spoken);
}

/** The rows in the order in which they were first shown: what is being read does not jump. @type {string[]} */
let order = [];

/** @param {Answer} answer @param {(message: object) => void} act */
function rows({ shown, dismissed }, act) {
  const sorted = shown.toSorted((a, b) => RANK[b.finding.level] - RANK[a.finding.level]).map(({ finding }) => finding.practice);
  order = [...order.filter((practice) => sorted.includes(practice)), ...sorted.filter((practice) => !order.includes(practice))];
  const made = order.map((practice) => {
    const one = /** @type {import('../types').Shown} */ (shown.find(({ finding }) => finding.practice === practice));
    return row(one, act, dismissed.includes(practice) ? text('popup_muted') : '');
  });
  const kept = document.querySelector('[data-part=rows]');
  if (!kept || kept.children.length !== made.length) return element('div', { part: 'rows' }, made);
  renewRows([...kept.children], made);
  return kept;
}

/** @param {Answer} answer */
function top({ state, shown, address }) {
  const loudest = shown.map(({ finding }) => finding.level).sort((a, b) => RANK[b] - RANK[a])[0] ?? 'info';
  const place = address?.replace(/^https:\/\//, '') ?? state?.tenant;
  return element('div', { part: 'top', attributes: { 'data-level': loudest } }, [
    lamp(loudest),
    element('div', {}, [
      element('h1', { text: state ? state.appName : text('name') }),
      state && place ? element('p', { text: place }) : null,
    ]),
  ]);
}

/** @param {number} tab */
async function show(tab) {
  /** @type {Answer | null} */
  const answer = await ask({ type: 'popup', tab });
  if (!answer) return;
  choose(answer.texts);
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  const act = acting(tab);
  const { state } = answer;
  const options = element('a', { text: text('popup_options'), attributes: { href: '../options/options.html', target: '_blank' } });
  const content = [
    top(answer),
    answer.welcome ? welcome(() => void act({ type: 'welcomed' })) : null,
    hint('popup_not_kept', failed),
    hint('popup_kept_aside', Boolean(answer.keptAside)),
    hint('popup_newer', answer.newer),
    hint('popup_hidden', answer.hidden),
    ...answer.reminders.map((one) => reminder(one, act)),
    hint('popup_unrecognised', Boolean(state?.unrecognised)),
    hint('popup_overflow', (state?.overflow ?? 0) > 0),
    ...(state ? [rows(answer, act), element('h2', { text: text('popup_counts') }), countList(answer.counts)] : [element('p', { text: text('popup_none') })]),
    element('div', { part: 'foot' }, [element('span', { text: `${text('popup_version', answer.info.version)} · ${plural('practices', answer.info.practices)}` }), options]),
    element('div', { part: 'live', attributes: { role: 'status' } }),
  ].filter((child) => child !== null);
  const view = /** @type {HTMLElement} */ (document.getElementById('view'));
  const kept = view.querySelector('[data-part=rows]');
  // Rows that stay are not taken out and put in again, or the focus in them would be lost.
  for (const child of [...view.children]) if (child !== kept) child.remove();
  const at = kept ? content.indexOf(/** @type {HTMLElement} */ (kept)) : -1;
  if (!kept || at < 0) return view.replaceChildren(...content);
  kept.before(...content.slice(0, at));
  kept.after(...content.slice(at + 1));
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(lookOfFindings);
document.adoptedStyleSheets = [sheet];
const tab = await tabId();
// A page that is no app has nobody who listens.
await chrome.tabs.sendMessage(tab, { type: 'flush' }).catch(() => undefined);
await show(tab);
