// The popup: this tab now, out of the page's reach.

const { text, word, choose } = globalThis.trainspotter.texts;
const { element, lamp, finding: findingView } = globalThis.trainspotter.render;
const RANK = { info: 0, notice: 1, alert: 2 };

/** @returns {Promise<number>} the tab the popup speaks about; tests name it in the address */
async function tabId() {
  const named = new URLSearchParams(location.search).get('tab');
  if (named) return Number(named);
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? -1;
}

/** @param {import('../types').TabState['counts']} counts */
function countList(counts) {
  const rows = Object.entries(counts).map(([activity, { request, surface }]) => /** @type {const} */ ([activity, Math.max(request, surface)]));
  if (rows.length === 0) return element('p', { text: text('popup_quiet') });
  const items = rows.flatMap(([activity, count]) => [element('dt', { text: word('activity', activity) }), element('dd', { text: `${count}` })]);
  return element('dl', { part: 'counts' }, items);
}

/** @param {string} key @param {boolean} applies */
const hint = (key, applies) => (applies ? element('p', { part: 'stale', text: text(key) }) : null);

async function show() {
  const tab = await tabId();
  // A page that is no app has nobody who listens.
  await chrome.tabs.sendMessage(tab, { type: 'flush' }).catch(() => undefined);
  /** @type {{ state: import('../types').TabState | null, keptAside: string | null, info: { version: string, practices: number } } | null} */
  const answer = await chrome.runtime.sendMessage({ type: 'popup', tab });
  choose(await chrome.runtime.sendMessage({ type: 'texts' }));
  const state = answer?.state?.app ? answer.state : null;
  const findings = Object.values(state?.findings ?? {}).sort((a, b) => RANK[b.level] - RANK[a.level]);
  /** @param {object} message */
  const act = (message) => void chrome.runtime.sendMessage({ ...message, tab }).then(show);
  const rows = findings.map((finding) => element('details', { part: 'row', attributes: { 'data-level': finding.level } }, [
    element('summary', {}, [
      lamp(finding.level),
      element('span', {}, [element('strong', { text: word('verdict', finding.verdict) }), element('span', { text: finding.title })]),
    ]),
    findingView({ finding, others: [] }, act),
  ]));
  const view = document.getElementById('view');
  view?.replaceChildren(...[
    element('h1', { text: state ? [state.appName, state.tenant].filter(Boolean).join(' · ') : text('name') }),
    hint('popup_kept_aside', Boolean(answer?.keptAside)),
    hint('popup_unrecognised', Boolean(state?.unrecognised)),
    hint('popup_overflow', (state?.overflow ?? 0) > 0),
    ...(state ? [...rows, element('h2', { text: text('popup_counts') }), countList(state.counts)]
      : [element('p', { text: text('popup_none') }), element('p', { text: text('popup_first') })]),
    element('footer', { text: answer ? text('popup_version', answer.info.version, String(answer.info.practices)) : '' }),
  ].filter((child) => child !== null));
}

void show();
