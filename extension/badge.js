// The toolbar badge: out of a page's reach, and therefore the truth.
import { due } from './requests.js';
import { settings } from './state.js';
import { today } from './today.js';

const LOOKS = {
  alert: { text: '!', color: '#b3261e' },
  notice: { text: '?', color: '#8a5a00' },
  // Nothing of its own: what is to be remembered shows through.
  info: { text: null, color: null },
};
const REMINDER = '#33658a';

/**
 * Shows the loudest level of a tab.
 * @param {number} tabId
 * @param {import('./types').Level | undefined} level
 * @returns {Promise<void>}
 */
export async function showBadge(tabId, level) {
  const { text, color } = LOOKS[level ?? 'info'];
  const title = chrome.i18n.getMessage(level ? `badge_${level}` : 'name');
  try {
    await Promise.all([
      chrome.action.setBadgeText(/** @type {any} */ ({ tabId, text })),
      color && chrome.action.setBadgeBackgroundColor({ tabId, color }),
      chrome.action.setTitle({ tabId, title }),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}

/** Shows on every tab that has nothing louder how many requests wait for an answer for too long. */
export async function showReminders() {
  const waiting = due(await settings(), today()).length;
  await chrome.action.setBadgeText({ text: waiting > 0 ? String(waiting) : '' });
  await chrome.action.setBadgeBackgroundColor({ color: REMINDER });
}
