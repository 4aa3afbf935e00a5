// What is remembered: settings for good, what a tab did for the session. One writer at a time.

/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').TabState} TabState */

const KEY = 'settings';

/** @returns {Settings} */
function defaults() {
  return { version: 1, dismissed: {}, stances: [], plans: {}, accounts: {}, addresses: {}, corner: 'top-end' };
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is Record<string, string>} */
const isWords = (value) => isObject(value) && Object.values(value).every((word) => typeof word === 'string');

/** @param {unknown} stored @returns {Settings | undefined} */
function checked(stored) {
  if (!isObject(stored) || stored.version !== 1 || !Array.isArray(stored.stances)) return undefined;
  const { dismissed, plans, accounts, addresses } = stored;
  if (![dismissed, plans, accounts, addresses].every(isWords)) return undefined;
  const stances = stored.stances.every((stance) => isObject(stance) && typeof stance.practice === 'string');
  return stances ? /** @type {Settings} */ ({ ...defaults(), ...stored }) : undefined;
}

/**
 * The settings. What cannot be understood is kept aside under a dated key and told in the popup.
 * @returns {Promise<Settings>}
 */
export async function settings() {
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
function inTurn(change) {
  const result = writing.then(change);
  writing = result.catch(() => undefined);
  return result;
}

/**
 * Changes the settings.
 * @param {(settings: Settings) => void} change
 * @returns {Promise<Settings>}
 */
export function changeSettings(change) {
  return inTurn(async () => {
    const current = await settings();
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
    const state = (await tabState(tab)) ?? { app: '', appName: '', tenant: null, findings: {}, counts: {}, overflow: 0, unrecognised: false };
    change(state);
    await chrome.storage.session.set({ [tabKey(tab)]: state });
    return state;
  });
}

/** @param {number} tab @returns {Promise<void>} */
export function forgetTab(tab) {
  return inTurn(() => chrome.storage.session.remove(tabKey(tab)));
}
