// Every vendor and practice that the rules know: to search, to filter, to read.
import { catalogue } from './catalogue.js';
import { choice } from './fields.js';

const { parts, texts, finding: findingView, renew } = globalThis.trainspotter;
const { element, lamp, quote, inLanguage } = parts;
const { text, plural, word, ago } = texts;

export const id = 'vendors';

/** What a verdict looks like before anything was observed. @type {Record<string, import('../types').Level>} */
const LEVELS = { 'trains-by-default': 'alert', depends: 'notice', announced: 'notice', reported: 'notice' };

/** What is searched for and filtered by: it outlives a filling. */
const wanted = { words: '', verdict: '', app: '' };

/** @param {import('../types').Entry} entry */
function fits({ title, appName, vendor, practice, verdict, app }) {
  const said = `${title} ${appName} ${vendor} ${practice}`.toLowerCase();
  return wanted.words.toLowerCase().split(/\s+/).every((part) => said.includes(part)) && (!wanted.verdict || wanted.verdict === verdict) && (!wanted.app || wanted.app === app);
}

/** One practice; read in full when it is opened. @param {import('../types').Entry} entry @param {import('../types').OptionTools} tools */
function row(entry, { ask, refresh }) {
  const level = LEVELS[entry.verdict] ?? 'info';
  const made = inLanguage(element('details', { part: 'row', attributes: { 'data-level': level, 'data-practice': entry.practice } }, [
    element('summary', {}, [
      lamp(level),
      element('span', {}, [
        element('strong', { text: word('verdict', entry.verdict) }),
        quote('span', entry.title),
        element('small', { text: `${entry.appName} · ${text('checked')} ${ago(entry.ageDays)}${entry.stale ? ` · ${text('stale')}` : ''}` }),
      ]),
    ]),
  ]), entry.language);
  const fill = async () => {
    const shown = await ask({ type: 'about', practice: entry.practice, app: entry.app });
    const article = shown
      ? findingView(shown, (message) => void ask(message).then(async (answer) => (answer?.failed ? undefined : 'app' in message && 'role' in message ? fill() : refresh())))
      : element('p', { text: text('not_concerned') });
    const old = made.querySelector('article, details > p');
    if (old) renew(old, article);
    else made.append(article);
  };
  made.addEventListener('toggle', () => /** @type {HTMLDetailsElement} */ (made).open && !made.querySelector('article') && void fill());
  return made;
}

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, tools) {
  const list = await catalogue(tools.ask);
  const apps = new Map(list.map(({ app, appName }) => [app, appName]));
  const verdicts = [...new Set(list.map(({ verdict }) => verdict))];
  const search = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'search', 'aria-label': text('search'), placeholder: text('search') } }));
  search.value = wanted.words;
  const verdict = choice([['', text('all_verdicts')], ...verdicts.map((one) => /** @type {[string, string]} */ ([one, word('verdict', one)]))], wanted.verdict, text('filter_verdict'));
  const app = choice([['', text('all_apps')], ...[...apps].sort(([, one], [, other]) => one.localeCompare(other))], wanted.app, text('filter_app'));
  const count = element('p', { part: 'found', attributes: { role: 'status' } });
  const rows = element('div', { part: 'rows' });
  const fill = () => {
    Object.assign(wanted, { words: search.value, verdict: verdict.value, app: app.value });
    const found = list.filter(fits);
    // One that several apps share is listed with each and counted once.
    count.textContent = plural('practices', new Set(found.map(({ practice }) => practice)).size);
    rows.replaceChildren(...found.map((entry) => row(entry, tools)));
  };
  for (const control of [search, verdict, app]) control.addEventListener('input', fill);
  fill();
  container.append(element('p', { text: text('vendors_why') }), element('div', { part: 'filters' }, [search, verdict, app]), count, rows);
}
