// What this person has asked for, per practice and tenant, and what has become of it.
import { catalogue, placeName, title as titled, titleOf } from './catalogue.js';
import { actOn, entries } from './fields.js';

const { element } = globalThis.trainspotter.parts;
const { text, day } = globalThis.trainspotter.texts;

export const id = 'requests';

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settings, refresh }) {
  const list = await catalogue(ask);
  /** Entries of one practice and tenant belong together. @type {Map<string, import('../types').Request[]>} */
  const matters = new Map();
  for (const request of settings.requests) {
    const key = `${request.practice} ${request.tenant ?? ''}`;
    matters.set(key, [...(matters.get(key) ?? []), request]);
  }
  const act = async (/** @type {object} */ message) => {
    await ask(message);
    await refresh();
  };
  const rows = [...matters.values()].map((said) => {
    const last = /** @type {import('../types').Request} */ (said.at(-1));
    const { practice, tenant, app } = last;
    const title = titleOf(list, practice);
    /** @param {string} status @param {string} label */
    const mark = (status, label) => actOn(label, title, () => void act({ type: 'request', practice, app, tenant, status }));
    const waiting = last.status === 'asked' ? [mark('confirmed', text('mark_confirmed')), mark('declined', text('mark_declined'))] : [];
    return {
      words: [
        titled(list, practice),
        element('p', { text: placeName(list, tenant ? `${app}/${tenant}` : String(app), settings.addresses) }),
        element('ul', {}, said.map(({ status, date, remindOn }) => element('li', {
          text: `${text(`status_${status}`, day(date))}${status === 'asked' && last.status === 'asked' && remindOn ? ` ${text('remind_on', day(remindOn))}` : ''}`,
        }))),
      ],
      actions: [...waiting, mark('undo', text('undo'))],
    };
  });
  container.append(element('p', { text: text('requests_why') }), entries(rows, text('requests_none')));
}
