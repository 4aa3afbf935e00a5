// What a person has done about a practice, per tenant: asked, confirmed, declined, or verified by a setting
// that was seen. Knows no browser; the days are arguments.

/** @typedef {import('./types').Settings} Settings */
/** @typedef {import('./types').Request} Request */

/** Days after which somebody is reminded of a question without an answer. */
export const REMIND_AFTER_DAYS = 14;
/** Entries kept; the oldest are forgotten first. */
const MOST_REQUESTS = 2_000;
const DAY = 86_400_000;

/** @param {string} date @param {number} days */
export function later(date, days) {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** @param {string} practice @param {string | null | undefined} tenant @returns {(entry: { practice: string, tenant?: string | null }) => boolean} */
const about = (practice, tenant) => (entry) => entry.practice === practice && (entry.tenant ?? null) === (tenant ?? null);

/** @param {Settings} settings @param {string} practice @param {string | null} tenant @returns {Request[]} oldest first */
export const requestsAbout = ({ requests }, practice, tenant) => requests.filter(about(practice, tenant));

/**
 * Writes down what was done. A confirmed request is a stance as well: from then on the app counts as opted out.
 * @param {Settings} settings changed in place
 * @param {{ practice: string, app: string, tenant: string | null, status: string }} done `undo` takes the last entry back
 * @param {string} today
 */
export function record(settings, { practice, app, tenant, status }, today) {
  const here = about(practice, tenant);
  const claimed = (/** @type {import('./types').Stance} */ said) => here(said) && said.stance === 'opted-out' && !said.verified;
  if (status === 'undo') {
    const last = settings.requests.findLastIndex(here);
    const [undone] = last < 0 ? [] : settings.requests.splice(last, 1);
    if (undone?.status === 'confirmed') settings.stances = settings.stances.filter((said) => !claimed(said));
    return;
  }
  const last = settings.requests.findLast(here);
  if (last?.status === status) return;
  const entry = /** @type {Request} */ ({ practice, app, tenant, status, date: today, ...(status === 'asked' ? { remindOn: later(today, REMIND_AFTER_DAYS) } : {}) });
  settings.requests = [...settings.requests, entry].slice(-MOST_REQUESTS);
  if (status === 'confirmed') {
    settings.stances = [...settings.stances.filter((said) => !claimed(said)), { practice, ...(tenant ? { tenant } : {}), stance: 'opted-out', date: today }];
  }
}

/** Requests that wait for an answer and whose day has come. @param {Settings} settings @param {string} today @returns {Request[]} */
export function due({ requests }, today) {
  return requests.filter((entry, index) => entry.status === 'asked' && entry.remindOn && entry.remindOn <= today
    && !requests.slice(index + 1).some(about(entry.practice, entry.tenant)));
}

/** Puts off the reminder. @param {Settings} settings changed in place @param {string} practice @param {string | null} tenant @param {string} today */
export function remindLater(settings, practice, tenant, today) {
  const last = settings.requests.findLast(about(practice, tenant));
  if (last?.status === 'asked') last.remindOn = later(today, REMIND_AFTER_DAYS);
}
