// What holds: the organisation's policy over a person's settings over presets, settled by the core.
import { settle } from './checker.js';
import { useRules } from './core.js';
import { ORGANISATION_KEY, organisationRules, ownRuleFiles, together } from './custom-files.js';
import { keep } from './local.js';
import { policy } from './managed.js';
import { settings } from './state.js';
import { today } from './today.js';

/** @typedef {import('./types').Settled} Settled */

const KEY = 'settled';

/** A name for a question, of the same length however much policy there is. @param {string} question */
async function nameOf(question) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(question));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The answer to a question, kept for the session: a worker that wakes needs no checker to know what holds.
 * @param {{ managed: unknown, user: unknown, now: string }} stored @returns {Promise<Settled>}
 */
async function answered(stored) {
  const [own, organisation, session] = await Promise.all([ownRuleFiles(), organisationRules(), chrome.storage.session.get(KEY)]);
  const about = await nameOf(JSON.stringify([stored, own, organisation]));
  const kept = /** @type {{ about: string, holds: Settled } | undefined} */ (session[KEY]);
  if (kept?.about === about) return kept.holds;
  const holds = await withRules(await settle(stored, together(own, organisation)));
  // A policy too large for the session's storage is settled on every wake.
  await chrome.storage.session.set({ [KEY]: { about, holds } }).catch(() => undefined);
  return holds;
}

/** The last answer, for the same question. @type {{ about: string, answer: Promise<Settled> } | undefined} */
let last;

/** Gives the core the organisation's rule files, when they have changed. @param {Settled} holds @returns {Promise<Settled>} */
async function withRules(holds) {
  const rules = { files: holds.customRules, alone: holds.display.disabledFeatures.includes('custom-rules') };
  if (JSON.stringify(await organisationRules()) === JSON.stringify(rules)) return holds;
  await keep({ [ORGANISATION_KEY]: rules });
  await useRules(together(await ownRuleFiles(), rules));
  return holds;
}

/**
 * Waits for the policy where that is due, and says what holds.
 * @param {import('./types').Settings} [user] the person's settings, where the caller has them already
 * @returns {Promise<Settled>}
 */
export async function settled(user) {
  const [{ policy: managed, version }, own] = await Promise.all([policy(), user ?? settings()]);
  const now = today();
  const about = JSON.stringify([version, now, own]);
  if (last?.about !== about) {
    const answer = answered({ managed, user: own, now });
    last = { about, answer };
    answer.catch(() => void (last = undefined));
  }
  return last.answer;
}
