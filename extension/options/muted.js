// Findings that are not told again until something about them changes; each can be taken back.
import { catalogue, placeName, title as titled, titleOf } from './catalogue.js';
import { actOn, entries } from './fields.js';

const { element } = globalThis.trainspotter.parts;
const { text, word, day } = globalThis.trainspotter.texts;

export const id = 'muted';

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settings, refresh }) {
  const list = await catalogue(ask);
  const rows = Object.entries(settings.dismissed).reverse().map(([signature, date]) => {
    const [practice, tenant, verdict] = signature.split('|');
    const app = list.find((entry) => entry.practice === practice)?.app ?? '';
    const title = titleOf(list, practice);
    return {
      words: [
        titled(list, practice),
        element('p', { text: `${verdict ? word('verdict', verdict) : ''} · ${day(date)}` }),
        element('p', { text: tenant && tenant !== '-' ? placeName(list, `${app}/${tenant}`, settings.addresses) : text('everywhere') }),
      ],
      actions: [actOn(text('tell_again'), title, async () => {
        await ask({ type: 'put', record: 'dismissed', key: signature, value: null });
        await refresh();
      })],
    };
  });
  container.append(element('p', { text: text('muted_why') }), entries(rows, text('muted_none')));
}
