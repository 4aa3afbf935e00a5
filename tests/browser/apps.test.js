// The sensor in apps of several makes: one activity each, seen by the method that is known for it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { APPS, appPages, openApp } from './apps.js';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {import('./shadow.js').Shadow} */ let pill;

before(async () => {
  server = await startServer(appPages());
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
  pill = browser.shadow('trainspotter-pill');
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** What the extension remembers of the tab that has this app. @param {string} app @returns {Promise<import('../../extension/types.js').TabState | undefined>} */
async function remembered(app) {
  const states = Object.entries(await browser.storage('session').get()).filter(([key]) => key.startsWith('tab-'));
  return states.map(([, state]) => state).find((state) => state.app === app);
}

let tried = 0;
for (const [host, { app, activity, by }] of Object.entries(APPS)) {
  test(`${app}: ${activity} is seen by ${by.join(' and ')}`, async () => {
    await openApp(browser, host);
    await waitFor(() => remembered(app), 'the page to be watched', 20_000);
    await (await browser.find('[data-test=act]')).click();
    const counts = await waitFor(async () => {
      const counted = (await remembered(app))?.counts[activity];
      return counted && by.every((how) => (counted[how] ?? 0) > 0) ? counted : null;
    }, `${activity} to be remembered`, 20_000);
    const other = /** @type {const} */ (['request', 'surface', 'page']).filter((how) => !by.includes(how));
    assert.deepEqual(other.map((how) => counts[how] ?? 0), other.map(() => 0), JSON.stringify(counts));
    assert.equal((await remembered(app))?.unrecognised, false);
    tried += 1;
  });
}

test('the question that decides is asked with what each answer would mean, and the answer is remembered', async () => {
  await openApp(browser, 'chatgpt.com');
  await (await browser.find('[data-test=act]')).click();
  assert.match(await pill.text('[data-part=pill]'), /It depends\s+You sent a prompt/);
  await pill.click('[data-part=pill]');
  const asked = await pill.text('[data-part=asked]');
  assert.match(asked, /Trains by default[^]*(A personal account|Free)/);
  const names = await Promise.all((await pill.all('[data-part=answer]')).map((answer) => answer.getText()));
  assert.equal(new Set(names).size, names.length, `each answer once: ${names.join(', ')}`);
  assert.ok(names.length >= 2);
  await (await pill.find('[data-part=answer]')).click();
  await waitFor(async () => (await pill.all('[data-part=asked]')).length === 0, 'the question to be settled');
  assert.match(await pill.text('[data-part=hero]'), /Trains by default/);
  assert.match(await pill.text('[data-part=answered]'), /You said/);
  await browser.stopWorker();
  await pill.click('[data-part=change-answer]');
  await pill.find('[data-part=asked]');
});

test("a vendor's own setting that was seen is noted with the date, and verifies what was asked for", async () => {
  await browser.storage('local').set({ settings: { version: 1, accounts: { chatgpt: 'personal' }, requests: [{ practice: 'chatgpt-consumer-training', app: 'chatgpt', tenant: null, status: 'asked', date: '2026-01-01', remindOn: '2026-01-15' }] } });
  await openApp(browser, 'chatgpt.com');
  await browser.run(() => {
    const control = document.createElement('button');
    control.setAttribute('role', 'switch');
    control.setAttribute('aria-checked', 'false');
    control.setAttribute('aria-label', 'Improve the model for everyone');
    document.querySelector('main')?.append(control);
  });
  assert.match(await pill.text('[data-part=pill]'), /Opted out\s+Setting seen and noted/);
  const { settings } = await browser.storage('local').get('settings');
  assert.equal(settings.stances.length, 1);
  assert.deepEqual([settings.stances[0].stance, settings.stances[0].verified], ['opted-out', true]);
  assert.deepEqual(settings.requests.map((/** @type {{status: string}} */ { status }) => status), ['asked', 'verified']);
  await pill.click('[data-part=pill]');
  assert.match(await pill.text('[data-part=stance]'), /seen switched off/);
});

test('every app of the list was tried', () => assert.equal(tried, 9));
