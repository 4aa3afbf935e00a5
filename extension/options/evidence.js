// How old the evidence is on which the verdicts rest.
import { catalogue } from './catalogue.js';

const { element, quote, inLanguage } = globalThis.trainspotter.parts;
const { text, plural, number, ago } = globalThis.trainspotter.texts;

export const id = 'evidence';
/** Practices named at the end, oldest evidence first. */
const OLDEST = 10;

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settled }) {
  const list = await catalogue(ask);
  const limit = settled.context.staleAfterDays;
  const steps = [[0, 30], [31, 90], [91, limit], [limit + 1, Infinity]].filter(([from, to]) => from <= to);
  const rows = steps.map(([from, to]) => {
    const count = list.filter(({ ageDays }) => ageDays >= from && ageDays <= to).length;
    const label = to === Infinity ? text('age_over', number(limit)) : text('age_between', number(from), number(to));
    const bar = element('meter', { attributes: { min: '0', max: String(Math.max(list.length, 1)), value: String(count), 'aria-label': label } });
    return element('tr', {}, [element('th', { text: label, attributes: { scope: 'row' } }), element('td', {}, [bar]), element('td', { text: number(count) })]);
  });
  const oldest = list.toSorted((a, b) => b.ageDays - a.ageDays).slice(0, OLDEST);
  container.append(
    element('p', { text: text('evidence_why') }),
    element('table', { part: 'ages' }, [element('tbody', {}, rows)]),
    element('details', {}, [
      element('summary', { text: plural('evidence_oldest', oldest.length) }),
      element('ul', {}, oldest.map((entry) => inLanguage(element('li', {}, [
        document.createTextNode(`${entry.appName}: `), quote('span', entry.title), document.createTextNode(` · ${text('checked')} ${ago(entry.ageDays)}`),
      ]), entry.language))),
    ]),
  );
}
