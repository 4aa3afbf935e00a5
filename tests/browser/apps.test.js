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

test('what the organisation has answered is told as its own, and cannot be changed in the card', async () => {
  const lines = await browser.extensionPage('options/options.html', async (page) => {
    await page.find('#vendors [data-part=row]');
    return page.run(async () => {
      const { shown } = await import(/** @type {any} */ ('/notice.js'));
      await chrome.runtime.sendMessage({ type: 'put', record: 'accounts', key: 'chatgpt', value: 'personal' });
      await chrome.runtime.sendMessage({ type: 'put', record: 'plans', key: 'chatgpt/T1', value: 'plus' });
      const { finding } = await chrome.runtime.sendMessage({ type: 'about', practice: 'chatgpt-consumer-training', app: 'chatgpt', tenant: 'T1' });
      const { settings, settled } = await chrome.runtime.sendMessage({ type: 'settings' });
      return [[], ['accounts.chatgpt'], ['accounts.chatgpt', 'plans.chatgpt/T1']].map((locked) => {
        const keys = settled.keys.map((/** @type {{ key: string }} */ one) => ({ ...one, locked: locked.includes(one.key) }));
        const holds = { ...settled, keys, organisation: { name: 'Linden Books', contact: null, note: null, lettersTo: null } };
        const acted = /** @type {object[]} */ ([]);
        const made = globalThis.trainspotter.question(shown(finding, settings, holds), (message) => void acted.push(message));
        const change = made?.querySelector('[data-part=change-answer]');
        if (change instanceof HTMLElement) change.click();
        return { said: made?.textContent, acted };
      });
    });
  });
  const change = { type: 'answer', app: 'chatgpt', tenant: 'T1' };
  assert.deepEqual(lines, [
    { said: 'You said: Plus · A personal account. Change', acted: [{ ...change, plan: null, account: null }] },
    { said: 'Set by Linden Books: A personal account.You said: Plus. Change', acted: [{ ...change, plan: null }] },
    { said: 'Set by Linden Books: Plus · A personal account.', acted: [] },
  ]);
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

test('several practices that one prompt feeds are one notice, each with a status of its own, and told once', async () => {
  await browser.storage('local').set({ settings: { version: 1, accounts: { gemini: 'personal' } } });
  await openApp(browser, 'gemini.google.com');
  await (await browser.find('[data-test=act]')).click();
  assert.match(await pill.text('[data-part=pill]'), /Trains by default\s+You sent a prompt to an AI feature · feeds 3 practices/);
  await pill.click('[data-part=pill]');
  const titles = await Promise.all((await pill.all('[data-part=rows] > details > summary strong')).map((title) => title.getText()));
  assert.deepEqual(titles, ['Trains by default', 'Trains by default', 'Trains by default']);
  const second = '[data-part=rows] > details:nth-child(2)';
  const practice = await (await pill.find(second)).getAttribute('data-practice');
  await pill.click(`${second} > summary`);
  assert.ok((await pill.text(`${second} [data-part=summary]`)).length > 40, 'each can be read');
  assert.deepEqual((await browser.axe(pill)).map(({ id }) => id), []);
  await browser.stopWorker();
  await pill.click(`${second} [data-part^=mark-]`);
  assert.match(await pill.text(`${second} [data-part=said]`), /^(Asked|Confirmed) on /);
  assert.equal((await pill.all('[data-part=said]')).length, 1, 'the others have their own status');
  const asked = (await browser.storage('local').get('settings')).settings.requests;
  assert.deepEqual(asked.map((/** @type {{ practice: string }} */ one) => one.practice), [practice]);
  await pill.click('[data-part=close]');
  await openApp(browser, 'gemini.google.com');
  await (await browser.find('[data-test=act]')).click();
  await waitFor(async () => ((await remembered('gemini'))?.counts['ai.prompt']?.surface ?? 0) === 2, 'the second prompt to be remembered');
  assert.equal((await pill.all('[data-part=pill]')).length, 0, 'nobody is told three times');
});

test('what a person does before the worker has answered is not lost', async () => {
  await browser.open('about:blank');
  const tab = await browser.driver.getWindowHandle();
  await browser.driver.switchTo().newWindow('tab');
  const busy = await browser.driver.getWindowHandle();
  await browser.open(`${browser.origin}/options/options.html`);
  await browser.driver.manage().setTimeouts({ script: 60_000 });
  // Something that keeps the worker busy for as long as opening a page and clicking takes.
  await browser.run(async () => {
    const read = (/** @type {number} */ sentences) => chrome.runtime.sendMessage({ type: 'read', sources: [], blocks: Array.from({ length: sentences }, (_, one) => ({ text: `We may use content number ${one} to train our models unless you opt out.`, item: false })) });
    // The module becomes several times faster while it runs.
    for (let warm = 0; warm < 3; warm += 1) await read(1_000);
    const began = performance.now();
    await read(2_000);
    const each = (performance.now() - began) / 2_000;
    const page = /** @type {any} */ (window);
    page.busy = true;
    void read(Math.min(100_000, Math.round(8_000 / each))).finally(() => { page.busy = false; });
  });
  await browser.driver.switchTo().window(tab);
  await openApp(browser, 'teams.microsoft.com');
  await (await browser.find('[data-test=act]')).click();
  await browser.find('[data-done]');
  await browser.driver.switchTo().window(busy);
  assert.equal(await browser.run(() => /** @type {any} */ (window).busy), true, 'the worker was idle: nothing was shown');
  await browser.driver.close();
  await browser.driver.switchTo().window(tab);
  const counts = await waitFor(async () => (await remembered('teams'))?.counts['meeting.join'], 'the click to be remembered', 60_000);
  assert.deepEqual([counts.request, counts.surface], [1, 1]);
});

test('every app of the list was tried', () => assert.equal(tried, 10));
