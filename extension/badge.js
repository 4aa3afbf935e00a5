// The toolbar badge: out of a page's reach, and therefore the truth.

const LOOKS = {
  alert: { text: '!', color: '#b3261e' },
  notice: { text: '?', color: '#8a5a00' },
  info: { text: '', color: '#4a5560' },
};

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
    await chrome.action.setBadgeText({ tabId, text });
    await chrome.action.setBadgeBackgroundColor({ tabId, color });
    await chrome.action.setTitle({ tabId, title });
  } catch {
    // The tab was closed meanwhile.
  }
}
