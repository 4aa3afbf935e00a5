// The background: takes in signals, asks the core, remembers, and answers with what to show.
//
// It can be stopped at any moment, so nothing is kept in variables that is not in storage, and every
// listener is registered before anything is awaited.
import { showBadge } from './badge.js';
import { ask } from './core.js';
import { changeSettings, changeTab, forgetTab, settings, tabState } from './state.js';

/** @typedef {import('./types').Classification} Classification */
/** @typedef {import('./types').Finding} Finding */
/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').TabState} TabState */

const RANK = { info: 0, notice: 1, alert: 2 };

/** Today, where the person is. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param {Settings} known */
const contextOf = ({ plans, accounts, stances, addresses }) => ({ now: today(), plans, accounts, stances, addresses });

/** @param {Iterable<Finding>} findings @param {Settings} known @returns {Finding[]} */
const audible = (findings, { dismissed }) =>
  [...findings].filter((finding) => !(finding.signature in dismissed)).sort((a, b) => RANK[b.level] - RANK[a.level]);

/** @param {TabState} state @param {Classification} answer @param {string} kind */
function remember(state, answer, kind) {
  if (!answer.app) return;
  if (kind === 'page' && (state.app !== answer.app || state.tenant !== answer.tenant)) {
    Object.assign(state, { app: answer.app, appName: answer.appName ?? '', tenant: answer.tenant, findings: {} });
  }
  if (answer.activity && (kind === 'request' || kind === 'surface')) {
    const count = (state.counts[answer.activity] ??= { request: 0, surface: 0 });
    count[kind] += 1;
  }
  if (state.tenant !== answer.tenant && kind !== 'page') return;
  for (const finding of answer.findings) {
    const before = state.findings[finding.practice];
    if (!before || RANK[finding.level] > RANK[before.level] || (!before.activity && finding.activity)) {
      state.findings[finding.practice] = finding;
    }
  }
}

/**
 * @param {number} tab
 * @param {import('./types').Signal[]} signals
 */
async function takeIn(tab, signals) {
  let known = await settings();
  const context = contextOf(known);
  /** @type {Classification[]} */
  const answers = await ask((core) => core.classify(signals, context));
  const addresses = answers.filter((answer) => {
    const key = `${answer.app}/${answer.tenant}`;
    return answer.tenant && answer.tenantAddress && known.addresses[key] !== answer.tenantAddress;
  });
  if (addresses.length > 0) {
    known = await changeSettings((current) => {
      for (const answer of addresses) current.addresses[`${answer.app}/${answer.tenant}`] = answer.tenantAddress ?? '';
    });
  }
  const before = (await tabState(tab))?.tenant;
  const state = await changeTab(tab, (current) => answers.forEach((answer, index) => remember(current, answer, signals[index].kind)));
  await showBadge(tab, audible(Object.values(state.findings), known)[0]?.level);
  const fresh = answers.flatMap((answer) => answer.findings).filter((finding) => finding.activity && finding.level !== 'info');
  const loudest = audible(fresh, known)[0];
  return {
    activities: answers.map((answer) => answer.activity),
    moved: before !== undefined && before !== state.tenant,
    notice: loudest ? noticeOf(loudest, state, known) : null,
  };
}

/** @param {Finding} finding @param {TabState} state @param {Settings} known @returns {import('./types').Notice} */
function noticeOf(finding, state, known) {
  const others = Object.values(state.findings).filter((other) => other.practice !== finding.practice);
  return { finding, others, corner: known.corner, at: new Date().toISOString() };
}

/** Judges the findings of a tab again after an answer has changed what is known. @param {number} tab */
async function judgeAgain(tab) {
  const known = await settings();
  const state = await changeTab(tab, () => {});
  await showBadge(tab, audible(Object.values(state.findings), known)[0]?.level);
}

/** @type {Record<string, (message: any, tab: number) => Promise<unknown>>} */
const HANDLERS = {
  watch: ({ url }) => ask((core) => core.watchlist(url)),
  signals: ({ signals }, tab) => takeIn(tab, signals),
  async counts({ counts, overflow }, tab) {
    await changeTab(tab, (state) => {
      state.overflow += overflow;
      for (const [activity, count] of Object.entries(counts)) (state.counts[activity] ??= { request: 0, surface: 0 }).request += Number(count);
    });
  },
  async unrecognised(_, tab) {
    await changeTab(tab, (state) => void (state.unrecognised = true));
  },
  async dismiss({ signature }, tab) {
    await changeSettings((current) => void (current.dismissed[signature] = today()));
    await judgeAgain(tab);
  },
  async corner({ corner }) {
    await changeSettings((current) => void (current.corner = corner));
  },
  async answer({ app, tenant, plan, account }) {
    const key = tenant ? `${app}/${tenant}` : app;
    await changeSettings((current) => {
      if (plan) current.plans[key] = plan;
      if (account) current.accounts[key] = account;
    });
  },
  async popup({ tab }) {
    const known = await settings();
    const state = await tabState(tab);
    return { state: state ?? null, keptAside: known.keptAside ?? null, info: await ask((core) => core.info()) };
  },
};

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const handler = Object.hasOwn(HANDLERS, message?.type) ? HANDLERS[message.type] : undefined;
  if (!handler || sender.id !== chrome.runtime.id) return false;
  // Never undefined: that is what a page gets when the worker was stopped before it could answer.
  handler(message, message.tab ?? sender.tab?.id ?? -1).then((answer) => respond(answer ?? null), () => respond(null));
  return true;
});

chrome.tabs.onRemoved.addListener((tab) => void forgetTab(tab));
