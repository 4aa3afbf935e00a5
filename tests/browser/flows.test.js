// What a person does over days: asks, is reminded, hears the answer; with the worker stopped and the browser
// restarted in between, by keyboard alone, and in many tabs at once.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appPages, APPS, openApp } from './apps.js';
import { Key, launch, waitFor } from './browser.js';
import { PAGES, startServer, WORKSPACE_HOSTS } from './server.js';
import { LINDEN, WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const PRACTICE = 'slack-global-predictive-models';
const OTHER_SITE = 'harbour-choir.atlassian.net';

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser | undefined} */ let running;

before(async () => {
  const apps = appPages([OTHER_SITE]);
  server = await startServer({ hosts: [...WORKSPACE_HOSTS, ...apps.hosts], pages: { ...PAGES, ...apps.pages } });
});

afterEach(async () => {
  await running?.close();
  running = undefined;
});

after(async () => {
  await server?.close();
});

/** @param {Partial<import('./browser.js').LaunchOptions>} [options] */
async function start(options = {}) {
  running = await launch({ browser: BROWSER, extension: EXTENSION, server, ...options });
  return { browser: running, hands: new WorkspaceHands(running), pill: running.shadow('trainspotter-pill') };
}

/** @param {import('./browser.js').Browser} browser @returns {Promise<import('../../extension/types.js').Settings>} */
const settings = async (browser) => (await browser.storage('local').get('settings')).settings;

/** The badge that shows where a tab has none of its own. @param {import('./browser.js').Browser} browser */
const reminders = (browser) => browser.extensionPage('popup/popup.html', (page) => page.run(() => chrome.action.getBadgeText({})));

test('by keyboard alone: message sent, card opened, letter copied, marked as asked, closed, caret back', async () => {
  const { browser, hands, pill } = await start();
  await hands.open();
  await hands.compose('By keyboard\uE007');
  await pill.find('[data-part=pill]');
  await browser.press('half a sentence');
  /** @param {string} wanted @param {string} key */
  const walkTo = async (wanted, key = Key.TAB) => {
    for (let step = 0; step < 60; step += 1) {
      if (await pill.focused() === wanted) return;
      await (key === Key.TAB ? browser.press(Key.TAB) : browser.driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform());
    }
    assert.fail(`the Tab key does not lead to ${wanted}`);
  };
  await walkTo('button[data-part=pill]');
  await browser.press(Key.ENTER);
  await pill.find('[data-part=card]');
  await walkTo('button[data-part=copy-request]');
  await browser.press(Key.ENTER);
  await waitFor(async () => (await pill.text('[data-part=copy-request]')) === 'Copied', 'the letter to be copied');
  await walkTo('button[data-part=mark-asked]');
  await browser.press(Key.SPACE);
  const asked = await waitFor(async () => (await settings(browser))?.requests?.[0], 'the request to be kept');
  assert.deepEqual([asked.practice, asked.tenant, asked.status], [PRACTICE, LINDEN.team, 'asked']);
  assert.equal(await pill.focused(), 'ul[data-part=said]', 'the focus went with what was pressed');
  assert.match(await pill.text('[data-part=said]'), /^Asked on /);
  await browser.press(Key.ESCAPE);
  await waitFor(async () => (await pill.all('[data-part=card]')).length === 0, 'the card to close');
  await browser.press(' and the rest');
  const written = await browser.run(() => document.activeElement?.textContent);
  assert.match(written ?? '', /^half a sentence.*and the rest/s, 'the caret is where it was');
});

test('asked, the browser restarted, reminded after fourteen days, confirmed: nothing lost, nothing told twice', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'trainspotter-profile-'));
  try {
    const first = await start({ profile });
    await first.hands.open();
    await first.hands.say('Before the restart');
    await first.pill.click('[data-part=pill]');
    await first.browser.stopWorker();
    await first.pill.click('[data-part=role-admin]');
    await first.pill.find('[data-part=handover]');
    await first.browser.stopWorker();
    await first.pill.click('[data-part=mark-asked]');
    await first.pill.find('[data-part=said]');
    const kept = await settings(first.browser);
    assert.deepEqual(kept.roles, { [`slack/${LINDEN.team}`]: 'admin' });
    await first.browser.close();

    const second = await start({ profile });
    assert.deepEqual((await settings(second.browser)).requests, kept.requests);
    await second.hands.open();
    await second.hands.say('After the restart');
    const state = await waitFor(async () => Object.values(await second.browser.storage('session').get()).find((one) => one.findings?.[PRACTICE]?.level === 'alert'), 'the finding');
    assert.equal(state.tenant, LINDEN.team);
    assert.equal((await second.pill.all('[data-part=pill]')).length, 0, 'what was read is not told again');
    assert.equal(await reminders(second.browser), '');
    const due = { ...kept, requests: kept.requests.map((request) => ({ ...request, date: '2026-01-01', remindOn: '2026-01-15' })) };
    await second.browser.storage('local').set({ settings: due });
    await second.browser.stopWorker();
    const tab = await second.browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
    await second.browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
      assert.match(await (await page.find('[data-part=reminder]')).getText(), /You asked on Jan 1, 2026 in linden-books\.slack\.com/);
      await waitFor(async () => page.run(() => chrome.action.getBadgeText({})).then((text) => text === '1'), 'the badge to remind');
      await (await page.find('[data-part=remind-confirmed]')).click();
      await waitFor(async () => (await page.count('[data-part=reminder]')) === 0, 'the reminder to go');
      assert.match(await (await page.find(`[data-practice=${PRACTICE}] summary`)).getText(), /Opted out[^]*Confirmed on /);
      assert.equal(await page.run(() => chrome.action.getBadgeText({})), '');
    });
    assert.equal((await settings(second.browser)).stances[0].stance, 'opted-out');
  } finally {
    await running?.close();
    running = undefined;
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('answered, dismissed, done and brought in, each with the worker stopped in the middle and the browser restarted after: all is kept, nothing is told twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trainspotter-restarts-'));
  const profile = join(folder, 'profile');
  await mkdir(profile);
  const chatted = 'chatgpt-consumer-training';
  try {
    const first = await start({ profile });
    await openApp(first.browser, 'chatgpt.com');
    await (await first.browser.find('[data-test=act]')).click();
    await first.pill.click('[data-part=pill]');
    await first.pill.find('[data-part=asked]');
    await first.browser.stopWorker();
    await (await first.pill.find('[data-part=answer]')).click();
    await first.pill.find('[data-part=answered]');
    await first.hands.open();
    await first.hands.say('Not again');
    await first.pill.find('[data-part=pill]');
    await first.browser.stopWorker();
    await first.pill.click('[data-part=away]');
    await waitFor(async () => Object.keys((await settings(first.browser))?.dismissed ?? {}).length === 1, 'the dismissal to be kept');
    await first.browser.close();

    const second = await start({ profile });
    await openApp(second.browser, 'chatgpt.com');
    await (await second.browser.find('[data-test=act]')).click();
    assert.match(await second.pill.text('[data-part=pill]'), /Trains by default/, 'what was answered is not asked again');
    await second.pill.click('[data-part=pill]');
    assert.equal((await second.pill.all('[data-part=asked]')).length, 0);
    await second.browser.stopWorker();
    await second.pill.click('[data-part=mark-confirmed]');
    await second.pill.find('[data-part=said]');
    await second.hands.open();
    await second.hands.say('Still quiet');
    await waitFor(async () => Object.values(await second.browser.storage('session').get()).some((one) => one.findings?.[PRACTICE]?.level === 'alert'), 'the message to be remembered');
    assert.equal((await second.pill.all('[data-part=pill]')).length, 0, 'what was dismissed is not told again');
    const file = join(folder, 'brought.json');
    await writeFile(file, JSON.stringify({ format: 'trainspotter-settings', version: 1, settings: { version: 1, stances: [{ practice: 'notion-ai-data-sharing-opt-in', tenant: 'acme', stance: 'accepted', date: '2026-02-01' }] } }));
    await second.browser.extensionPage('options/options.html', async (page) => {
      await (await page.find('[data-part=import]')).sendKeys(file);
      await page.find('[data-part=import-really]');
      await second.browser.stopWorker();
      await (await page.find('[data-part=import-really]')).click();
      await waitFor(async () => (await settings(second.browser)).stances.length === 2, 'the stance to be brought in');
    });
    const kept = await settings(second.browser);
    await second.browser.close();

    const third = await start({ profile });
    assert.deepEqual(await settings(third.browser), kept);
    assert.deepEqual(kept.requests.map(({ practice, status }) => [practice, status]), [[chatted, 'confirmed']]);
    assert.deepEqual(kept.stances.map(({ practice, stance }) => [practice, stance]), [[chatted, 'opted-out'], ['notion-ai-data-sharing-opt-in', 'accepted']]);
    assert.equal(Object.keys(kept.dismissed).length, 1);
    await openApp(third.browser, 'chatgpt.com');
    await (await third.browser.find('[data-test=act]')).click();
    const state = await waitFor(async () => Object.values(await third.browser.storage('session').get()).find((one) => one.counts?.['ai.prompt']), 'the prompt to be remembered');
    assert.equal(state.findings[chatted].verdict, 'opted-out');
    assert.equal((await third.pill.all('[data-part=pill]')).length, 0, 'what is done is not told again');
  } finally {
    await running?.close();
    running = undefined;
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('the popup explains itself once, and leads to the vendor’s own sentence and a report without anything personal', async () => {
  const { browser, hands } = await start();
  await hands.open();
  await hands.say('Look here');
  const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
  await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
    assert.equal((await (await page.find('[data-part=welcome] ol')).findElements({ css: 'li' })).length, 3);
    assert.equal(await page.count('[data-part=permissions] dt'), 4);
    await (await page.find('[data-part=welcomed]')).click();
    await waitFor(async () => (await page.count('[data-part=welcome]')) === 0, 'the first words to go');
    assert.match(await (await page.find('[data-part=counts]')).getText(), /You sent a message\s+1/);
    await (await page.find(`[data-practice=${PRACTICE}] > summary`)).click();
    await (await page.find('[data-part=row][open] [data-part=why] > summary')).click();
    const links = await page.run(() => [...document.querySelectorAll('[data-part=row][open] [data-part=chain] a')].map((link) => link.getAttribute('href') ?? ''));
    assert.ok(links.length >= 3 && links.every((link) => /^https:\/\/.+#:~:text=.+/.test(link)), links.join(' '));
    const report = await page.run(() => /** @type {HTMLTextAreaElement} */ (document.querySelector('[data-part=row][open] [data-part=report-text]')).value);
    assert.match(report, /practice: slack-global-predictive-models/);
    for (const personal of [LINDEN.team, 'linden', 'Look here']) assert.ok(!report.includes(personal), personal);
  });
  await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
    await page.find('[data-part=row]');
    assert.equal(await page.count('[data-part=welcome]'), 0);
  });
});

test('options: searched, a stance said, a muted finding taken back, a file taken along and brought in, wrong ones refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trainspotter-files-'));
  const { browser, hands, pill } = await start();
  try {
    await hands.open();
    await hands.say('Mute this');
    await pill.click('[data-part=away]');
    await waitFor(async () => Object.keys((await settings(browser))?.dismissed ?? {}).length === 1, 'the dismissal to be kept');
    await browser.extensionPage('options/options.html', async (page) => {
      const all = await waitFor(() => page.count('#vendors [data-part=row]'), 'the practices to be listed');
      assert.ok(all >= 100, `${all} practices`);
      await page.type(await page.find('#vendors input[type=search]'), 'slack predictive');
      await waitFor(async () => (await page.count('#vendors [data-part=row]')) === 1, 'one practice to be found');
      await (await page.find('#vendors [data-part=row] > summary')).click();
      await page.find('#vendors [data-part=row] [data-part=finding]');
      await (await page.find('#muted [data-part=act]')).click();
      await waitFor(async () => Object.keys((await settings(browser)).dismissed).length === 0, 'the finding to be told again');
      await page.run(() => { /** @type {HTMLSelectElement} */ (document.querySelector('#option-stance_practice')).value = 'slack-global-predictive-models'; });
      await page.run((team) => {
        document.querySelector('#option-stance_practice')?.dispatchEvent(new Event('change'));
        const where = /** @type {HTMLSelectElement} */ (document.querySelector('#option-stance_where'));
        where.value = team;
      }, LINDEN.team);
      await (await page.find('[data-part=add-stance]')).click();
      await waitFor(async () => (await page.count('#stances [data-part=entries] li')) === 1, 'the stance to be listed');
      assert.match(await (await page.find('#stances [data-part=entries] li')).getText(), /linden-books\.slack\.com/);
      assert.equal((await settings(browser)).stances[0].tenant, LINDEN.team, 'it holds for one workspace alone');
      // Every section is drawn anew by itself; the file to take along may come after the list.
      const file = await waitFor(async () => {
        const href = await page.run(() => document.querySelector('[data-part=export]')?.getAttribute('href') ?? '');
        const saved = decodeURIComponent(href).replace(/^data:[^,]*,/, '');
        return saved && JSON.parse(saved).settings.stances.length === 1 ? saved : undefined;
      }, 'the stance to be in the file to take along');
      const cases = [['{', /not a JSON file/], ['{}', /not saved by Trainspotter/], [file.replace('"opted-out"', '"maybe"'), /not right: stances/], [' '.repeat(5_000_001), /too large/]];
      for (const [index, [content, wanted]] of /** @type {[string, RegExp][]} */ (cases).entries()) {
        const path = join(folder, `wrong-${index}.json`);
        await writeFile(path, content);
        await (await page.find('[data-part=import]')).sendKeys(path);
        await waitFor(async () => wanted.test(await (await page.find('[data-part=outcome]')).getText()), `${wanted} to be said`);
      }
      await (await page.find('#stances [data-part=act]')).click();
      await waitFor(async () => (await settings(browser)).stances.length === 0, 'the stance to be taken back');
      const right = join(folder, 'right.json');
      await writeFile(right, file);
      await (await page.find('[data-part=import]')).sendKeys(right);
      await (await page.find('[data-part=import-really]')).click();
      await waitFor(async () => (await settings(browser)).stances.length === 1, 'the stance to be brought in');
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('two tenants and thirty tabs at once: one truth, no lost update', async () => {
  const { browser } = await start();
  const hosts = ['linden-books.atlassian.net', OTHER_SITE];
  const { path } = APPS[hosts[0]];
  for (let tab = 0; tab < 30; tab += 1) {
    if (tab === 15) await browser.driver.switchTo().newWindow('window');
    else if (tab > 0) await browser.driver.switchTo().newWindow('tab');
    await browser.driver.get(`https://${hosts[tab % 2]}${path}`);
    await waitFor(async () => Object.keys(await browser.storage('session').get()).filter((key) => key.startsWith('tab-')).length === tab + 1, 'the tab to be watched', 20_000);
    await (await browser.find('[data-test=act]')).click();
  }
  assert.equal((await browser.driver.getAllWindowHandles()).length, 30);
  const states = await waitFor(async () => {
    const found = Object.entries(await browser.storage('session').get()).filter(([key, state]) => key.startsWith('tab-') && state.counts?.['document.edit']);
    return found.length === 30 ? found.map(([, state]) => state) : null;
  }, 'all thirty tabs to be remembered', 30_000);
  for (const host of hosts) assert.equal(states.filter(({ tenant }) => tenant === host).length, 15);
  const { day } = await browser.storage('session').get('day');
  for (const host of hosts) assert.equal(day.places[`atlassian/${host}`]['document.edit'].surface, 15, host);
  assert.deepEqual(Object.keys((await settings(browser)).addresses).toSorted(), hosts.map((host) => `atlassian/${host}`).toSorted());
});
