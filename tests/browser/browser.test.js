// The harness itself, in the browser that BROWSER names, with a small extension that does on command what ours must never do.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const SAMPLE = fileURLToPath(new URL('fixtures/sample-extension', import.meta.url));
const PAGE = 'https://app.slack.com/client/T07LNDNBK/C07SH0PFL?quiet';
const HOST = 'sample-pill';

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {import('./shadow.js').Shadow} */ let pill;

before(async () => {
  server = await startServer();
  browser = await launch({ browser: BROWSER, extension: SAMPLE, server, colorScheme: 'dark', locale: 'de', windowSize: { width: 1000, height: 700 } });
  pill = browser.shadow(HOST);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Types a command into the closed shadow root and sends it. @param {string} command */
async function ask(command) {
  await (await pill.find('input')).click();
  await browser.clear();
  await browser.press(command);
  await pill.click('button');
}

/** The moment the worker that answers was born. @returns {Promise<number>} ms since 1970 */
async function birth() {
  await ask('say when');
  return waitFor(async () => Number((await pill.text('p')).match(/born (\d+)/)?.[1]), 'the worker to answer');
}

test('the window is as large, as dark and as German as asked', async () => {
  await browser.open(PAGE);
  const page = await browser.run(() => [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]);
  assert.deepEqual(page, [1000, 700, true, 'de']);
});

test('a closed shadow root can be read, clicked and typed into', async () => {
  await browser.open(PAGE);
  assert.equal(await browser.run((host) => document.querySelector(host)?.shadowRoot, HOST), null);
  assert.equal(await pill.text('button'), 'Ask');
  assert.equal(await pill.text('p'), 'ready');
  assert.ok(await birth() > 0);
  assert.equal(await pill.focused(), 'button');
  assert.equal(await pill.visible('input'), 1);
});

test('a stopped worker is seen as stopped, and another one wakes at the next message', async () => {
  await browser.open(PAGE);
  const first = await birth();
  assert.equal(await browser.workerRunning(), true);
  await browser.stopWorker();
  assert.equal(await browser.workerRunning(), false);
  await browser.open(PAGE);
  assert.notEqual(await birth(), first);
  assert.equal(await browser.workerRunning(), true);
});

test('the extension is reloaded under a living page', async () => {
  await browser.open(PAGE);
  await browser.run(() => { document.title = 'still the same page'; });
  const first = await birth();
  await browser.reloadExtension();
  assert.equal(await browser.run(() => document.title), 'still the same page');
  if (BROWSER === 'chromium') {
    assert.equal(await browser.count(HOST), 1);
    await ask('say after');
    await waitFor(async () => (await pill.text('p')).includes('invalidated'), 'the old script to notice');
  } else {
    // Firefox ends the old script without a word, leaves its elements behind, and starts the new one in the same page.
    await waitFor(async () => await browser.count(HOST) === 2, 'the new script to start');
    assert.notEqual(first, 0);
  }
});

test('pages of the extension open in a tab of their own and speak its language', async () => {
  await browser.open(PAGE);
  const here = await browser.driver.getWindowHandle();
  const [heading, name] = await browser.extensionPage('popup.html', async () => [
    await (await browser.find('h1')).getText(),
    await browser.run(() => /** @type {any} */ (globalThis).chrome.i18n.getMessage('name')),
  ]);
  assert.deepEqual([heading, name], ['Sample popup', 'Muster']);
  assert.equal(await browser.driver.getWindowHandle(), here);
  assert.equal((await browser.driver.getAllWindowHandles()).length, 1);
});

test('storage is read and written while the page stays visible', async () => {
  await browser.open(PAGE);
  await browser.run(() => {
    document.addEventListener('visibilitychange', () => { document.title = 'was hidden'; });
  });
  const local = browser.storage('local');
  await local.set({ stance: { said: 'no' }, kept: 1 });
  assert.deepEqual(await local.get(), { stance: { said: 'no' }, kept: 1 });
  await local.remove('kept');
  assert.deepEqual(await local.get('stance'), { stance: { said: 'no' } });
  await local.clear();
  assert.deepEqual(await local.get(), {});
  assert.notEqual(await browser.run(() => document.title), 'was hidden');
});

test('what page, content script and worker print and throw is heard', async () => {
  await browser.open(PAGE);
  await browser.run(() => { setTimeout(() => { throw new Error('page failed'); }); });
  await ask('say heard');
  await ask('fail worker');
  await ask('contentfail content');
  const wanted = [['page', 'error', 'page failed'], ['extension', 'log', 'worker says heard'], ['extension', 'error', 'worker failed'], ['extension', 'error', 'content failed']];
  await waitFor(async () => {
    const messages = await browser.consoleMessages();
    for (const [from, level, text] of wanted) {
      assert.equal(messages.filter((message) => message.from === from && message.level === level && message.text.includes(text)).length, 1, text);
    }
    return true;
  }, 'four messages');
});

test('every request of the extension is known, and nothing left the machine', async () => {
  await browser.open(`${PAGE}&csp=none`);
  assert.deepEqual(await browser.externalRequests(), []);
  await ask('fetch https://elsewhere.test/from-worker');
  await ask('contentfetch https://elsewhere.test/from-content');
  await browser.extensionPage('popup.html', async () => {
    await browser.type(await browser.find('#url'), 'https://elsewhere.test/from-page');
    await (await browser.find('#fetch')).click();
    await waitFor(() => server.refused.filter((host) => host === 'elsewhere.test:443').length >= 3, 'three refusals');
  });
  const asked = (await browser.externalRequests()).map(({ url }) => new URL(url).pathname).sort();
  // Firefox lets a content script speak in the page's name all the way: there the proxy's word has to do.
  assert.deepEqual(asked, BROWSER === 'firefox' ? ['/from-page', '/from-worker'] : ['/from-content', '/from-page', '/from-worker']);
});

test('axe looks into the closed shadow root and closes it again', async () => {
  await browser.open(PAGE);
  const violations = await browser.axe(pill);
  assert.ok(Array.isArray(violations));
  assert.deepEqual(violations.filter(({ id }) => id === 'label'), []);
  assert.equal(await browser.run((host) => document.querySelector(host)?.shadowRoot, HOST), null);
});

test('screenshots are saved as PNG', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trainspotter-shot-'));
  await browser.screenshot(join(folder, 'deeper/shot.png'));
  const bytes = await readFile(join(folder, 'deeper/shot.png'));
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1000, 700]);
  await rm(folder, { recursive: true });
});

test('waiting in vain says for what, and what was there instead', async () => {
  await assert.rejects(waitFor(() => { throw new Error('no pill yet'); }, 'the pill', 60), /waited 60 ms for the pill; last seen: Error: no pill yet/);
});
