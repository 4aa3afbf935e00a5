// Plans, accounts and region: what decides where a verdict depends.
import { catalogue, placeName } from './catalogue.js';
import { actOn, choice, entries, field, lockOf } from './fields.js';

const { element } = globalThis.trainspotter.parts;
const { text, word, region } = globalThis.trainspotter.texts;

export const id = 'plans';
/** Regions that vendors tell apart most; a rule's own question offers others. */
const REGIONS = ['eu', 'eea', 'gb', 'ch', 'us', 'ca', 'br', 'jp', 'kr', 'in', 'au'];

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settings, settled, refresh }) {
  const list = await catalogue(ask);
  const act = async (/** @type {object} */ message, /** @type {string} */ back) => {
    await ask(message);
    await refresh();
    document.getElementById(back)?.focus();
  };
  const chosen = settled.context.region;
  const here = chosen && !REGIONS.includes(chosen) ? [chosen] : [];
  const regions = choice([['', text('not_known')], ...[...REGIONS, ...here].map((one) => /** @type {[string, string]} */ ([one, one === 'zz' ? text('region_elsewhere') : region(one)]))], chosen ?? '');
  regions.addEventListener('change', () => void act({ type: 'set', values: { region: regions.value || null } }, 'option-region'));
  const apps = new Map(list.filter(({ plans }) => plans.length > 0).map((entry) => [entry.app, entry]));
  const tables = [...apps.values()].sort((a, b) => a.appName.localeCompare(b.appName)).map((entry) => {
    const plan = choice([['', text('not_known')], ...entry.plans.map(({ id: value, name }) => /** @type {[string, string]} */ ([value, name]))], settled.context.plans[entry.app] ?? '');
    plan.id = `plan-${entry.app}`;
    const locked = lockOf(settled, `plans.${entry.app}`);
    plan.disabled = locked !== '';
    if (locked) plan.setAttribute('aria-describedby', `${plan.id}-why`);
    plan.addEventListener('change', () => void act({ type: 'put', record: 'plans', key: entry.app, value: plan.value || null }, plan.id));
    return element('div', { part: 'plan' }, [element('label', { text: entry.appName, attributes: { for: plan.id } }), plan, locked ? element('p', { text: locked, attributes: { id: `${plan.id}-why` } }) : null]);
  });
  const planName = (/** @type {string} */ key, /** @type {string} */ plan) => apps.get(key.split('/')[0])?.plans.find((one) => one.id === plan)?.name ?? plan;
  /** @param {'plans' | 'accounts' | 'roles'} record @param {(key: string, value: string) => string} say */
  const said = (record, say) => Object.entries(settings[record]).filter(([key]) => record !== 'plans' || key.includes('/')).map(([key, value]) => {
    const name = placeName(list, key, settings.addresses);
    return { words: [element('strong', { text: name }), element('p', { text: say(key, value) })], actions: [actOn(text('forget'), name, () => void act({ type: 'put', record, key, value: null }, id))] };
  });
  const answers = [...said('plans', planName), ...said('accounts', (_, value) => word('account', value)), ...said('roles', (_, value) => word('role', value))];
  container.append(
    element('p', { text: text('plans_why') }), field('region', regions, lockOf(settled, 'region')),
    element('h3', { text: text('plans_everywhere') }), element('div', { part: 'plans' }, tables),
    element('h3', { text: text('plans_here') }), entries(answers, text('plans_none')),
  );
}
