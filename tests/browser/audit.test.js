// The auditor's pages in the real browser: the panel records and imports, the options page imports and compares, and the
// same capture gives the same report everywhere.
//
// The panel is opened as a page, and `chrome.devtools` is a stand-in that plays a recorded capture; devtools.test.js opens it
// in the developer tools themselves.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));
const EXTENSION = path(`../../target/extension/${BROWSER}`);
const CLI = path('../../target/release/trainspotter');
const CAPTURE = path('sample.har');

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {string} */ let folder;

before(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
});

after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true });
});

/** What the command line says. @param {...string} options */
async function audit(...options) {
  const now = await browser.run(() => {
    const today = new Date();
    return [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  });
  const { stdout } = await promisify(execFile)(CLI, ['audit', '--now', now, ...options], { maxBuffer: 1 << 26 });
  return stdout;
}

/** The findings that a page lists. @param {import('./browser.js').Browser} page */
const listed = (page) => page.run(() => [...document.querySelectorAll('[data-part=findings] li')].map((row) => {
  const { practice, verdict, level } = /** @type {HTMLElement} */ (row).dataset;
  return `${practice} ${verdict} ${level}`;
}));

/** Catches what the page saves instead of leaving it to the browser. @param {import('./browser.js').Browser} page */
const catchSaved = (page) => page.run(() => {
  const saved = /** @type {any} */ (window);
  saved.caught = [];
  URL.createObjectURL = (/** @type {any} */ blob) => {
    saved.caught.push(blob);
    return '#';
  };
});

/** What was saved last, as text. @param {import('./browser.js').Browser} page @param {string} button selector */
async function savedBy(page, button) {
  const already = await page.run(() => /** @type {any} */ (window).caught.length);
  await (await page.find(button)).click();
  return waitFor(() => page.run((count) => {
    const { caught } = /** @type {any} */ (window);
    return caught.length > count ? caught.at(-1).text() : undefined;
  }, already), `${button} to save`);
}

test('the same capture gives the same findings on the command line, in the panel and on the options page', async () => {
  const json = await audit('--format', 'json', CAPTURE);
  const report = JSON.parse(json);
  const wanted = report.apps.flatMap((/** @type {any} */ app) => app.findings.map((/** @type {any} */ found) => `${found.practice} ${found.verdict} ${found.level}`));
  assert.ok(wanted.length >= 5 && wanted.some((/** @type {string} */ line) => line.endsWith('alert')), wanted.join('\n'));

  await browser.extensionPage('devtools/panel.html', async (page) => {
    await catchSaved(page);
    await (await page.find('input[type=file]')).sendKeys(CAPTURE);
    await waitFor(async () => (await listed(page)).length > 0 || undefined, 'findings in the panel');
    assert.deepEqual(await listed(page), wanted);
    assert.equal(await savedBy(page, '[data-export=json]'), json, 'the same words as the command line, byte for byte');
    assert.equal(await savedBy(page, '[data-export=html]'), await audit('--format', 'html', CAPTURE));
    assert.equal(await savedBy(page, '[data-export=csv]'), (await audit('--format', 'csv', CAPTURE)).replace(/^\uFEFF/, ''));
    const har = JSON.parse(await savedBy(page, '[data-act=har]'));
    assert.equal(har.log.entries.filter((/** @type {any} */ entry) => entry._trainspotter?.activity === 'message.send').length, 1);
    assert.deepEqual(await page.axe(), []);
  });

  await browser.extensionPage('options/options.html', async (page) => {
    await (await page.find('#captures-file')).sendKeys(CAPTURE);
    await waitFor(async () => (await listed(page)).length > 0 || undefined, 'findings on the options page');
    assert.deepEqual(await listed(page), wanted);
    assert.deepEqual(await page.axe('#captures'), []);
  });
});

test('the panel records while it is open, keeps no bodies, cookies or headers, and forgets when it is closed', async () => {
  const capture = JSON.parse(await readFile(CAPTURE, 'utf8'));
  const secret = { name: 'Cookie', value: 'd=xoxd-secret' };
  for (const entry of capture.log.entries) {
    entry.request.headers = [secret];
    entry.request.postData = { mimeType: 'text/plain', text: 'what somebody wrote' };
    entry.response.content = { size: 3, mimeType: 'text/plain', text: 'what somebody answered' };
  }
  capture.log.entries.push({
    _resourceType: 'websocket', startedDateTime: '2026-11-24T09:00:09.000Z', _webSocketMessages: [{ type: 'send', data: 'what somebody wrote' }],
    request: { method: 'GET', url: 'wss://wss-primary.slack.com/?gateway_server=T00000000', headers: [] }, response: { status: 101, headers: [] },
  });
  await browser.extensionPage('devtools/panel.html', async (page) => {
    await page.find('[data-act=record]');
    assert.equal(await page.count('[data-part=state][data-recording]'), 0, 'nothing to record outside the developer tools');
    await page.run(() => {
      const heard = /** @type {any} */ (window);
      const event = () => {
        /** @type {Set<Function>} */
        const listeners = new Set();
        return { addListener: (/** @type {Function} */ one) => listeners.add(one), removeListener: (/** @type {Function} */ one) => listeners.delete(one), listeners };
      };
      heard.network = { onRequestFinished: event(), onNavigated: event(), getHAR: (/** @type {Function} */ use) => use({ entries: [] }) };
      /** @type {any} */ (chrome).devtools = { network: heard.network, inspectedWindow: { tabId: -1 } };
    });
    await (await page.find('[data-act=record]')).click();
    await page.find('[data-part=state][data-recording]');
    await page.run((/** @type {string} */ address, /** @type {any[]} */ entries) => {
      for (const tell of /** @type {any} */ (window).network.onNavigated.listeners) tell(address);
      for (const entry of entries) for (const tell of /** @type {any} */ (window).network.onRequestFinished.listeners) tell(entry);
    }, capture.log.pages[0].title, capture.log.entries);
    await page.find('tr[data-activity="message.send"]');
    assert.ok((await listed(page)).some((line) => line.endsWith('alert')), 'findings while recording');
    await catchSaved(page);
    const har = await savedBy(page, '[data-act=har]');
    assert.equal(JSON.parse(har).log.entries.length, capture.log.entries.length);
    assert.doesNotMatch(har, /xoxd-secret|somebody wrote|somebody answered/);
    const report = JSON.parse(await savedBy(page, '[data-export=json]'));
    assert.equal(report.inputs[0].messages, 1, 'sockets are seen');

    const rows = () => page.count('tbody tr');
    const all = await rows();
    await (await page.find('input[type=search]')).sendKeys('message.send');
    await waitFor(async () => (await rows()) === 1 || undefined, 'the filter to leave one row');
    assert.ok(all > 1);
    await (await page.find('[data-act=record]')).click();
    assert.equal(await page.run(() => /** @type {any} */ (window).network.onRequestFinished.listeners.size), 0, 'stopped');
  });
  const kept = JSON.stringify([await browser.storage('local').get(), await browser.storage('session').get()]);
  assert.doesNotMatch(kept, /chat\.postMessage|T00000000/, 'nothing of the recording is stored');
});

test('vendors stand side by side on the options page', async () => {
  await browser.extensionPage('options/options.html', async (page) => {
    await (await page.find('#compare button')).click();
    const choices = await waitFor(async () => {
      const found = await page.driver.findElements({ css: '#compare select' });
      return found.length === 4 ? found : undefined;
    }, 'the choices');
    for (const [number, vendor] of ['slack', 'notion'].entries()) {
      await page.run((choice, value) => {
        const select = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (choice));
        select.value = value;
        select.dispatchEvent(new Event('change'));
      }, choices[number], vendor);
    }
    await waitFor(async () => (await page.count('#compare thead th')) === 3 || undefined, 'two columns');
    assert.ok((await page.count('#compare [data-practice=slack-global-predictive-models]')) >= 2);
    assert.deepEqual(await page.axe('#compare'), []);
  });
});

test('the report is accessible', async () => {
  const file = join(folder, 'report.html');
  await writeFile(file, await audit('--format', 'html', CAPTURE));
  await browser.open(pathToFileURL(file).href);
  assert.deepEqual(await browser.axe(), []);
  assert.equal(await browser.count('main section'), 7);
  assert.ok((await browser.count('svg[role=img]')) === 2);
});

test('findings are shown in the language of the person, and saved as the command line writes them', async () => {
  const german = await launch({ browser: BROWSER, extension: EXTENSION, server, locale: 'de' });
  try {
    await german.extensionPage('devtools/panel.html', async (page) => {
      await catchSaved(page);
      await (await page.find('input[type=file]')).sendKeys(CAPTURE);
      const shown = await waitFor(() => page.run(() => [...document.querySelectorAll('[data-practice=slack-global-predictive-models] p[lang]')]
        .map((text) => [text.getAttribute('lang'), text.textContent])[0]), 'the finding');
      assert.equal(shown[0], 'de');
      assert.match(shown[1] ?? '', /trainieren|standardmäßig|Modelle/);
      assert.equal(await savedBy(page, '[data-export=json]'), await audit('--format', 'json', CAPTURE));
    });
  } finally {
    await german.close();
  }
});
