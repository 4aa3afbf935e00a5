// Stances: what this person or organisation has said or shown about a practice.
import { catalogue, placeName, placesSeen, title as titled, titleOf } from './catalogue.js';
import { actOn, choice, entries, field } from './fields.js';

const { element, button } = globalThis.trainspotter.parts;
const { text, word, day } = globalThis.trainspotter.texts;

export const id = 'stances';
/** What a person may say themselves; what a setting shows is not said but seen. */
const SAID = ['opted-out', 'accepted', 'exempt'];

/** So many of the organisation's are shown at once; more are folded away. */
const FEW = 10;

/** What the organisation has said, which nobody changes here. @param {import('../types').Settled} settled @param {import('./catalogue.js').Entry[]} list @param {Record<string, string>} addresses */
function ofOrganisation({ context, organisation }, list, addresses) {
  const said = context.stances.filter(({ managed }) => managed);
  if (said.length === 0) return null;
  const rows = said.map(({ practice, tenant, stance, date, reference }) => {
    const app = list.find((entry) => entry.practice === practice)?.app ?? '';
    return {
      words: [
        titled(list, practice),
        element('p', { text: [word('stance', stance), date ? day(date) : '', reference ?? ''].filter(Boolean).join(' · '), attributes: { dir: 'auto' } }),
        element('p', { text: tenant ? placeName(list, `${app}/${tenant}`, addresses) : text('everywhere') }),
      ],
      actions: [],
    };
  });
  return element('details', { part: 'organisation-stances', attributes: said.length > FEW ? {} : { open: '' } }, [
    element('summary', { text: text('locked', organisation?.name ?? text('your_organisation')) }), entries(rows, ''),
  ]);
}

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settings, settled, refresh }) {
  const list = await catalogue(ask);
  const act = async (/** @type {object} */ message) => {
    await ask({ type: 'stance', ...message });
    await refresh();
  };
  const rows = settings.stances.map(({ practice, tenant, stance, date = '', verified }) => {
    const app = list.find((entry) => entry.practice === practice)?.app ?? '';
    const title = titleOf(list, practice);
    return {
      words: [
        titled(list, practice),
        element('p', { text: verified ? text(stance === 'opted-out' ? 'stance_seen_off' : 'stance_seen_on', day(date)) : `${word('stance', stance)} · ${day(date)}` }),
        element('p', { text: tenant ? placeName(list, `${app}/${tenant}`, settings.addresses) : text('everywhere') }),
      ],
      actions: [actOn(text('remove'), title, () => void act({ practice, tenant, stance: null }))],
    };
  });
  const known = [...new Map(list.map((entry) => [entry.practice, entry])).values()];
  const practice = choice(known.map((entry) => [entry.practice, `${entry.appName}: ${entry.title}`]), known[0]?.practice ?? '');
  const where = choice([], '');
  const offer = () => {
    const apps = list.filter((entry) => entry.practice === practice.value).map(({ app }) => app);
    const places = placesSeen(settings).filter((key) => apps.includes(key.split('/')[0]));
    where.replaceChildren(...choice([['', text('everywhere')], ...places.map((key) => /** @type {[string, string]} */ ([key.slice(key.indexOf('/') + 1), placeName(list, key, settings.addresses)]))], '').options);
    where.value = '';
  };
  practice.addEventListener('change', offer);
  offer();
  const stance = choice(SAID.map((one) => [one, word('stance', one)]), SAID[0]);
  const add = button('add-stance', text('add'), () => void act({ practice: practice.value, tenant: where.value || null, stance: stance.value }));
  container.append(
    element('p', { text: text('stances_why') }), ofOrganisation(settled, list, settings.addresses) ?? '', entries(rows, text('stances_none')),
    element('div', { part: 'new' }, [field('stance_practice', practice), field('stance_where', where), field('stance', stance), element('div', { part: 'actions' }, [add])]),
  );
}
