// Everything a person has said, as one JSON file: saved, and taken in again.
import { LARGEST_FILE } from '../transfer.js';
import { today } from '../today.js';

const { element, button, announce } = globalThis.trainspotter.parts;
const { text, plural, number } = globalThis.trainspotter.texts;

export const id = 'transfer';

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, refresh }) {
  const save = element('a', { part: 'export', text: text('export'), attributes: { download: `trainspotter-${today()}.json`, href: `data:application/json;charset=utf-8,${encodeURIComponent(await ask({ type: 'export' }))}` } });
  const file = /** @type {HTMLInputElement} */ (element('input', { part: 'import', attributes: { type: 'file', accept: '.json,application/json', id: 'import-file', 'aria-describedby': 'import-why' } }));
  const outcome = element('div', { part: 'outcome' });

  /** @param {string} words @param {(Node | null)[]} [more] */
  const say = (words, more = []) => {
    outcome.replaceChildren(element('p', { text: words }), ...more.filter((part) => part !== null));
    announce(outcome, words);
  };
  /** @param {{ problem: string, about?: string }} wrong */
  const refuse = ({ problem, about }) => say(text(problem, about ?? '', number(LARGEST_FILE)));

  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    // Not even read when it is larger than anything that could be right.
    if (chosen.size > LARGEST_FILE) return refuse({ problem: 'import_too_large', about: number(chosen.size) });
    const content = await chosen.text();
    const answer = await ask({ type: 'import', text: content });
    if (answer?.problem) return refuse(answer);
    const { requests, stances, dismissed, plans } = answer.counts;
    const parts = [plural('import_requests', requests), plural('import_stances', stances), plural('import_dismissed', dismissed), plural('import_plans', plans)];
    const really = button('import-really', text('import_really'), async () => {
      const done = await ask({ type: 'import', text: content, really: true });
      await refresh();
      announce(document.body, text(done?.failed ? 'popup_not_kept' : 'import_done'));
      document.querySelector('#transfer [data-part=outcome]')?.replaceChildren(element('p', { text: text(done?.failed ? 'popup_not_kept' : 'import_done') }));
    });
    say(text('import_holds', parts.join(', ')), [element('div', { part: 'actions' }, [really])]);
  });
  container.append(
    element('p', { text: text('transfer_why') }),
    element('div', { part: 'actions' }, [save]),
    element('label', { text: text('import'), attributes: { for: 'import-file' } }), file,
    element('p', { text: text('import_why'), attributes: { id: 'import-why' } }), outcome,
  );
}
