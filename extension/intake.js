// Takes in what a tab reports: asks the core, remembers, and says what the page should show.
import { showBadge } from './badge.js';
import { ask } from './core.js';
import { changeSettings, changeTab, settings, tabState } from './state.js';
import { today } from './today.js';

/** @typedef {import('./types').Classification} Classification */
/** @typedef {import('./types').Finding} Finding */
/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').Signal} Signal */
/** @typedef {import('./types').TabState} TabState */

const RANK = { info: 0, notice: 1, alert: 2 };
/** Longest text in a signal, in characters. The sensor keeps to it as well; the page is not asked to be honest. */
const LONGEST = 4_096;
/** Signals taken from one message. */
const MOST_SIGNALS = 500;

/** @param {Settings} known @param {Signal[]} signals @returns {Promise<Classification[]>} */
function classify({ plans, accounts, region, addresses, stances, staleAfterDays, language }, signals) {
  const context = { now: today(), plans, accounts, region, addresses, stances, staleAfterDays, language: language ?? chrome.i18n.getUILanguage() };
  return ask((core) => core.classify(signals, context));
}

/** @param {Iterable<Finding>} findings @param {Settings} known @returns {Finding[]} */
const audible = (findings, { dismissed }) =>
  [...findings].filter((finding) => !Object.hasOwn(dismissed, finding.signature)).sort((a, b) => RANK[b.level] - RANK[a.level]);

/** @param {unknown} signals @returns {Signal[]} */
function wellFormed(signals) {
  if (!Array.isArray(signals)) return [];
  const short = (/** @type {unknown} */ value) => typeof value === 'string' && value.length <= LONGEST;
  return signals.slice(0, MOST_SIGNALS).filter(
    (signal) => ['page', 'request', 'surface', 'setting'].includes(signal?.kind) && Object.values(signal).every(short),
  );
}

/** Where a sample is kept: one for each activity, one for the page, one for each switch. @param {Signal} signal @param {Classification} answer */
const sampleKey = (signal, answer) => answer.activity ?? (signal.kind === 'setting' ? `setting ${signal.setting}` : signal.kind === 'page' ? 'page' : null);

/** @param {TabState} state @param {Finding[]} findings */
function merge(state, findings) {
  for (const finding of findings) {
    const before = state.findings[finding.practice];
    const louder = before && RANK[finding.level] - RANK[before.level];
    if (louder === undefined || louder > 0 || (louder === 0 && finding.activity)) state.findings[finding.practice] = finding;
  }
}

/** @param {TabState} state @param {Classification} answer @param {Signal} signal */
function remember(state, answer, signal) {
  if (!answer.app) return;
  if (signal.kind === 'page' && (state.app !== answer.app || state.tenant !== answer.tenant)) {
    Object.assign(state, { app: answer.app, appName: answer.appName ?? '', tenant: answer.tenant, findings: {}, samples: {}, counts: {}, overflow: 0, unrecognised: false });
  }
  if (state.tenant !== answer.tenant) return;
  if (answer.activity && (signal.kind === 'request' || signal.kind === 'surface')) count(state, answer.activity, signal.kind, 1);
  const key = sampleKey(signal, answer);
  if (!key) return;
  const level = answer.findings[0]?.level ?? 'info';
  const sample = state.samples[key];
  if (!sample || signal.kind === 'setting' || RANK[level] >= RANK[sample.level]) state.samples[key] = { signal, level };
  merge(state, answer.findings);
}

/** @param {TabState} state @param {string} activity @param {'request' | 'surface'} by @param {number} times */
export function count(state, activity, by, times) {
  if (state.day !== today()) Object.assign(state, { day: today(), counts: {} });
  const counted = (state.counts[activity] ??= { request: 0, surface: 0 });
  counted[by] += times;
}

/**
 * What the signals teach beyond findings: addresses of tenants for letters, and switches of the vendor's own.
 * @param {Classification[]} answers @param {Signal[]} signals @param {Settings} known
 */
function lessons(answers, signals, known) {
  /** @type {((settings: Settings) => void)[]} */
  const changes = [];
  answers.forEach((answer, index) => {
    const { tenant, tenantAddress: address } = answer;
    const key = `${answer.app}/${tenant}`;
    if (tenant && address && known.addresses[key] !== address) changes.push((current) => void (current.addresses[key] = address));
    if (signals[index].kind !== 'setting') return;
    for (const { practice, verdict } of answer.findings) {
      const stance = verdict === 'opted-out' ? 'opted-out' : 'seen-on';
      const here = (/** @type {import('./types').Stance} */ said) => said.practice === practice && (said.tenant ?? null) === tenant && Boolean(said.verified);
      if (known.stances.findLast(here)?.stance === stance) continue;
      const seen = { practice, ...(tenant ? { tenant } : {}), stance, date: today(), verified: true };
      changes.push((current) => void (current.stances = [...current.stances.filter((said) => !here(said)), seen]));
    }
  });
  return changes;
}

/** @param {Finding} finding @param {TabState} state @param {Settings} known @returns {import('./types').Notice} */
function noticeOf(finding, state, known) {
  const others = Object.values(state.findings).filter((other) => other.practice !== finding.practice);
  return { finding, others, corner: known.corner, at: new Date().toISOString() };
}

/**
 * @param {number} tab
 * @param {unknown} reported
 */
export async function takeIn(tab, reported) {
  const signals = wellFormed(reported);
  let known = await settings();
  let answers = await classify(known, signals);
  const changes = lessons(answers, signals, known);
  if (changes.length > 0) {
    known = await changeSettings((current) => changes.forEach((change) => change(current)));
    answers = await classify(known, signals);
  }
  const before = (await tabState(tab))?.tenant;
  let state = await changeTab(tab, (current) => answers.forEach((answer, index) => remember(current, answer, signals[index])));
  if (changes.length > 0) state = await judgeAgain(tab);
  else await showBadge(tab, audible(Object.values(state.findings), known)[0]?.level);
  const fresh = answers.flatMap((answer) => answer.findings).filter((finding) => finding.activity && finding.level !== 'info');
  const loudest = audible(fresh, known)[0];
  return {
    activities: answers.map((answer) => answer.activity),
    moved: before !== undefined && before !== state.tenant,
    notice: loudest ? noticeOf(loudest, state, known) : null,
  };
}

/**
 * Judges all that a tab did again, after what is known has changed.
 * @param {number} tab
 * @returns {Promise<TabState>}
 */
export async function judgeAgain(tab) {
  const known = await settings();
  const samples = Object.values((await tabState(tab))?.samples ?? {});
  const answers = await classify(known, samples.map(({ signal }) => signal));
  const state = await changeTab(tab, (current) => {
    current.findings = {};
    answers.forEach((answer) => merge(current, answer.findings));
  });
  await showBadge(tab, audible(Object.values(state.findings), known)[0]?.level);
  return state;
}

/**
 * The finding on one practice as it is now, for a card that is open.
 * @param {number} tab @param {unknown} practice
 */
export async function noticeOn(tab, practice) {
  const state = await tabState(tab);
  const finding = state?.findings[String(practice)];
  return state && finding ? noticeOf(finding, state, await settings()) : null;
}
