// The background: listens, checks who speaks, and hands on.
//
// It can be stopped at any moment, so nothing is kept in variables that is not in storage, and every
// listener is registered before anything is awaited.
// First of all: it asks storage while the rest is still being set up.
import './local.js';
import { ask, wake } from './core.js';
import { showReminders } from './badge.js';
import { addCustomRules, customRules, removeCustomRules } from './custom-rules.js';
import { putFace } from './face.js';
import { isOptional, messageIsOff } from './features.js';
import { count, judgeAgain, judgeAllAgain, takeIn } from './intake.js';
import { textsIn } from './language.js';
import { onPolicy } from './managed.js';
import { noticeOn, noticeStillDue } from './notice.js';
import { PAGES } from './pages.js';
import { record } from './requests.js';
import { readPage } from './reading/reader.js';
import { settled } from './settled.js';
import { CORNERS, keep, placeKey, ROLES, STATUSES } from './settings.js';
import { changeSettings, changeTab, forgetTab } from './state.js';
import { today } from './today.js';

/** @param {Record<string, string>} answers @param {string} key @param {unknown} value null forgets the answer */
function put(answers, key, value) {
  if (typeof value === 'string' && value.length <= 100) answers[key] = value;
  else if (value === null) delete answers[key];
}

/** Signatures from a page: what is no word, and more than one notice holds, is left out. @param {unknown} list @returns {string[]} */
const words = (list) => (Array.isArray(list) ? list.filter((word) => typeof word === 'string' && word.length <= 500).slice(0, 20) : []);

/** @param {unknown} value */
const wordOrNull = (value) => (typeof value === 'string' ? value : null);

/** @type {Record<string, (message: any, tab: number) => Promise<unknown>>} */
const HANDLERS = {
  watch: ({ url }) => ask((core) => core.watchlist(String(url))),
  signals: ({ signals }, tab) => takeIn(tab, signals),
  async counts({ counts, overflow }, tab) {
    await changeTab(tab, (state, day) => {
      state.overflow += Number(overflow) || 0;
      for (const by of /** @type {const} */ (['request', 'surface'])) {
        for (const [activity, times] of Object.entries(counts?.[by] ?? {})) count(state, day, activity, by, Number(times) || 0);
      }
    });
  },
  async unrecognised(_, tab) {
    await changeTab(tab, (state) => void (state.unrecognised = true));
  },
  async dismiss({ signatures }, tab) {
    await changeSettings((current) => {
      for (const signature of words(signatures)) current.dismissed = keep(current.dismissed, signature, today());
    });
    await judgeAgain(tab);
  },
  async told({ signatures }) {
    await changeSettings((current) => {
      for (const signature of words(signatures)) current.told = keep(current.told, signature, today());
    });
  },
  async corner({ corner }) {
    if (CORNERS.includes(corner)) await changeSettings((current) => void (current.corner = corner));
  },
  async answer({ app, tenant, plan, account, region, about }, tab) {
    const key = placeKey(String(app), wordOrNull(tenant));
    await changeSettings((current) => {
      put(current.plans, key, plan);
      if (account === 'work' || account === 'personal' || account === null) put(current.accounts, key, account);
      if (typeof region === 'string' || region === null) current.region = region;
    });
    await judgeAgain(tab);
    return { notice: await noticeOn(tab, about) };
  },
  async role({ app, tenant, role, about }, tab) {
    if (ROLES.includes(role)) await changeSettings((current) => void (current.roles[placeKey(String(app), wordOrNull(tenant))] = role));
    return { notice: await noticeOn(tab, about) };
  },
  async request({ practice, app, tenant, status, about }, tab) {
    if (status !== 'undo' && !STATUSES.includes(status)) return null;
    await changeSettings((current) => record(current, { practice: String(practice), app: String(app), tenant: wordOrNull(tenant), status }, today()));
    await judgeAgain(tab);
    await showReminders();
    return { notice: await noticeOn(tab, about) };
  },
  again: async ({ about }, tab) => ({ notice: await noticeStillDue(tab, about) }),
  async texts() {
    return textsIn((await settled()).display.language);
  },
  face: (_, tab) => putFace(tab),
  sources: ({ url }) => ask((core) => core.sources(String(url))),
  read: ({ blocks, sources }) => readPage(blocks, Array.isArray(sources) ? sources : []),
  rules: () => customRules(),
  'rules-add': ({ name, text }) => addCustomRules(String(name), String(text)),
  'rules-remove': ({ name }) => removeCustomRules(String(name)),
  ...PAGES,
};

/** Only what the sensor may say; the popup speaks about other tabs, a page only about its own. */
const FROM_PAGES = ['watch', 'signals', 'counts', 'unrecognised', 'dismiss', 'told', 'corner', 'answer', 'role', 'request', 'again', 'face'];

/** @param {any} message @param {chrome.runtime.MessageSender} sender @returns {number | undefined} the tab it is about */
function tabOf(message, sender) {
  if (sender.id !== chrome.runtime.id || !Object.hasOwn(HANDLERS, message?.type)) return undefined;
  if (sender.url?.startsWith(chrome.runtime.getURL(''))) return Number(message.tab ?? -1);
  return sender.frameId === 0 && FROM_PAGES.includes(message.type) ? sender.tab?.id : undefined;
}

/** @param {any} message @param {number} tab */
async function answer(message, tab) {
  if (isOptional(message.type) && messageIsOff(message.type, (await settled()).display)) throw new Error('the organisation has switched this off');
  return HANDLERS[message.type](message, tab);
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const tab = tabOf(message, sender);
  if (tab === undefined) return false;
  // Never undefined: that is what a page gets when the worker was stopped before it could answer.
  answer(message, tab).then((said) => respond(said ?? null), (error) => respond({ failed: String(error?.message ?? error) }));
  return true;
});

// Whoever wakes the worker needs both, and while the core starts there is time to ask the browser.
wake();
settled().catch(() => undefined);

onPolicy(judgeAllAgain);

// At every wake: a day may have passed since the last.
void showReminders();

chrome.tabs.onRemoved.addListener((tab) => void forgetTab(tab));

// Pages that were open before the extension came are watched from now on, without being loaded again.
chrome.runtime.onInstalled.addListener(async () => {
  for (const { matches, js: files } of chrome.runtime.getManifest().content_scripts ?? []) {
    for (const { id } of await chrome.tabs.query({ url: matches })) {
      if (id === undefined || !files) continue;
      // A page that is being left, or that the browser protects, refuses; it is watched when it loads.
      await chrome.scripting.executeScript({ target: { tabId: id }, files, injectImmediately: true }).catch(() => undefined);
    }
  }
});
