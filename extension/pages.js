// What the background answers to the extension's own pages: popup and options.
import { ask } from './core.js';
import { showReminders } from './badge.js';
import { contextOf } from './intake.js';
import { LANGUAGES, textsIn } from './language.js';
import { shown } from './notice.js';
import { due, remindLater } from './requests.js';
import { isForced, policy } from './managed.js';
import { packedContext } from './packed.js';
import { settled } from './settled.js';
import { CORNERS, LEVELS, placeKey, STANCES } from './settings.js';
import { changeSettings, observedToday, settings, tabState } from './state.js';
import { today } from './today.js';
import { exported, parsed, takeIn } from './transfer.js';
import { askIn } from './translated.js';

/** @typedef {import('./types').Finding} Finding */

/** The lists of which one entry can be taken back in the options. */
const RECORDS = ['dismissed', 'plans', 'accounts', 'roles', 'addresses'];

/** Reminders with the title of what was asked, in the words of the rules. */
async function reminders() {
  const known = await settings();
  const holds = await settled(known);
  const waiting = due(known, today());
  return Promise.all(waiting.map(async (request) => {
    const found = await askIn(holds.context.language, (core) => core.about(request.practice, request.app ?? '', request.tenant ?? undefined, packedContext(contextOf(holds))));
    return { ...request, title: found?.title ?? request.practice, language: found?.language ?? 'en', address: known.addresses[placeKey(request.app ?? '', request.tenant)]?.replace(/^https:\/\//, '') ?? request.tenant };
  }));
}

/** @type {Record<string, (message: any, tab: number) => Promise<unknown>>} */
export const PAGES = {
  async popup({ tab: asked }) {
    const tab = Number(asked);
    const known = await settings();
    const { url } = await chrome.tabs.get(tab).catch(() => ({ url: undefined }));
    const app = url ? (await ask((core) => core.watchlist(url)))?.app : undefined;
    const state = await tabState(tab);
    // The tab may have gone elsewhere since; what it did there is not about this page.
    const current = state && state.app === app ? state : null;
    const { day, places } = await observedToday();
    const holds = await settled(known);
    const { organisation, display } = holds;
    const findings = Object.values(current?.findings ?? {});
    return {
      state: current,
      shown: findings.map((finding) => shown(finding, known, holds)),
      counts: current && day === today() ? (places[placeKey(current.app, current.tenant)] ?? {}) : {},
      address: current ? known.addresses[placeKey(current.app, current.tenant)] ?? null : null,
      welcome: !known.welcomed,
      dismissed: findings.filter(({ signature }) => Object.hasOwn(known.dismissed, signature)).map(({ practice }) => practice),
      reminders: await reminders(),
      keptAside: known.keptAside ?? null,
      newer: Boolean(known.newer),
      organisation,
      hidden: app !== undefined && display.hiddenApps.includes(app),
      snooze: display.allowSnooze,
      info: await ask((core) => core.info()),
      texts: await textsIn(display.language),
    };
  },
  async welcomed() {
    await changeSettings((current) => void (current.welcomed = today()));
  },
  async remindLater({ practice, tenant }) {
    await changeSettings((current) => remindLater(current, String(practice), tenant ?? null, today()));
    await showReminders();
  },
  async settings() {
    const known = await settings();
    const holds = await settled(known);
    return { settings: known, settled: holds, texts: await textsIn(holds.display.language) };
  },
  async managed() {
    const { policy: raw, ...arrival } = await policy();
    return { arrival, managed: raw !== null, forced: await isForced(), settled: await settled(), info: await ask((core) => core.info()) };
  },
  async set({ values }) {
    await changeSettings((current) => {
      const { language, staleAfterDays, corner, region, minimumLevel, pill } = values ?? {};
      if (language === null || LANGUAGES.includes(language)) current.language = language;
      if (Number.isSafeInteger(staleAfterDays) && staleAfterDays > 0) current.staleAfterDays = staleAfterDays;
      if (CORNERS.includes(corner)) current.corner = corner;
      if (LEVELS.includes(minimumLevel)) current.minimumLevel = minimumLevel;
      if (typeof pill === 'boolean') current.pill = pill;
      if (region === null || typeof region === 'string') current.region = region;
    });
  },
  /** One entry of a record is set, or taken back where the value is null. */
  async put({ record, key, value }) {
    if (!RECORDS.includes(record)) return;
    await changeSettings((current) => {
      const entries = /** @type {any} */ (current)[record];
      if (typeof value === 'string') entries[String(key)] = value;
      else delete entries[String(key)];
      // What is unmuted may be told again.
      if (record === 'dismissed') delete current.told[String(key)];
    });
  },
  /** A stance is said, or taken back where it is null. */
  async stance({ practice, tenant, stance }) {
    if (stance !== null && !STANCES.includes(stance)) return;
    await changeSettings((current) => {
      current.stances = current.stances.filter((said) => said.practice !== practice || (said.tenant ?? null) !== (tenant ?? null));
      if (stance) current.stances.push({ practice: String(practice), ...(tenant ? { tenant } : {}), stance, date: today() });
    });
  },
  /** Where a tab is, for the panel beside it; nothing where that is none of the hosts that the extension was given. */
  async address(_, tab) {
    const known = await chrome.tabs.get(tab).catch(() => undefined);
    return known?.url ?? null;
  },
  async catalogue() {
    const holds = await settled();
    return askIn(holds.context.language, (core) => core.catalogue(packedContext(contextOf(holds))));
  },
  async about({ practice, app, tenant }) {
    const known = await settings();
    const holds = await settled(known);
    const finding = /** @type {Finding | undefined} */ (await askIn(holds.context.language, (core) => core.about(String(practice), String(app), tenant ?? undefined, packedContext(contextOf(holds)))));
    return finding ? shown(finding, known, holds) : null;
  },
  async export() {
    return exported(await settings(), today());
  },
  /** A file is looked at, and taken in when it is right and that is wanted. */
  async import({ text, really }) {
    const file = parsed(String(text));
    if ('problem' in file) return file;
    const { requests, stances, dismissed, plans } = file.settings;
    if (really) await changeSettings((current) => takeIn(current, file.settings));
    return { counts: { requests: requests.length, stances: stances.length, dismissed: Object.keys(dismissed).length, plans: Object.keys(plans).length } };
  },
  async diagnostics() {
    const { hosts, ...info } = await ask((core) => core.info());
    const granted = await chrome.permissions.getAll();
    const local = await chrome.storage.local.get(null);
    const session = await chrome.storage.session.get(null);
    return {
      info,
      hosts: hosts.length,
      granted: hosts.filter((/** @type {string} */ host) => granted.origins?.includes(`https://${host}/*`)).length,
      stored: JSON.stringify(local).length,
      aside: Object.keys(local).filter((key) => key.startsWith('corrupt-')),
      tabs: Object.entries(session).filter(([key]) => key.startsWith('tab-')).map(([, state]) => /** @type {import('./types').TabState} */ (state)).map((state) => ({ app: state.appName, unrecognised: state.unrecognised, overflow: state.overflow })),
    };
  },
};
