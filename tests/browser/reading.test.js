// A policy page in front of the user: read when asked to, its clauses listed and marked, its sources checked.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Key, launch, waitFor } from './browser.js';
import { startServer } from './server.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
// A host that the extension may read without the click on its button, which no driver can make.
const PAGE = 'https://app.slack.com/notice';

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;

before(async () => {
  server = await startServer({ pages: { 'app.slack.com': { folder: 'policy', reaches: '', images: '' } } });
});

beforeEach(async () => {
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
  await browser.open(PAGE);
});

afterEach(async () => {
  await browser?.close();
});

after(async () => {
  await server?.close();
});

/** Opens the popup about the page. @template T @param {(page: import('./browser.js').Browser) => Promise<T>} use */
async function popup(use) {
  const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
  return browser.extensionPage(`popup/popup.html?tab=${tab}`, use);
}

/** The text of an element, once there is some. @param {import('./browser.js').Browser} page @param {string} selector */
const textOf = (page, selector) => waitFor(async () => (await page.find(selector)).getText(), `text in ${selector}`);

/** @param {import('./browser.js').Browser} page */
const labels = (page) => page.run(() => [...document.querySelectorAll('#reading [data-label]')].map((row) => row.getAttribute('data-label')));

test('the page is read on a click, and its clauses lead to their places', async () => {
  const asServed = await browser.run(() => new XMLSerializer().serializeToString(document));
  await popup(async (page) => {
    assert.equal(await page.count('#reading [data-label]'), 0, 'read without having been asked to');
    await (await page.find('#reading button')).click();
    await page.find('#reading [data-part=clauses] button');
    assert.deepEqual(await labels(page), ['trains', 'optout-instructions']);
    assert.match(await textOf(page, '#reading'), /trains by default[\s\S]*how to opt out[\s\S]*your messages to train our AI models/);
    assert.equal(await page.count('#reading img'), 0);
    await (await page.find('#reading [data-label=optout-instructions] button')).click();
  });
  const marked = await waitFor(() => browser.run(() => [...CSS.highlights.get('trainspotter-passage') ?? []].map(String)[0]), 'a marked passage');
  assert.equal(marked, 'You can opt out of model training in the settings of your account.');
  assert.equal(await browser.run(() => new XMLSerializer().serializeToString(document)), asServed, 'the page was changed');
  assert.deepEqual(await browser.externalRequests(), []);
});

test('a page that rules rest on says whether it still says so', async () => {
  const own = JSON.parse(await readFile(new URL('../cases/own-rules.json', import.meta.url), 'utf8'));
  const [practice] = own.practices;
  const [evidence] = practice.evidence;
  practice.evidence = [
    { ...evidence, url: PAGE, locator: 'may use your messages to train our AI models' },
    { ...evidence, url: PAGE, locator: 'recordings of calls are kept for ninety days' },
  ];
  const text = JSON.stringify(own);
  await browser.extensionPage('popup/popup.html', (page) => page.run(async (/** @type {string} */ rules) => chrome.runtime.sendMessage({ type: 'rules-add', name: 'own.json', text: rules }), text));
  await popup(async (page) => {
    await page.find('#reading [data-outcome=unchanged]');
    assert.equal(await page.count('#reading [data-outcome=removed]'), 1);
    assert.match(await textOf(page, '#reading'), /source of 1 rule\.[\s\S]*Still says so[\s\S]*Not found any more/);
  });
});

test('a page of a megabyte is read while it stays alive', async () => {
  await browser.run(() => {
    for (let at = 0; at < 5_000; at += 1) {
      const paragraph = document.createElement('p');
      paragraph.textContent = `Paragraph ${at} says that cookies remember the language, that invoices are kept, that orders are shipped, and that the shop is open on most days of the week, except at night.`;
      document.body.append(paragraph);
    }
  });
  await popup(async (page) => {
    await (await page.find('#reading button')).click();
    await page.find('#reading [data-part=clauses] button');
    assert.deepEqual(await labels(page), ['trains', 'optout-instructions']);
  });
});

/** What is written in each clause that the popup lists. @param {import('./browser.js').Browser} page */
const clauses = (page) => page.run(() => [...document.querySelectorAll('#reading [data-part=clauses] button')].map((row) => row.textContent));

test('hidden and struck words are not read, folded ones are, and none is taken for HTML', async () => {
  await browser.run(() => {
    const says = (/** @type {string} */ what) => `We may use your ${what} to train our AI models.`;
    document.body.replaceChildren();
    /** @param {string} tag @param {string} what @param {Record<string, string>} [attributes] @param {string} [style] */
    const add = (tag, what, attributes = {}, style = '') => {
      const made = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      made.textContent = says(what);
      // The page's policy refuses a style attribute, and lets a script set styles.
      made.style.cssText = style;
      document.body.append(made);
      return made;
    };
    add('p', 'letters', { hidden: '' });
    add('p', 'songs', {}, 'display: none');
    add('p', 'plans', {}, 'visibility: hidden');
    add('del', 'poems');
    add('s', 'notes');
    add('p', 'videos', { 'aria-hidden': 'true' });
    add('p', 'pictures', { hidden: 'until-found' });
    const details = document.createElement('details');
    details.append(document.createElement('summary'), says('recordings'));
    document.body.append(details);
    add('p', '<b id=bold>files</b> \u202e of all kinds, that you store with us for your own use or for others');
  });
  await popup(async (page) => {
    await (await page.find('#reading button')).click();
    await page.find('#reading [data-part=clauses] button');
    const said = await clauses(page);
    assert.deepEqual(said.map((one) => /videos|files|recordings|pictures/.exec(one ?? '')?.[0]), ['videos', 'pictures', 'recordings', 'files']);
    assert.equal(await page.count('#reading #bold'), 0);
  });
});

test('a page without text, and one that cannot be judged, are called that', async () => {
  await browser.run(() => document.body.replaceChildren());
  await popup(async (page) => {
    await (await page.find('#reading button')).click();
    await waitFor(async () => /no text on this page/.test(await (await page.find('#reading')).getText()), 'the word on an empty page');
  });
  await browser.run(() => {
    for (let at = 0; at < 9; at += 1) document.body.append(Object.assign(document.createElement('p'), { textContent: '\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645 \u0641\u064a \u0645\u0648\u0642\u0639\u0646\u0627 \u0627\u0644\u062c\u062f\u064a\u062f \u062c\u062f\u0627' }));
  });
  await popup(async (page) => {
    await (await page.find('#reading button')).click();
    assert.match(await textOf(page, '#reading [data-part=concluded]'), /cannot judge/);
    assert.match(await textOf(page, '#reading'), /9 sentences could not be judged/);
  });
});

test('by keyboard alone', async () => {
  await popup(async (page) => {
    await (await page.find('#reading button')).sendKeys(Key.ENTER);
    await (await page.find('#reading [data-label=optout-instructions] button')).sendKeys(Key.ENTER);
  });
  await waitFor(() => browser.run(() => [...CSS.highlights.get('trainspotter-passage') ?? []].length === 1), 'a marked passage');
});

test('a page of the browser is refused with a sentence', async () => {
  await browser.extensionPage('popup/popup.html?tab=987654321', async (page) => {
    assert.equal(await page.count('#reading button'), 0);
  });
});
