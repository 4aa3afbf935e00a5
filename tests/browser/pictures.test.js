// The look, compared with pictures somebody has looked at. A change that is meant is taken over with
//
//     PICTURES=take BROWSER=chromium node --test tests/browser/pictures.test.js
//
// and looked at before it is committed. Only what Chromium draws is kept: one browser's fonts are enough to see a change.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { appPages, openApp } from './apps.js';
import { launch } from './browser.js';
import { PAGES, startServer, WORKSPACE_HOSTS } from './server.js';
import { WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const KEPT = new URL('pictures/', import.meta.url);
const SEEN = new URL('../../target/run/pictures/', import.meta.url);
/** Part of the points that may differ: edges of letters, not lines of text. */
const TOLERANCE = 0.01;

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {import('./shadow.js').Shadow} */ let pill;

before(async () => {
  if (BROWSER !== 'chromium') return;
  const apps = appPages();
  server = await startServer({ hosts: [...WORKSPACE_HOSTS, ...apps.hosts], pages: { ...PAGES, ...apps.pages } });
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
  pill = browser.shadow('trainspotter-pill');
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** @param {string} name @param {string} image base64 */
async function compare(name, image) {
  const now = PNG.sync.read(Buffer.from(image, 'base64'));
  const path = new URL(`${name}.png`, KEPT);
  if (process.env.PICTURES === 'take') {
    await mkdir(KEPT, { recursive: true });
    return writeFile(path, PNG.sync.write(now, { colorType: 2, deflateLevel: 9 }));
  }
  const kept = PNG.sync.read(await readFile(path));
  await mkdir(SEEN, { recursive: true });
  await writeFile(new URL(`${name}.png`, SEEN), PNG.sync.write(now));
  assert.deepEqual([now.width, now.height], [kept.width, kept.height], `${name}: size; see target/run/pictures`);
  const difference = new PNG({ width: kept.width, height: kept.height });
  const points = pixelmatch(kept.data, now.data, difference.data, kept.width, kept.height, { threshold: 0.15 });
  await writeFile(new URL(`${name}-difference.png`, SEEN), PNG.sync.write(difference));
  assert.ok(points / (kept.width * kept.height) <= TOLERANCE, `${name}: ${points} points differ; see target/run/pictures`);
}

/** Dates, times, counts and the words of the rules stand still. Runs in the page. @param {ParentNode} root */
function still(root) {
  for (const words of root.querySelectorAll('[data-quote]')) words.textContent = 'What a rule says, in a sentence or two, with as many words as it takes.';
  root.querySelector('[data-part=counts]')?.remove();
  for (const time of root.querySelectorAll('[data-part=happened], [data-part=facts] dd, [data-part=row] small, [data-part=said] li, [data-part=stance]')) time.textContent = '–';
}

/** A part of pill or card as it is drawn. @param {string} name @param {string} part */
async function take(name, part) {
  const element = await pill.find(`[data-part=${part}]`);
  await browser.driver.executeScript(`(${still})(arguments[0])`, element);
  await browser.run(() => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 300)); }));
  await compare(name, await element.takeScreenshot());
}

/** @param {object} [more] */
const settings = (more) => browser.storage('local').set({ settings: { version: 1, ...more } });

/** @param {object} [more] @param {{ width: number, height: number }} [size] @param {'light' | 'dark'} [theme] */
async function alert(more, size = { width: 1280, height: 800 }, theme = 'light') {
  await browser.resize(size);
  await settings(more);
  const hands = new WorkspaceHands(browser);
  await hands.open({ quiet: true });
  await browser.colorScheme(theme);
  await hands.say('Look at it');
  await pill.find('[data-part=pill]');
}

const only = { skip: BROWSER !== 'chromium' && 'drawn by Chromium only' };

test('an alert, in light and dark', only, async () => {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await alert({}, undefined, theme);
    await take(`alert-pill-${theme}`, 'status');
    await pill.click('[data-part=pill]');
    await take(`alert-card-${theme}`, 'card');
  }
});

test('an alert, narrow, in German and in Japanese', only, async () => {
  await alert({ language: 'de' }, { width: 500, height: 640 });
  await take('alert-pill-de', 'status');
  await pill.click('[data-part=pill]');
  await take('alert-card-de-narrow', 'card');
  await alert({ language: 'ja' });
  await pill.click('[data-part=pill]');
  await take('alert-card-ja', 'card');
});

/** A setting of the vendor's is on the page, switched off. */
const switchedOff = () => browser.run(() => {
  const control = document.createElement('button');
  for (const [name, value] of [['role', 'switch'], ['aria-checked', 'false'], ['aria-label', 'Improve the model for everyone']]) control.setAttribute(name, value);
  document.querySelector('main')?.append(control);
});

/** How the same is seen otherwise; the end of a picture's name. @type {Record<string, { theme?: 'dark', width?: number, language?: string }>} */
const LOOKS = { '': {}, '-dark': { theme: 'dark' }, '-narrow': { width: 500 }, '-de': { language: 'de' }, '-ja': { language: 'ja' } };

for (const [end, { theme = 'light', width = 1280, language = 'en' }] of Object.entries(LOOKS)) {
  test(`a notice that asks, and a setting that was noted${end}`, only, async () => {
    await browser.resize({ width, height: 800 });
    await settings({ language });
    await openApp(browser, 'chatgpt.com');
    await browser.colorScheme(theme);
    await (await browser.find('[data-test=act]')).click();
    await take(`notice-pill${end}`, 'status');
    await pill.click('[data-part=pill]');
    await take(`notice-card${end}`, 'card');
    await settings({ language, accounts: { chatgpt: 'personal' } });
    await openApp(browser, 'chatgpt.com');
    await browser.colorScheme(theme);
    await switchedOff();
    await take(`info-pill${end}`, 'status');
  });
}

test('several practices under one notice', only, async () => {
  await browser.resize({ width: 1280, height: 800 });
  await settings({ accounts: { gemini: 'personal' } });
  await openApp(browser, 'gemini.google.com');
  await (await browser.find('[data-test=act]')).click();
  await take('group-pill', 'status');
  await pill.click('[data-part=pill]');
  await take('group-card', 'card');
});

test('the first words of the popup, in German and in Japanese', only, async () => {
  await browser.resize({ width: 500, height: 700 });
  for (const language of ['de', 'ja']) {
    await settings({ language });
    await browser.extensionPage('popup/popup.html?tab=0', async (page) => {
      await page.find('[data-part=welcome]');
      await page.run(() => document.querySelector('[data-part=foot]')?.remove());
      await compare(`welcome-${language}`, await (await page.find('main')).takeScreenshot());
    });
  }
});

test('from right to left', only, async () => {
  await alert();
  await pill.click('[data-part=pill]');
  await browser.run(() => { /** @type {HTMLElement} */ (document.querySelector('trainspotter-pill')).dir = 'rtl'; });
  await take('alert-card-rtl', 'card');
});

test('the popup, in German and in Japanese', only, async () => {
  for (const language of ['de', 'ja']) {
    await alert({ welcomed: '2026-01-01', language });
    const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
    await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
      await page.find('[data-part=row]');
      await page.run(() => document.querySelector('[data-part=foot]')?.remove());
      await browser.driver.executeScript(`(${still})(document)`);
      await compare(`popup-${language}`, await (await page.find('main')).takeScreenshot());
    });
  }
});

test('the popup', only, async () => {
  await alert({ welcomed: '2026-01-01' });
  const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
  await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
    await page.find('[data-part=row]');
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      await browser.colorScheme(theme);
      await page.run(() => document.querySelector('[data-part=foot]')?.remove());
      await browser.driver.executeScript(`(${still})(document)`);
      await compare(`popup-${theme}`, await (await page.find('main')).takeScreenshot());
    }
  });
});
