// The organisation's policy as the browser delivers it: late on a first run, changed at any time, gone one day.
//
// Chromium answers `{}` for some seconds after an installation by policy, and then says that the policy
// changed; Firefox has it at once, and rejects where there is none. So an empty answer counts only once the
// browser has had its time, and no answer not at all. Until then the last known policy holds, and on a managed
// installation that never had one, whoever asks waits. What a policy means is settled in the core: see `settled.js`.
import { keep, kept } from './local.js';

/** @typedef {import('./types').Policy} Policy */

const KEY = 'managed';
/** When this session first asked, and whether the browser has spoken since. */
const SESSION_KEY = 'managed-session';
/** How long somebody waits for a first policy, in milliseconds. Two to three seconds are usual, six were seen. */
const PATIENCE = 10_000;
/** How long the browser is waited for before its silence counts as nothing for now, in milliseconds. */
const SOON = 300;
const LATE = Symbol('no answer yet');
/** How long the last known policy holds while the browser answers with nothing, in milliseconds: a busy machine takes its time. */
const LAST_KNOWN_HOLDS = 60_000;
/** Least time between two questions to a browser that answered with nothing, in milliseconds. */
const ASK_AGAIN_AFTER = 5_000;

/** @typedef {{ policy: object | null, changed: string, missing: string[], gone?: string, tooLarge?: number }} Remembered */

/** Ends the wait of whoever waits for the browser. */
let wake = () => {};
/** @type {Promise<Policy> | undefined} */
let known;
/** When a browser that answered with nothing was last asked; zero if it did not. */
let emptyAt = 0;
/** Whether the last known policy holds meanwhile. */
let holding = false;
/** Grows when the policy changes, so that what was derived from it can be told apart. */
let version = 0;

/** @returns {Promise<Record<string, unknown> | null>} null where the browser says that there is no policy */
async function delivered() {
  try {
    return await chrome.storage.managed.get();
  } catch {
    return null;
  }
}

/** What comes in time, or that it is late. @template T @param {Promise<T>} coming @param {number} most milliseconds @returns {Promise<T | typeof LATE>} */
const inTime = (coming, most) => Promise.race([coming, new Promise((/** @type {(late: typeof LATE) => void} */ resolve) => { setTimeout(resolve, most, LATE); })]);

/** @returns {Promise<Remembered | undefined>} */
async function remembered() {
  const entry = (await kept(KEY))[KEY];
  return typeof entry === 'object' && entry !== null ? /** @type {Remembered} */ (entry) : undefined;
}

/** @param {Remembered} entry */
async function write(entry) {
  try {
    await keep({ [KEY]: entry });
  } catch {
    // A policy larger than the browser's storage holds while the browser delivers it; it cannot be kept beyond that.
    const tooLarge = JSON.stringify(entry.policy).length;
    await keep({ [KEY]: { ...entry, policy: null, tooLarge } }).catch(() => undefined);
  }
}

/** Whether two policies say the same, in whatever order. @param {unknown} one @param {unknown} other */
function same(one, other) {
  const sorted = (/** @type {unknown} */ value) => JSON.stringify(value, (_, inner) => (inner && typeof inner === 'object' && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
  return sorted(one) === sorted(other);
}

/** Writes down a policy that came, if it is another than the last. @param {Record<string, unknown>} came @returns {Promise<Remembered>} */
async function remember(came) {
  const before = await remembered();
  if (before && !before.gone && same(before.policy, came)) return before;
  const missing = Object.keys(before?.policy ?? {}).filter((key) => !(key in came));
  const entry = { policy: came, changed: new Date().toISOString(), missing };
  await write(entry);
  return entry;
}

/** Notes that there is no policy any more. What it was stays on record. @param {Remembered | undefined} before @returns {Promise<Remembered | undefined>} */
async function forget(before) {
  if (!before || before.gone) return before;
  const entry = { ...before, gone: new Date().toISOString() };
  await write(entry);
  return entry;
}

/** @returns {Promise<{ since: number, spoke: boolean }>} */
async function session() {
  const begunBefore = (await chrome.storage.session.get(SESSION_KEY))[SESSION_KEY];
  if (begunBefore) return /** @type {{ since: number, spoke: boolean }} */ (begunBefore);
  const begun = { since: Date.now(), spoke: false };
  await chrome.storage.session.set({ [SESSION_KEY]: begun });
  return begun;
}

/** @param {number} most milliseconds @returns {Promise<void>} */
const spokenOr = (most) => new Promise((resolve) => {
  const timer = setTimeout(resolve, most);
  wake = () => {
    clearTimeout(timer);
    resolve();
  };
});

/** Forced by policy, as opposed to chosen by a person. */
export const isForced = async () => (await chrome.management.getSelf()).installType === 'admin';

/** @param {object | null} inForce @param {Policy['arrival']} arrival @param {Remembered} [entry] @returns {Policy} */
const answer = (inForce, arrival, entry) => ({
  policy: inForce, arrival, version, changed: entry?.changed ?? null, missing: entry?.missing ?? [], gone: entry?.gone ?? null, tooLarge: entry?.tooLarge ?? null,
});

/**
 * What holds while the browser takes its time: a large policy needs some, and at its start it may not answer before its first
 * pages have loaded, which an app that keeps polling puts off for long. Silence is not an answer, so nothing ends by it.
 * @param {ReturnType<typeof delivered>} coming @returns {Promise<Policy>}
 */
async function meanwhile(coming) {
  const asked = version;
  const before = await remembered();
  const last = before?.gone ? null : before?.policy;
  if (!last && !before?.gone && await isForced()) {
    const came = await inTime(coming, PATIENCE);
    if (came !== LATE) return judge(came);
  }
  // Unless the browser has said meanwhile that it changed.
  void coming.then((came) => (version === asked ? renew(came) : undefined));
  return last ? answer(last, 'remembered', before) : answer(null, 'none', before);
}

/** What an answer of the browser means. @param {Record<string, unknown> | null} came @returns {Promise<Policy>} */
async function judge(came) {
  if (came === null) return answer(null, 'none', await forget(await remembered()));
  if (Object.keys(came).length > 0) return answer(came, 'live', await remember(came));
  emptyAt = Date.now();
  const [{ since, spoke }, before] = await Promise.all([session(), remembered()]);
  const left = (/** @type {number} */ most) => (spoke ? 0 : since + most - emptyAt);
  holding = Boolean(before?.policy && !before.gone && left(LAST_KNOWN_HOLDS) > 0);
  if (before && holding) return answer(before.policy, 'remembered', before);
  if (!before && left(PATIENCE) > 0 && await isForced()) {
    await spokenOr(left(PATIENCE));
    return look();
  }
  return answer(null, 'none', await forget(before));
}

/** @returns {Promise<Policy>} */
async function look() {
  const coming = delivered();
  const came = await inTime(coming, SOON);
  return came === LATE ? meanwhile(coming) : judge(came);
}

/** Asks a browser again that answered with nothing: not every change is told. */
async function askAgain() {
  emptyAt = Date.now();
  const came = await delivered();
  const empty = came === null || Object.keys(came).length === 0;
  const { since } = await session();
  const over = holding && Date.now() - since >= LAST_KNOWN_HOLDS;
  if (!empty || over) await policyChanged();
}

/**
 * The policy in force. On a managed installation that has never seen one this may take some seconds.
 * @returns {Promise<Policy>}
 */
export function policy() {
  if (emptyAt > 0 && Date.now() - emptyAt > ASK_AGAIN_AFTER) void askAgain();
  known ??= look();
  return known;
}

/** @type {() => unknown} */
let tell = () => {};

/** Says what to do when the policy has changed. @param {() => unknown} then */
export function onPolicy(then) {
  tell = then;
}

/** What was known counts no longer. @param {Record<string, unknown> | null} [came] what the browser answered, if it did already */
function renew(came) {
  version += 1;
  emptyAt = 0;
  known = came === undefined ? undefined : judge(came);
  wake();
  tell();
}

/** The browser said that the policy changed, or its time is over. */
async function policyChanged() {
  await chrome.storage.session.set({ [SESSION_KEY]: { since: (await session()).since, spoke: true } });
  renew();
}

chrome.storage.onChanged.addListener((_, area) => {
  if (area === 'managed') void policyChanged();
});
