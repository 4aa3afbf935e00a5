// Rules of one's own: imported on the options page, refused with reasons, told in the page, kept over a stop of the worker.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';
import { WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const OWN = fileURLToPath(new URL('../cases/own-rules.json', import.meta.url));

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {string} */ let folder;

before(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'own-rules-'));
});

beforeEach(async () => {
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
});

afterEach(async () => {
  await browser?.close();
});

after(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

/** Imports a file on the options page and gives what the section says then. @param {any} rules @param {RegExp} until */
async function imported(rules, until) {
  const file = join(folder, 'import.json');
  await writeFile(file, typeof rules === 'string' ? rules : JSON.stringify(rules));
  return browser.extensionPage('options/options.html', async (page) => {
    const field = await page.find('#custom-rules-file');
    await field.sendKeys(file);
    return waitFor(async () => {
      const text = await (await page.find('#custom_rules')).getText();
      return until.test(text) ? text : undefined;
    }, `the section to say ${until}`);
  });
}

/** Ids of the practices that the popup lists after a sent message. */
async function practicesAfterSending() {
  const hands = new WorkspaceHands(browser);
  await hands.open();
  await hands.compose('Ten copies are on the way\uE007');
  return waitFor(async () => {
    const stored = await browser.storage('session').get();
    const state = Object.entries(stored).find(([key]) => key.startsWith('tab-'))?.[1];
    return state?.counts['message.send'] ? Object.values(state.findings) : undefined;
  }, 'the message to be judged');
}

test('a file of one\'s own speaks beside the shipped rules, also after the worker was stopped', async () => {
  const own = JSON.parse(await readFile(OWN, 'utf8'));
  assert.match(await imported(own, /Acme IT/), /Acme IT · 1 practice/);
  await browser.stopWorker();
  const findings = await practicesAfterSending();
  const ours = findings.find(({ practice }) => practice === 'acme-archive-training');
  assert.deepEqual([ours?.verdict, ours?.level, ours?.why.custom, ours?.vendor], ['improvement-only', 'info', true, 'Acme IT']);
  const shipped = findings.find(({ practice }) => practice === 'slack-global-predictive-models');
  assert.deepEqual([shipped?.level, shipped?.why.replacedBy], ['alert', null]);
});

test('what the checker prepared is kept for the next wake, and made anew where it was damaged', async () => {
  const own = JSON.parse(await readFile(OWN, 'utf8'));
  await imported(own, /Acme IT/);
  const kept = () => browser.extensionPage('options/options.html', (page) => page.run(async () => {
    const store = await caches.open('rules');
    const names = (await store.keys()).map(({ url }) => url);
    return { names, bytes: names.length > 0 ? (await (await store.match(names[0]))?.arrayBuffer())?.byteLength ?? 0 : 0 };
  }));
  await browser.stopWorker();
  assert.ok((await practicesAfterSending()).some(({ practice }) => practice === 'acme-archive-training'));
  const { names, bytes } = await kept();
  assert.equal(names.length, 1);
  assert.ok(bytes > 100_000, `${bytes} bytes`);
  await browser.extensionPage('options/options.html', (page) => page.run(async (/** @type {string} */ name) => {
    const store = await caches.open('rules');
    const image = new Uint8Array(await (await store.match(name))?.arrayBuffer() ?? new ArrayBuffer(0));
    image[image.length >> 1] ^= 1;
    await store.put(name, new Response(image));
  }, names[0]));
  await browser.stopWorker();
  await browser.storage('session').clear();
  assert.ok((await practicesAfterSending()).some(({ practice }) => practice === 'acme-archive-training'));
  assert.deepEqual((await kept()).names, names, 'made anew');
});

test('one that takes the place of a shipped practice quiets it and says so', async () => {
  const own = JSON.parse(await readFile(OWN, 'utf8'));
  own.practices[0].replaces = ['slack-global-predictive-models'];
  await imported(own, /Acme IT/);
  const findings = await practicesAfterSending();
  const shipped = findings.find(({ practice }) => practice === 'slack-global-predictive-models');
  assert.deepEqual([shipped?.verdict, shipped?.level, shipped?.why.replacedBy], ['trains-by-default', 'info', 'acme-archive-training']);
});

test('a file that fails the check is refused with every reason, and nothing is kept of it', async () => {
  const own = JSON.parse(await readFile(OWN, 'utf8'));
  own.practices[0].id = 'slack-global-predictive-models';
  own.practices[0].replaces = ['nothing'];
  own.practices[0].evidence = [];
  const text = await imported(own, /was not added/);
  for (const code of ['[duplicate-id]', '[dangling-reference]', '[no-evidence]']) assert.ok(text.includes(code), `${code}: ${text}`);
  assert.match(await imported('{"schema": 1,', /not-json/), /not JSON/);
  assert.equal((await browser.storage('local').get('customRules')).customRules, undefined);
  assert.match(text, /No rules of your own/);
});

test('a kept file can be removed, and one that no longer passes is left out and not lost', async () => {
  const own = JSON.parse(await readFile(OWN, 'utf8'));
  await imported(own, /Acme IT/);
  own.practices[0].apps = ['no-such-app'];
  await browser.storage('local').set({ customRules: [{ name: 'acme.json', text: JSON.stringify(own), added: '2026-10-01' }] });
  await browser.stopWorker();
  await browser.extensionPage('options/options.html', async (page) => {
    const section = await page.find('#custom_rules ul[data-part=list]');
    assert.match(await section.getText(), /acme\.json · left out[^]*\[dangling-reference\]/);
    await (await page.find('#custom_rules ul[data-part=list] button')).click();
    await waitFor(async () => /No rules of your own/.test(await (await page.find('#custom_rules')).getText()), 'the file to be gone');
  });
  assert.deepEqual((await browser.storage('local').get('customRules')).customRules, []);
});
