// The live table of the panel: one row per request, the newest last, filtered without being lost.

const { element, lamp } = globalThis.trainspotter.parts;
const { text, word, time } = globalThis.trainspotter.texts;

/** @typedef {import('../types').Recognised} Recognised */
/** @typedef {{ words: string, level: string, known: boolean }} Filter */

/** Rows shown; the filters look at all of them. */
const MOST = 1_000;
const RANK = { info: 0, notice: 1, alert: 2 };

/** @param {Recognised} one @returns {import('../types').Level | undefined} */
const levelOf = (one) => one.findings[0]?.level;

/** @param {Recognised} one @param {Filter} filter */
function passes(one, filter) {
  const level = levelOf(one);
  if (filter.known && !one.app) return false;
  if (filter.level && (!level || RANK[level] < RANK[/** @type {import('../types').Level} */ (filter.level)])) return false;
  const line = [one.url, one.method, one.appName, one.tenant, one.activity, ...one.findings.map(({ title }) => title)].join(' ').toLowerCase();
  return filter.words.toLowerCase().split(/\s+/).every((wanted) => line.includes(wanted));
}

/** The address without scheme and query: values in a query may be secrets. @param {string} url */
const short = (url) => url.replace(/^\w+:\/\//, '').replace(/[?#].*$/s, '');

/** @param {Recognised} one */
function row(one) {
  const level = levelOf(one);
  // Without an activity and with findings it is a page: that lists what is known of its app.
  const page = one.findings.length > 0 ? word('signal', 'page') : '';
  const activity = one.activity ? word('activity', one.activity) : page;
  return element('tr', { attributes: { 'data-entry': String(one.entry), ...(one.activity ? { 'data-activity': one.activity } : {}), ...(level ? { 'data-level': level } : {}) } }, [
    element('td', { part: 'time', text: one.started && !Number.isNaN(Date.parse(one.started)) ? time(one.started) : '' }),
    element('td', { text: [one.appName, one.tenant].filter(Boolean).join(' · ') }),
    element('td', {}, [element('span', {}, [level ? lamp(level) : null, document.createTextNode(activity)])]),
    element('td', { text: one.method ?? '' }),
    element('td', { part: 'address', text: short(one.url) + (one.messages > 0 ? ` (${text('audit_messages', String(one.messages))})` : '') }),
  ]);
}

export function requestTable() {
  const body = element('tbody');
  const empty = element('p', { part: 'empty', text: text('audit_nothing_yet') });
  /** @type {Recognised[]} */
  let all = [];
  /** @type {Filter} */
  let filter = { words: '', level: '', known: true };
  const columns = [text('audit_column_time'), text('audit_column_app'), text('audit_column_activity'), text('audit_column_method'), text('audit_column_address')]
    .map((name) => element('th', { text: name, attributes: { scope: 'col' } }));
  const table = element('table', { attributes: { 'aria-label': text('audit_requests') } }, [element('thead', {}, [element('tr', {}, columns)]), body]);
  const show = () => {
    const passed = all.filter((one) => passes(one, filter));
    body.replaceChildren(...passed.slice(-MOST).map(row));
    empty.hidden = passed.length > 0;
  };
  return {
    element: element('div', {}, [table, empty]),
    /** @param {Recognised[]} fresh */
    add(fresh) {
      all.push(...fresh);
      const passed = fresh.filter((one) => passes(one, filter));
      body.append(...passed.map(row));
      while (body.childElementCount > MOST) body.firstElementChild?.remove();
      empty.hidden = body.childElementCount > 0;
    },
    clear() {
      all = [];
      show();
    },
    /** @param {Partial<Filter>} change */
    filter(change) {
      filter = { ...filter, ...change };
      show();
    },
    all: () => all,
  };
}
