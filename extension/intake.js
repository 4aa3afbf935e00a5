// Takes in what a tab reports: asks the core and remembers. What the page should show of it is in `notice.js`.
import { showBadge } from './badge.js';
import { audible, RANK, worthTelling } from './notice.js';
import { classify as classifyWith } from './packed.js';
import { record } from './requests.js';
import { placeKey } from './settings.js';
import { settled } from './settled.js';
import { changeSettings, changeTab, rememberedTabs, settings, tabState } from './state.js';
import { today } from './today.js';
import { askIn } from './translated.js';

/** @typedef {import('./types').Classification} Classification */
/** @typedef {import('./types').Finding} Finding */
/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').Settled} Settled */
/** @typedef {import('./types').Signal} Signal */
/** @typedef {import('./types').TabState} TabState */

/** Longest text in a signal, in characters. The sensor keeps to it as well; the page is not asked to be honest. */
const LONGEST = 4_096;
/** Highest count that is kept. */
const MOST_COUNTED = 1_000_000;
/** Signals taken from one message. */
const MOST_SIGNALS = 500;

/** @param {Settled} holds @param {Signal[]} signals @returns {Promise<Classification[]>} */
function classify(holds, signals) {
  return askIn(holds.context.language, (core) => classifyWith(core, signals, contextOf(holds)));
}

/** What the core needs to know besides signals. @param {Settled} holds */
export const contextOf = ({ context }) => ({ ...context, language: context.language ?? chrome.i18n.getMessage('language_tag') });

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

/** @param {TabState} state @param {import('./state.js').Day} day @param {Classification} answer @param {Signal} signal */
function remember(state, day, answer, signal) {
  if (!answer.app) return;
  if (signal.kind === 'page' && (state.app !== answer.app || state.tenant !== answer.tenant)) {
    Object.assign(state, { app: answer.app, appName: answer.appName ?? '', tenant: answer.tenant, findings: {}, samples: {}, counts: {}, overflow: 0, unrecognised: false });
  }
  // Some apps name the tenant in requests alone; then the page has none, and what they say is about it.
  if (state.tenant !== null && state.tenant !== answer.tenant) return;
  if (answer.activity && signal.kind !== 'setting') count(state, day, answer.activity, signal.kind, 1);
  const key = sampleKey(signal, answer);
  if (!key) return;
  const level = answer.findings[0]?.level ?? 'info';
  const sample = state.samples[key];
  if (!sample || signal.kind === 'setting' || RANK[level] >= RANK[sample.level]) state.samples[key] = { signal, level };
  merge(state, answer.findings);
}

/**
 * @param {TabState} state @param {import('./state.js').Day} day
 * @param {string} activity @param {'request' | 'surface' | 'page'} by @param {number} times
 */
export function count(state, day, activity, by, times) {
  if (state.day !== today()) Object.assign(state, { day: today(), counts: {} });
  if (day.day !== today()) Object.assign(day, { day: today(), places: {} });
  for (const counts of [state.counts, (day.places[placeKey(state.app, state.tenant)] ??= {})]) {
    const counted = (counts[activity] ??= { request: 0, surface: 0 });
    counted[by] = Math.min((counted[by] ?? 0) + times, MOST_COUNTED);
  }
}

/**
 * What the signals teach beyond findings: addresses of tenants for letters, accounts that the app shows, and
 * switches of the vendor's own.
 * @param {Classification[]} answers @param {Signal[]} signals @param {Settings} known
 */
function lessons(answers, signals, known) {
  /** @type {((settings: Settings) => void)[]} */
  const changes = [];
  /** Findings whose stance a switch changed. @type {string[]} */
  const seen = [];
  answers.forEach((answer, index) => {
    const { app, tenant, tenantAddress: address, account } = answer;
    const key = placeKey(String(app), tenant);
    if (tenant && address && known.addresses[key] !== address) changes.push((current) => void (current.addresses[key] = address));
    if (app && account && known.accounts[key] !== account) changes.push((current) => void (current.accounts[key] = account));
    if (signals[index].kind !== 'setting') return;
    for (const { practice, verdict } of answer.findings) {
      const stance = verdict === 'opted-out' ? 'opted-out' : 'seen-on';
      const here = (/** @type {import('./types').Stance} */ said) => said.practice === practice && (said.tenant ?? null) === tenant && Boolean(said.verified);
      if (known.stances.findLast(here)?.stance === stance) continue;
      const found = { practice, ...(tenant ? { tenant } : {}), stance, date: today(), verified: true };
      seen.push(practice);
      changes.push((current) => {
        current.stances = [...current.stances.filter((said) => !here(said)), found];
        if (stance === 'opted-out') record(current, { practice, app: String(app), tenant, status: 'verified' }, today());
      });
    }
  });
  return { changes, seen };
}

/**
 * @param {number} tab
 * @param {unknown} reported
 */
export async function takeIn(tab, reported) {
  const signals = wellFormed(reported);
  let known = await settings();
  let holds = await settled(known);
  let answers = await classify(holds, signals);
  const { changes, seen } = lessons(answers, signals, known);
  if (changes.length > 0) {
    // What cannot be kept, because the storage is full, is still shown.
    known = await changeSettings((current) => changes.forEach((change) => change(current))).catch(() => known);
    holds = await settled(known);
    answers = await classify(holds, signals);
  }
  /** @type {string | null | undefined} */
  let before;
  let state = await changeTab(tab, (current, day, isNew) => {
    before = isNew ? undefined : current.tenant;
    answers.forEach((answer, index) => remember(current, day, answer, signals[index]));
  });
  if (changes.length > 0) state = await judgeAgain(tab);
  else await showBadge(tab, audible(Object.values(state.findings), known, holds)[0]?.level);
  return {
    activities: answers.map((answer) => answer.activity),
    moved: before !== undefined && before !== state.tenant,
    notice: holds.display.pill ? worthTelling(answers, seen, state, known, holds) : null,
  };
}

/**
 * Judges all that a tab did again, after what is known has changed.
 * @param {number} tab
 * @returns {Promise<TabState>}
 */
export async function judgeAgain(tab) {
  const known = await settings();
  const holds = await settled(known);
  const samples = Object.values((await tabState(tab))?.samples ?? {});
  const answers = await classify(holds, samples.map(({ signal }) => signal));
  const state = await changeTab(tab, (current) => {
    current.findings = {};
    answers.forEach((answer) => merge(current, answer.findings));
  });
  await showBadge(tab, audible(Object.values(state.findings), known, holds)[0]?.level);
  return state;
}

/** Judges all tabs again, after the organisation's policy has changed, and lets their pages know. */
export async function judgeAllAgain() {
  for (const tab of await rememberedTabs()) {
    await judgeAgain(tab);
    // A page that was closed or left since has nobody who listens.
    await chrome.tabs.sendMessage(tab, { type: 'changed' }).catch(() => undefined);
  }
}
