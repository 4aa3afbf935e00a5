// Takes in what a tab reports: asks the core, remembers, and says what the page should show.
import { showBadge } from './badge.js';
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

const RANK = { info: 0, notice: 1, alert: 2 };
/** Longest text in a signal, in characters. The sensor keeps to it as well; the page is not asked to be honest. */
const LONGEST = 4_096;
/** Signals taken from one message. */
const MOST_SIGNALS = 500;

/** @param {Settled} holds @param {Signal[]} signals @returns {Promise<Classification[]>} */
function classify({ context }, signals) {
  return askIn(context.language, (core) => core.classify(signals, { ...context, language: context.language ?? chrome.i18n.getUILanguage() }));
}

/** What an organisation forbids can be neither dismissed nor hidden. @param {Finding} finding */
const isForbidden = ({ stance }) => stance?.stance === 'forbidden';

/** What may be heard of, loudest first. @param {Iterable<Finding>} findings @param {Settings} known @param {Settled} holds @returns {Finding[]} */
function audible(findings, { dismissed }, { display }) {
  const wanted = (/** @type {Finding} */ finding) => RANK[finding.level] >= RANK[display.minimumLevel] && !display.hiddenApps.includes(finding.app)
    && !(display.allowSnooze && Object.hasOwn(dismissed, finding.signature));
  return [...findings].filter((finding) => isForbidden(finding) || wanted(finding)).sort((one, other) => RANK[other.level] - RANK[one.level]);
}

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

/** @param {Finding} finding @param {TabState} state @param {Settled} holds @returns {import('./types').Notice} */
function noticeOf(finding, state, { display, organisation }) {
  const others = Object.values(state.findings).filter((other) => other.practice !== finding.practice);
  return { finding, others, corner: display.corner, at: new Date().toISOString(), organisation, snooze: display.allowSnooze && !isForbidden(finding) };
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
  const changes = lessons(answers, signals, known);
  if (changes.length > 0) {
    known = await changeSettings((current) => changes.forEach((change) => change(current)));
    holds = await settled(known);
    answers = await classify(holds, signals);
  }
  const before = (await tabState(tab))?.tenant;
  let state = await changeTab(tab, (current) => answers.forEach((answer, index) => remember(current, answer, signals[index])));
  if (changes.length > 0) state = await judgeAgain(tab);
  else await showBadge(tab, audible(Object.values(state.findings), known, holds)[0]?.level);
  const fresh = answers.flatMap((answer) => answer.findings).filter((finding) => finding.activity && finding.level !== 'info');
  const loudest = holds.display.pill ? audible(fresh, known, holds)[0] : undefined;
  return {
    activities: answers.map((answer) => answer.activity),
    moved: before !== undefined && before !== state.tenant,
    notice: loudest ? noticeOf(loudest, state, holds) : null,
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

/**
 * The finding on one practice as it is now, for a card that is open.
 * @param {number} tab @param {unknown} practice
 */
export async function noticeOn(tab, practice) {
  const state = await tabState(tab);
  const finding = state?.findings[String(practice)];
  return state && finding ? noticeOf(finding, state, await settled()) : null;
}

/** Judges all tabs again, after the organisation's policy has changed. */
export async function judgeAllAgain() {
  for (const tab of await rememberedTabs()) await judgeAgain(tab);
}
