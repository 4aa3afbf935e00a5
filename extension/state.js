// What is remembered: settings for good, what a tab did for the session. One writer at a time.

/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').TabState} TabState */

const KEY = 'settings';

/** @returns {Settings} */
function defaults() {
  return { version: 1, dismissed: {}, stances: [], plans: {}, accounts: {}, region: null, addresses: {}, staleAfterDays: 180, corner: 'top-end', language: null };
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is Record<string, string>} */
const isWords = (value) => isObject(value) && Object.values(value).every((word) => typeof word === 'string');

const STANCES = ['opted-out', 'accepted', 'exempt', 'seen-on'];

/** @param {unknown} value */
const isStance = (value) =>
  isObject(value) && typeof value.practice === 'string' && typeof value.date === 'string' && STANCES.includes(String(value.stance));

/**
 * What the core would refuse must not get that far: one wrong word would silence everything.
 * @param {unknown} stored @returns {Settings | undefined}
 */
function checked(stored) {
  if (!isObject(stored) || stored.version !== 1) return undefined;
  const whole = /** @type {Record<string, any>} */ ({ ...defaults(), ...stored });
  const right =
    [whole.dismissed, whole.plans, whole.accounts, whole.addresses].every(isWords) &&
    Object.values(whole.accounts).every((account) => account === 'work' || account === 'personal') &&
    Array.isArray(whole.stances) && whole.stances.every(isStance) &&
    (whole.region === null || typeof whole.region === 'string') &&
    Number.isSafeInteger(whole.staleAfterDays) && whole.staleAfterDays >= 0 &&
    typeof whole.corner === 'string' && (whole.language === null || typeof whole.language === 'string');
  return right ? /** @type {Settings} */ (whole) : undefined;
}

async function read() {
  const stored = (await chrome.storage.local.get(KEY))[KEY];
  if (stored === undefined) return defaults();
  const known = checked(stored);
  if (known) return known;
  const fresh = { ...defaults(), keptAside: `corrupt-${new Date().toISOString()}` };
  await chrome.storage.local.set({ [fresh.keptAside]: stored, [KEY]: fresh });
  return fresh;
}

/** @type {Promise<unknown>} */
let writing = Promise.resolve();

/**
 * Runs a change after the one before it, so that no change is lost to another.
 * @template T
 * @param {() => Promise<T>} change
 * @returns {Promise<T>}
 */
export function inTurn(change) {
  const result = writing.then(change);
  writing = result.catch(() => undefined);
  return result;
}

/**
 * The settings. What cannot be understood is kept aside under a dated key and told in the popup.
 * @returns {Promise<Settings>}
 */
export const settings = () => inTurn(read);

/**
 * Changes the settings.
 * @param {(settings: Settings) => void} change
 * @returns {Promise<Settings>}
 */
export function changeSettings(change) {
  return inTurn(async () => {
    const current = await read();
    change(current);
    await chrome.storage.local.set({ [KEY]: current });
    return current;
  });
}

/** @param {number} tab */
const tabKey = (tab) => `tab-${tab}`;

/** @param {number} tab @returns {Promise<TabState | undefined>} */
export async function tabState(tab) {
  const stored = await chrome.storage.session.get(tabKey(tab));
  return /** @type {TabState | undefined} */ (stored[tabKey(tab)]);
}

/**
 * Changes what is remembered of a tab.
 * @param {number} tab
 * @param {(state: TabState) => void} change
 * @returns {Promise<TabState>}
 */
export function changeTab(tab, change) {
  return inTurn(async () => {
    const state = (await tabState(tab)) ?? { app: '', appName: '', tenant: null, day: '', findings: {}, samples: {}, counts: {}, overflow: 0, unrecognised: false };
    change(state);
    await chrome.storage.session.set({ [tabKey(tab)]: state });
    return state;
  });
}

/** The tabs of which something is remembered. @returns {Promise<number[]>} */
export async function rememberedTabs() {
  const keys = Object.keys(await chrome.storage.session.get(null));
  return keys.filter((key) => key.startsWith('tab-')).map((key) => Number(key.slice(4)));
}

/** @param {number} tab @returns {Promise<void>} */
export function forgetTab(tab) {
  return inTurn(() => chrome.storage.session.remove(tabKey(tab)));
}
