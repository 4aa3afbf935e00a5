// Accessibility of everything that is shown, in both themes and all five languages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';
import { WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'];

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;

before(async () => {
  server = await startServer();
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

let checked = 0;

/** Checks in both themes. @param {string} what @param {import('./shadow.js').Shadow} [inside] */
async function accessible(what, inside) {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await browser.colorScheme(theme);
    const violations = await browser.axe(inside);
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ').slice(0, 400)}`), [], `${what}, ${theme}`);
    checked += 1;
  }
}

for (const language of LANGUAGES) {
  test(`pill, card, popup and options are accessible: ${language}`, async () => {
    await browser.storage('local').set({ settings: {
      version: 1, language, told: {}, roles: {},
      requests: [{ practice: 'slack-global-predictive-models', app: 'slack', tenant: 'T1', status: 'asked', date: '2026-01-01', remindOn: '2026-01-15' }],
      stances: [{ practice: 'notion-ai-data-sharing-opt-in', stance: 'accepted', date: '2026-02-01' }],
      dismissed: { 'chatgpt-consumer-training|-|trains-by-default|alert|0': '2026-01-01' }, plans: { 'atlassian/acme.atlassian.net': 'free' },
    } });
    const hands = new WorkspaceHands(browser);
    const pill = browser.shadow('trainspotter-pill');
    await hands.open();
    await hands.say('Look at it');
    await pill.find('[data-part=pill]');
    await accessible(`${language}: pill`, pill);
    await pill.click('[data-part=pill]');
    await browser.driver.executeScript('for (const fold of arguments[0].querySelectorAll("details")) fold.open = true', await pill.find('[data-part=card]'));
    await accessible(`${language}: card`, pill);
    assert.equal(await (await pill.host()).getAttribute('lang').then((tag) => tag?.slice(0, 2)), language);
    const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
    await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
      await page.find('[data-part=reminder]');
      await page.run(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
      await accessible(`${language}: popup`);
    });
    await browser.extensionPage('options/options.html', async (page) => {
      await waitFor(async () => (await page.count('[data-part=row]')) >= 100, 'the practices to be listed');
      // A hundred alike tell no more than five.
      await page.run(() => [...document.querySelectorAll('#vendors [data-part=row]')].slice(5).forEach((row) => row.remove()));
      await (await page.find('#vendors [data-part=row] > summary')).click();
      await page.find('#vendors [data-part=finding]');
      assert.equal((await page.run(() => document.documentElement.lang)).slice(0, 2), language);
      await accessible(`${language}: options`);
    });
  });
}

test('everything was checked', () => assert.equal(checked, LANGUAGES.length * 4 * 2));
