// "Managed by your organisation": what the help desk needs. Every key with its value and where it comes from, what was
// refused and why, and what the browser may have kept from the extension.

import { shippedImage } from '../rule-image.js';

const { element, quote, button, copy } = globalThis.trainspotter.parts;
const { text, number, language } = globalThis.trainspotter.texts;

export const id = 'managed';

/** @typedef {import('../types').Settled} Settled */
/** @typedef {{ arrival: Omit<import('../types').Policy, 'policy'>, managed: boolean, forced: boolean, settled: Settled, info: any, rules: string }} Found */

/** @param {string} moment ISO */
const when = (moment) => new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(moment));

/** @param {string} key @param {unknown} value */
function shown(key, value) {
  if (value === null || (typeof value === 'object' && Object.keys(/** @type {object} */ (value)).length === 0)) return '–';
  const stances = /** @type {import('../types').Stance[]} */ (key === 'stances' ? value : []);
  const lines = stances.map(({ practice, tenant, stance, date, reference }) => [`${practice}${tenant ? `/${tenant}` : ''}: ${stance}`, date, reference].filter(Boolean).join(' · '));
  const words = lines.join('\n') || (typeof value === 'string' ? value : JSON.stringify(value));
  return words.length > 600 ? `${words.slice(0, 600)}…` : words;
}

/** One sentence on who manages this browser, if somebody does. @param {Omit<Found, 'rules'>} found */
function state({ managed, forced, arrival, settled }) {
  if (managed) return text(arrival.arrival === 'remembered' ? 'managed_remembered' : 'managed_by', settled.organisation?.name || text('your_organisation'));
  if (arrival.gone) return text('managed_gone', when(arrival.gone));
  return text(forced ? 'managed_nothing_came' : 'managed_none');
}

/** What tells one set of shipped rules from another: `sha256sum rules/rules.image` in the package begins with the same digits. */
async function rulesVersion() {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', /** @type {Uint8Array<ArrayBuffer>} */ (await shippedImage())));
  return Array.from(sum.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {Found} found @returns {[string, string][]} */
function facts({ arrival, info, rules }) {
  return [
    [text('managed_version'), info.version],
    [text('managed_rules_version'), rules],
    [text('managed_rules'), text('managed_rules_count', number(info.vendors), number(info.practices))],
    [text('managed_changed'), arrival.changed ? when(arrival.changed) : text('none')],
  ];
}

/** What the browser may have hidden. @param {Found} found @returns {string[]} */
function suspicions({ arrival, managed }) {
  const hints = [];
  if (arrival.missing.length > 0) hints.push(text('managed_missing', arrival.missing.join(', ')));
  if (arrival.tooLarge) hints.push(text('managed_too_large', number(arrival.tooLarge)));
  if (managed && chrome.runtime.getURL('').startsWith('chrome-extension:')) hints.push(text('managed_hidden'));
  return hints;
}

/** @param {Settled['problems']} problems */
function problemList(problems) {
  if (problems.length === 0) return element('p', { part: 'none', text: text('managed_no_problems') });
  return element('ul', { part: 'problems' }, problems.map(({ pointer, code, message }) => element('li', {}, [
    element('code', { text: pointer || '/' }), document.createTextNode(' '), quote('span', message), document.createTextNode(` [${code}]`),
  ])));
}

/** @param {Settled['keys']} keys */
function table(keys) {
  const head = ['managed_key', 'managed_value', 'managed_origin'].map((name) => element('th', { text: text(name), attributes: { scope: 'col' } }));
  return element('table', { part: 'keys' }, [
    element('thead', {}, [element('tr', {}, head)]),
    element('tbody', {}, keys.map(({ key, value, origin }) => element('tr', { attributes: { 'data-origin': origin } }, [
      element('th', { attributes: { scope: 'row' } }, [element('code', { text: key })]),
      element('td', { text: shown(key, value), attributes: { dir: 'auto' } }),
      element('td', { text: text(`managed_origin_${origin}`) }),
    ]))),
  ]);
}

/** The same as text. English codes and pointers stay as they are. @param {Found} found @param {Settled['problems']} problems */
function report(found, problems) {
  return [
    `${text('name')}: ${text('section_managed')}`, state(found), '',
    ...facts(found).map(([name, value]) => `${name}: ${value}`), '',
    ...found.settled.keys.map(({ key, value, origin }) => `${key} = ${JSON.stringify(value)} (${origin})`), '',
    text('managed_problems'), ...(problems.length > 0 ? problems.map(({ pointer, code, message }) => `${pointer || '/'}: ${message} [${code}]`) : [text('managed_no_problems')]), '',
    ...suspicions(found), navigator.userAgent,
  ].join('\n');
}

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask }) {
  const answer = /** @type {Omit<Found, 'rules'>} */ (await ask({ type: 'managed' }));
  container.append(element('p', { part: 'managed-state', text: state(answer) }));
  if (!answer.managed && !answer.forced && !answer.arrival.changed) return;
  const found = { ...answer, rules: await rulesVersion() };
  const problems = found.settled.problems.filter(({ origin }) => origin === 'managed');
  const area = /** @type {HTMLTextAreaElement} */ (element('textarea', { attributes: { readonly: '', rows: '12', 'aria-label': text('section_managed') } }));
  area.value = report(found, problems);
  const copying = button('copy-managed', text('managed_copy'), () => void copy(area.value, copying));
  container.append(
    element('dl', { part: 'facts-list' }, facts(found).flatMap(([name, value]) => [element('dt', { text: name }), element('dd', { text: value })])),
    element('h3', { text: text('managed_problems') }),
    problemList(problems),
    ...suspicions(found).map((hint) => element('p', { part: 'hint', text: hint })),
    element('details', { part: 'keys-fold', attributes: { open: '' } }, [element('summary', { text: text('managed_keys') }), table(found.settled.keys)]),
    element('details', {}, [element('summary', { text: text('managed_text') }), area]),
    element('div', { part: 'actions' }, [copying]),
  );
}
