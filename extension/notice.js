// What a page should show: the loudest of what just happened, once, and all that one activity feeds together.
import { shownAs } from './features.js';
import { requestsAbout } from './requests.js';
import { placeKey } from './settings.js';
import { settled } from './settled.js';
import { settings, tabState } from './state.js';

/** @typedef {import('./types').Classification} Classification */
/** @typedef {import('./types').Finding} Finding */
/** @typedef {import('./types').Notice} Notice */
/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').Settled} Settled */
/** @typedef {import('./types').TabState} TabState */

export const RANK = { info: 0, notice: 1, alert: 2 };
/** Practices that one notice tells of at most; the popup lists all. */
const MOST_TOGETHER = 12;

/** What an organisation forbids can be neither dismissed nor hidden. @param {Finding} finding */
const isForbidden = ({ stance }) => stance?.stance === 'forbidden';

/**
 * Whether a finding is in a record of signatures. What was said where no tenant was known holds for each, and the
 * other way round: some apps show the tenant in one sign of an activity and not in the other.
 * @param {Record<string, string>} signatures @param {Finding} finding
 */
function isIn(signatures, { signature, tenant }) {
  if (Object.hasOwn(signatures, signature)) return true;
  const [practice, , ...rest] = signature.split('|');
  if (tenant !== null) return Object.hasOwn(signatures, [practice, '-', ...rest].join('|'));
  return Object.keys(signatures).some((kept) => kept.startsWith(`${practice}|`) && kept.endsWith(`|${rest.join('|')}`));
}

/** What may be heard of, loudest first. @param {Iterable<Finding>} findings @param {Settings} known @param {Settled} holds @returns {Finding[]} */
export function audible(findings, { dismissed }, { display }) {
  const wanted = (/** @type {Finding} */ finding) => RANK[finding.level] >= RANK[display.minimumLevel] && !display.hiddenApps.includes(finding.app)
    && !(display.allowSnooze && isIn(dismissed, finding));
  return [...findings].filter((finding) => isForbidden(finding) || wanted(finding)).sort((one, other) => RANK[other.level] - RANK[one.level]);
}

/** Which of the answers about a finding the organisation's policy decides. @param {Finding} finding @param {Settled} holds @returns {import('./types').Answer['question'][]} */
function lockedFor({ app, tenant }, { keys }) {
  /** @param {string} list */
  const entry = (list) => keys.find(({ key }) => key === `${list}.${placeKey(app, tenant)}`) ?? keys.find(({ key }) => key === `${list}.${app}`);
  const held = { plan: entry('plans'), account: entry('accounts'), region: keys.find(({ key }) => key === 'region') };
  return /** @type {const} */ (['plan', 'account', 'region']).filter((question) => held[question]?.locked);
}

/**
 * A finding as it may be shown, with what this person has done about it.
 * @param {Finding} finding @param {Settings} known @param {Settled} holds @param {Finding[]} [others] @returns {import('./types').Shown}
 */
export function shown(finding, known, holds, others = []) {
  const { practice, app, tenant } = finding;
  return {
    finding: shownAs(finding, holds.display), others, organisation: holds.organisation, locked: lockedFor(finding, holds),
    said: { requests: requestsAbout(known, practice, tenant), role: known.roles[placeKey(app, tenant)] ?? null },
  };
}

/**
 * @param {Finding[]} group what one notice tells of, the loudest first
 * @param {TabState} state @param {Settings} known @param {Settled} holds
 * @returns {Notice}
 */
function noticeOf([lead, ...rest], state, known, holds) {
  const together = rest.slice(0, MOST_TOGETHER - 1);
  const apart = Object.values(state.findings).filter(({ practice }) => practice !== lead.practice && together.every((one) => one.practice !== practice));
  return {
    ...shown(lead, known, holds, apart), together: together.map((finding) => shown(finding, known, holds)),
    corner: holds.display.corner, at: new Date().toISOString(),
    snooze: holds.display.allowSnooze && ![lead, ...together].some(isForbidden),
  };
}

/**
 * The loudest of what just happened, unless this person was told already, with whatever else is new about it; or a
 * switch whose state was noted.
 * @param {Classification[]} answers @param {string[]} seen @param {TabState} state @param {Settings} known @param {Settled} holds
 * @returns {Notice | null}
 */
export function worthTelling(answers, seen, state, known, holds) {
  const fresh = answers.flatMap((answer) => answer.findings).filter((finding) => finding.activity && finding.level !== 'info');
  const untold = audible(fresh, known, holds).filter((finding) => isForbidden(finding) || !isIn(known.told, finding));
  // A click and a request may both show one activity.
  const group = untold.filter(({ practice }, index) => untold.findIndex((one) => one.practice === practice) === index);
  if (group.length > 0) return noticeOf(group, state, known, holds);
  const noted = seen.length > 0 ? state.findings[seen[0]] : undefined;
  return noted ? { ...noticeOf([noted], state, known, holds), noted: true } : null;
}

/** Findings of a tab on these practices, in this order. @param {TabState | undefined} state @param {unknown} practices @returns {Finding[]} */
const findingsOn = (state, practices) => (Array.isArray(practices) ? practices : []).flatMap((practice) => state?.findings[String(practice)] ?? []);

/**
 * The findings of a notice as they are now, for a card that is open.
 * @param {number} tab @param {unknown} practices the one it is about first
 * @returns {Promise<Notice | null>}
 */
export async function noticeOn(tab, practices) {
  const state = await tabState(tab);
  const group = findingsOn(state, practices);
  const known = await settings();
  return state && group.length > 0 ? noticeOf(group, state, known, await settled(known)) : null;
}

/**
 * The same for a notice that may not be due any more, in whole or in part.
 * @param {number} tab @param {unknown} practices
 * @returns {Promise<Notice | null>}
 */
export async function noticeStillDue(tab, practices) {
  const state = await tabState(tab);
  const known = await settings();
  const holds = await settled(known);
  const due = audible(findingsOn(state, practices), known, holds).filter(({ level }) => level !== 'info');
  return state && due.length > 0 && holds.display.pill ? noticeOf(due, state, known, holds) : null;
}
