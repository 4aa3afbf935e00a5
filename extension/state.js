// What is remembered: settings for good, what a tab did for the session. One writer at a time.
import { keep, kept } from './local.js';
import { read, VERSION } from './settings.js';

/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').TabState} TabState */

const KEY = 'settings';
/** Where settings are kept while those under the other key are of a later version: that one is left as it is. */
const BESIDE = `settings-${VERSION}`;

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

/** Under the key that is in use; what cannot be understood is put aside first. @returns {Promise<{ settings: Settings, key: string, safe: boolean }>} */
async function stored() {
  const both = await kept(KEY, BESIDE);
  const first = read(both[KEY]);
  const key = first.newer ? BESIDE : KEY;
  const { settings: known, wrong } = first.newer ? read(both[BESIDE]) : first;
  let safe = true;
  if (wrong.length > 0) {
    const aside = `corrupt-${new Date().toISOString()}`;
    try {
      await keep({ [aside]: both[key], [key]: { ...known, keptAside: aside } });
      known.keptAside = aside;
    } catch {
      // No room to put it aside: it stays where it is, and nothing is written over it.
      safe = false;
    }
  }
  if (first.newer) known.newer = true;
  return { settings: known, key, safe };
}

/** Settings that are being read, and that no change was asked for since. @type {Promise<Settings> | undefined} */
let reading;

/**
 * The settings, not to be changed by whoever gets them. What cannot be understood is kept aside under a dated key and told
 * in the popup.
 * @returns {Promise<Settings>}
 */
export function settings() {
  const coming = (reading ??= inTurn(async () => (await stored()).settings));
  const over = () => void (reading === coming && (reading = undefined));
  coming.then(over, over);
  return coming;
}

/**
 * Changes the settings.
 * @param {(settings: Settings) => void} change
 * @returns {Promise<Settings>}
 * @throws {Error} when the browser could not keep them, for instance because its storage is full
 */
export function changeSettings(change) {
  reading = undefined;
  return inTurn(async () => {
    const { settings: current, key, safe } = await stored();
    if (!safe) throw new Error('the storage is full');
    change(current);
    const { newer: _newer, ...values } = current;
    await keep({ [key]: values });
    return current;
  });
}

/** @param {number} tab */
const tabKey = (tab) => `tab-${tab}`;

/** What was observed in all tabs on one day, by place and activity. @typedef {{ day: string, places: Record<string, TabState['counts']> }} Day */
const DAY_KEY = 'day';

/** @param {number} tab @returns {Promise<TabState | undefined>} */
export async function tabState(tab) {
  const found = await chrome.storage.session.get(tabKey(tab));
  return /** @type {TabState | undefined} */ (found[tabKey(tab)]);
}

/** @param {Record<string, unknown>} session @returns {Day} */
const dayIn = (session) => /** @type {Day | undefined} */ (session[DAY_KEY]) ?? { day: '', places: {} };

/** @returns {Promise<Day>} */
export const observedToday = async () => dayIn(await chrome.storage.session.get(DAY_KEY));

/**
 * Changes what is remembered of a tab, and of the day.
 * @param {number} tab
 * @param {(state: TabState, day: Day, isNew: boolean) => void} change
 * @returns {Promise<TabState>}
 */
export function changeTab(tab, change) {
  return inTurn(async () => {
    const found = await chrome.storage.session.get([tabKey(tab), DAY_KEY]);
    const known = /** @type {TabState | undefined} */ (found[tabKey(tab)]);
    const state = known ?? { app: '', appName: '', tenant: null, day: '', findings: {}, samples: {}, counts: {}, overflow: 0, unrecognised: false };
    const day = dayIn(found);
    change(state, day, !known);
    await chrome.storage.session.set({ [tabKey(tab)]: state, [DAY_KEY]: day });
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
