// Vendors side by side: by the kind of data, the default, the plan, who can stop it, and the age of the evidence.
import { auditor, sideBySide } from '../audit/auditor.js';

const { element, lamp } = globalThis.trainspotter.parts;
const { text, word, ago } = globalThis.trainspotter.texts;

export const id = 'compare';

/** Vendors compared at the same time, at most: more columns do not fit on a screen. */
const MOST = 4;
const LEVELS = /** @type {Record<string, import('../types').Level>} */ ({ 'trains-by-default': 'alert', depends: 'notice', announced: 'notice', reported: 'notice' });

/** What holds for some plans, accounts and regions. @param {import('../types').ComparedCase} entry */
function caseOf(entry) {
  const place = [...entry.plans.map(({ name }) => name), ...entry.accounts.map((account) => word('account', account)), ...entry.regions].join(', ');
  return element('li', { text: [place, word('verdict', entry.verdict)].filter(Boolean).join(': ') });
}

/** @param {import('../types').ComparedCell} cell @param {boolean} first whether nothing was said of this practice above */
function practice(cell, first) {
  const level = LEVELS[cell.verdict] ?? 'info';
  return element('div', { part: 'compared', attributes: { 'data-level': level, 'data-practice': cell.practice } }, [
    element('p', {}, [lamp(level), element('strong', { text: word('verdict', cell.verdict) }), document.createTextNode(` ${cell.title}`)]),
    first && cell.cases.length > 0 ? element('ul', {}, cell.cases.map(caseOf)) : null,
    first ? element('p', { part: 'soft', text: `${text('who_can_stop_it')}: ${cell.whoNote}` }) : null,
    first ? element('p', { part: 'soft', text: `${text('audit_checked', ago(cell.ageDays))}${cell.stale ? ` · ${text('evidence_old')}` : ''}` }) : null,
  ]);
}

/** @param {import('../types').Compared} compared */
function table(compared) {
  /** @type {Set<string>} */
  const told = new Set();
  const cell = (/** @type {import('../types').ComparedCell} */ one) => {
    const first = !told.has(one.practice);
    told.add(one.practice);
    return practice(one, first);
  };
  const head = element('tr', {}, [text('compare_data'), ...compared.vendors.map(({ name }) => name)].map((name) => element('th', { text: name, attributes: { scope: 'col' } })));
  const rows = compared.rows.map((row) => element('tr', {}, [
    element('th', { text: word('data', row.data), attributes: { scope: 'row' } }),
    ...row.cells.map((cells) => element('td', {}, cells.length > 0 ? cells.map(cell) : [element('span', { part: 'soft', text: text('compare_nothing') })])),
  ]));
  return element('div', { part: 'scroll', attributes: { role: 'group', tabindex: '0', 'aria-label': text('section_compare') } }, [
    element('table', {}, [element('thead', {}, [head]), element('tbody', {}, rows)]),
  ]);
}

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask }) {
  const { settled } = await ask({ type: 'settings' });
  const result = element('div', { attributes: { 'aria-live': 'polite' } });
  /** @type {HTMLSelectElement[]} */
  let choices = [];
  const compare = async () => {
    const wanted = choices.map(({ value }) => value).filter(Boolean);
    if (wanted.length === 0) return result.replaceChildren();
    result.replaceChildren(table(await sideBySide(wanted, settled.context)));
  };
  // The module is large; it is loaded when somebody wants to compare.
  const start = element('button', { text: text('compare_start'), attributes: { type: 'button' } });
  start.addEventListener('click', async () => {
    /** @type {{ id: string, name: string }[]} */
    const vendors = (await auditor()).vendors();
    choices = Array.from({ length: MOST }, (_, number) => {
      const options = vendors.map((vendor) => element('option', { text: vendor.name, attributes: { value: vendor.id } }));
      const choice = /** @type {HTMLSelectElement} */ (element('select', { attributes: { 'aria-label': text('compare_vendor', String(number + 1)) } }, [
        element('option', { text: text('compare_none'), attributes: { value: '' } }), ...options,
      ]));
      choice.addEventListener('change', () => void compare());
      return choice;
    });
    const form = element('div', { part: 'actions' }, choices);
    start.replaceWith(form);
    choices[0].focus();
  });
  container.append(element('p', { text: text('compare_why') }), start, result);
}
