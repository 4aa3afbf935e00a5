// The background: listens, checks who speaks, and hands on.
//
// It can be stopped at any moment, so nothing is kept in variables that is not in storage, and every
// listener is registered before anything is awaited.
import { ask } from './core.js';
import { addCustomRules, customRules, removeCustomRules } from './custom-rules.js';
import { count, judgeAgain, judgeAllAgain, noticeOn, takeIn } from './intake.js';
import { LANGUAGES, textsIn } from './language.js';
import { onPolicy, policy } from './managed.js';
import { settled } from './settled.js';
import { changeSettings, changeTab, forgetTab, settings, tabState } from './state.js';
import { today } from './today.js';

const CORNERS = ['top-end', 'bottom-end', 'bottom-start', 'top-start'];
/** Dismissals kept; the oldest are forgotten first. */
const MOST_DISMISSED = 1_000;

/** @param {Record<string, string>} record @param {string} key @param {unknown} value null forgets the answer */
function put(record, key, value) {
  if (typeof value === 'string') record[key] = value;
  else if (value === null) delete record[key];
}

/** @type {Record<string, (message: any, tab: number) => Promise<unknown>>} */
const HANDLERS = {
  watch: ({ url }) => ask((core) => core.watchlist(String(url))),
  signals: ({ signals }, tab) => takeIn(tab, signals),
  async counts({ counts, overflow }, tab) {
    await changeTab(tab, (state) => {
      state.overflow += Number(overflow) || 0;
      for (const by of /** @type {const} */ (['request', 'surface'])) {
        for (const [activity, times] of Object.entries(counts?.[by] ?? {})) count(state, activity, by, Number(times) || 0);
      }
    });
  },
  async unrecognised(_, tab) {
    await changeTab(tab, (state) => void (state.unrecognised = true));
  },
  async dismiss({ signature }, tab) {
    await changeSettings((current) => {
      const dates = Object.entries({ ...current.dismissed, [String(signature)]: today() });
      current.dismissed = Object.fromEntries(dates.slice(-MOST_DISMISSED));
    });
    await judgeAgain(tab);
  },
  async corner({ corner }) {
    if (CORNERS.includes(corner)) await changeSettings((current) => void (current.corner = corner));
  },
  async answer({ app, tenant, plan, account, region, practice }, tab) {
    const key = tenant ? `${app}/${tenant}` : String(app);
    await changeSettings((current) => {
      put(current.plans, key, plan);
      if (account === 'work' || account === 'personal' || account === null) put(current.accounts, key, account);
      if (typeof region === 'string' || region === null) current.region = region;
    });
    await judgeAgain(tab);
    return { notice: await noticeOn(tab, practice) };
  },
  async texts() {
    return textsIn((await settled()).display.language);
  },
  async settings() {
    const known = await settings();
    const holds = await settled(known);
    return { settings: known, settled: holds, texts: await textsIn(holds.display.language) };
  },
  async managed() {
    const { policy: raw, ...arrival } = await policy();
    return { arrival, managed: raw !== null, settled: await settled(), info: await ask((core) => core.info()) };
  },
  async set({ values }) {
    await changeSettings((current) => {
      const { language, staleAfterDays } = values ?? {};
      if (language === null || LANGUAGES.includes(language)) current.language = language;
      if (Number.isSafeInteger(staleAfterDays) && staleAfterDays > 0) current.staleAfterDays = staleAfterDays;
    });
  },
  rules: () => customRules(),
  'rules-add': ({ name, text }) => addCustomRules(String(name), String(text)),
  'rules-remove': ({ name }) => removeCustomRules(String(name)),
  async popup({ tab: asked }) {
    const tab = Number(asked);
    const known = await settings();
    const { url } = await chrome.tabs.get(tab).catch(() => ({ url: undefined }));
    const app = url ? (await ask((core) => core.watchlist(url)))?.app : undefined;
    const state = await tabState(tab);
    // The tab may have gone elsewhere since; what it did there is not about this page.
    const current = state && state.app === app ? state : null;
    if (current && current.day !== today()) current.counts = {};
    const { organisation, display } = await settled(known);
    const hidden = app !== undefined && display.hiddenApps.includes(app);
    return { state: current, keptAside: known.keptAside ?? null, organisation, hidden, info: await ask((core) => core.info()) };
  },
};

/** Only what the sensor may say; the popup speaks about other tabs, a page only about its own. */
const FROM_PAGES = ['watch', 'signals', 'counts', 'unrecognised', 'dismiss', 'corner', 'answer', 'texts'];

/** @param {any} message @param {chrome.runtime.MessageSender} sender @returns {number | undefined} the tab it is about */
function tabOf(message, sender) {
  if (sender.id !== chrome.runtime.id || !Object.hasOwn(HANDLERS, message?.type)) return undefined;
  if (sender.url?.startsWith(chrome.runtime.getURL(''))) return Number(message.tab ?? -1);
  return sender.frameId === 0 && FROM_PAGES.includes(message.type) ? sender.tab?.id : undefined;
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const tab = tabOf(message, sender);
  if (tab === undefined) return false;
  // Never undefined: that is what a page gets when the worker was stopped before it could answer.
  HANDLERS[message.type](message, tab).then((answer) => respond(answer ?? null), () => respond(null));
  return true;
});

onPolicy(judgeAllAgain);

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
