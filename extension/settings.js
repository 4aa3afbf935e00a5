// What the settings are: their form, their defaults, and what is done with settings that cannot be read.
// Knows no browser: `state.js` stores them.

/** @typedef {import('./types').Settings} Settings */

/** Version of the form. It grows by fields that may be absent. */
export const VERSION = 1;
export const CORNERS = ['top-end', 'bottom-end', 'bottom-start', 'top-start'];
export const LEVELS = ['alert', 'notice', 'info'];
export const ROLES = ['member', 'admin', 'owner'];
export const STANCES = ['opted-out', 'accepted', 'exempt', 'seen-on', 'forbidden'];
export const STATUSES = ['asked', 'confirmed', 'declined', 'verified'];
/** Dismissals and the like that are kept; the oldest are forgotten first. */
export const MOST_KEPT = 1_000;
/** Longest word in the settings, in characters. */
const LONGEST = 500;

/** @returns {Settings} */
export function defaults() {
  return {
    version: VERSION, dismissed: {}, told: {}, stances: [], requests: [], plans: {}, accounts: {}, roles: {}, region: null, addresses: {},
    staleAfterDays: null, corner: null, language: null,
  };
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWord = (/** @type {unknown} */ value) => typeof value === 'string' && value.length <= LONGEST;
const isWordOrNone = (/** @type {unknown} */ value) => value === null || value === undefined || isWord(value);
const isDay = (/** @type {unknown} */ value) => typeof value === 'string' && /^\d{4}(-\d\d){0,2}$/.test(value);

/** @param {(value: unknown) => boolean} isValue */
const records = (isValue) => (/** @type {unknown} */ value) => isObject(value) && Object.keys(value).every(isWord) && Object.values(value).every(isValue);

/** @param {(value: any) => boolean} isItem */
const lists = (isItem) => (/** @type {unknown} */ value) => Array.isArray(value) && value.every((item) => isObject(item) && isItem(item));

/** What the core would refuse must not get that far: one wrong word would silence everything. @type {Record<string, (value: unknown) => boolean>} */
const FIELDS = {
  dismissed: records(isWord),
  told: records(isWord),
  stances: lists(({ practice, tenant, stance, date, by }) => isWord(practice) && isWordOrNone(tenant) && STANCES.includes(stance) && isDay(date) && isWordOrNone(by)),
  requests: lists(({ practice, tenant, status, date, remindOn }) => isWord(practice) && isWordOrNone(tenant) && STATUSES.includes(status) && isDay(date) && (remindOn === undefined || isDay(remindOn))),
  plans: records(isWord),
  accounts: records((account) => account === 'work' || account === 'personal'),
  roles: records((role) => ROLES.includes(String(role))),
  region: (region) => region === null || isWord(region),
  addresses: records(isWord),
  staleAfterDays: (days) => days === null || (Number.isSafeInteger(days) && Number(days) >= 1 && Number(days) <= 36_500),
  corner: (corner) => corner === null || CORNERS.includes(String(corner)),
  minimumLevel: (level) => LEVELS.includes(String(level)),
  pill: (pill) => typeof pill === 'boolean',
  hiddenApps: (apps) => Array.isArray(apps) && apps.every(isWord),
  language: (language) => language === null || isWord(language),
};

/** Names of fields that are not what they should be. @param {Record<string, unknown>} stored */
const wrongFields = (stored) => Object.keys(FIELDS).filter((name) => stored[name] !== undefined && !FIELDS[name](stored[name]));

/**
 * Reads stored settings. Fields that are wrong fall back to their defaults; the others are kept.
 * @param {unknown} stored
 * @returns {{ settings: Settings, wrong: string[], newer: boolean }} `newer`: of a later version, not to be overwritten
 */
export function read(stored) {
  if (stored === undefined) return { settings: defaults(), wrong: [], newer: false };
  if (!isObject(stored) || !Number.isSafeInteger(stored.version) || stored.version < 1) return { settings: defaults(), wrong: ['version'], newer: false };
  if (stored.version > VERSION) return { settings: defaults(), wrong: [], newer: true };
  const wrong = wrongFields(stored);
  const right = Object.fromEntries(Object.entries(stored).filter(([name, value]) => value !== undefined && !wrong.includes(name)));
  return { settings: /** @type {Settings} */ ({ ...defaults(), ...right }), wrong, newer: false };
}

/** Keeps a record from growing without end. @param {Record<string, string>} record @param {string} key @param {string} value */
export function keep(record, key, value) {
  const rest = Object.entries(record).filter(([other]) => other !== key);
  return Object.fromEntries([...rest, [key, value]].slice(-MOST_KEPT));
}

/** The key of answers about one tenant of an app. @param {string} app @param {string | null | undefined} tenant */
export const placeKey = (app, tenant) => (tenant ? `${app}/${tenant}` : app);
