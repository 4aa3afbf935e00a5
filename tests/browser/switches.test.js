// Every switch of a vendor that the rules name: found on a page at the vendor's own address, read, never clicked by us.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const RULES = new URL('../../extension/rules/', import.meta.url);

/**
 * @typedef {{ app: string, id: string, role: string, name: string, blocks: boolean, practices: string[], page: string, on: string, off: string }} Switch
 * @returns {Switch[]}
 */
function switches() {
  const files = readdirSync(RULES).filter((name) => name.endsWith('.json') && name !== 'schema.json');
  return files.flatMap((name) => {
    const file = JSON.parse(readFileSync(new URL(name, RULES), 'utf8'));
    const examples = file.practices.flatMap((/** @type {any} */ practice) => practice.examples);
    return file.apps.flatMap((/** @type {any} */ app) => (app.settings ?? []).map((/** @type {any} */ setting) => ({
      app: app.id, id: setting.id, role: setting.role, name: setting.names[0], blocks: setting.onMeans === 'blocks', practices: setting.practices,
      page: examples.find((/** @type {any} */ { signal }) => signal.app === app.id && signal.setting === setting.id && signal.page)?.signal.page,
      on: setting.onValues?.[0] ?? '', off: setting.offValues?.[0] ?? '',
    })));
  });
}

const ALL = switches();
/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;

before(async () => {
  const hosts = [...new Set(ALL.map(({ page }) => new URL(page).hostname))];
  const pages = Object.fromEntries(hosts.map((host) => [host, { folder: 'switches', reaches: '', images: '' }]));
  server = await startServer({ hosts, pages });
});

/** A window of the extension's own, kept open: a new one for every look would be most of the test. @type {string} */ let lookout;
/** @type {string} */ let tab;

beforeEach(async () => {
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
  tab = await browser.driver.getWindowHandle();
  await browser.driver.switchTo().newWindow('window');
  await browser.open(`${browser.origin}/manifest.json`);
  lookout = await browser.driver.getWindowHandle();
  await browser.driver.switchTo().window(tab);
});

/** @returns {Promise<any[]>} the stances that are kept */
async function stances() {
  await browser.driver.switchTo().window(lookout);
  /** @type {any} */
  const { settings } = await browser.run(() => chrome.storage.local.get('settings'));
  await browser.driver.switchTo().window(tab);
  return settings?.stances ?? [];
}

afterEach(async () => {
  await browser?.close();
});

after(async () => {
  await server?.close();
});

/** @param {Switch} one @param {string} form */
async function visit({ role, name, page, on, off }, form) {
  const url = new URL(page);
  url.searchParams.set('control', JSON.stringify({ role, name, form, on, off }));
  await browser.open(url.href);
}

/** Waits until the stance on a practice is the one wanted, and verified. @param {string} practice @param {string} wanted */
async function stance(practice, wanted) {
  await waitFor(async () => (await stances()).some((said) => said.practice === practice && said.stance === wanted && said.verified), `${practice} to be seen as ${wanted}`);
}

test('every switch that the rules name is seen on and off, with its polarity', async () => {
  assert.ok(ALL.length >= 20, `${ALL.length} switches`);
  for (const one of ALL) {
    await visit(one, one.role === 'combobox' ? 'button' : 'aria');
    await stance(one.practices[0], one.blocks ? 'opted-out' : 'seen-on');
    await (await browser.find('#control')).click();
    await stance(one.practices[0], one.blocks ? 'seen-on' : 'opted-out');
  }
});

test('a native checkbox and a list with a label serve as well', async () => {
  const toggle = /** @type {Switch} */ (ALL.find(({ role }) => role === 'switch'));
  await visit(toggle, 'native');
  await stance(toggle.practices[0], toggle.blocks ? 'opted-out' : 'seen-on');
  await (await browser.find('#control')).click();
  await stance(toggle.practices[0], toggle.blocks ? 'seen-on' : 'opted-out');
  const list = /** @type {Switch} */ (ALL.find(({ role }) => role === 'combobox'));
  await visit(list, 'select');
  await stance(list.practices[0], list.blocks ? 'opted-out' : 'seen-on');
});

test('a switch of another name, or on another page, says nothing', async () => {
  const bound = /** @type {Switch} */ (ALL.find(({ id }) => id === 'data-for-ai-improvement'));
  await visit({ ...bound, name: `${bound.name} and more` }, 'aria');
  await visit({ ...bound, page: new URL('/feed/', bound.page).href }, 'aria');
  // The last switch is told for certain: what came before it would have been told by then.
  const other = /** @type {Switch} */ (ALL.find(({ app }) => app === 'claude'));
  await visit(other, 'aria');
  await stance(other.practices[0], 'seen-on');
  assert.deepEqual((await stances()).map(({ practice }) => practice), other.practices);
});
