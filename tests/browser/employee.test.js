// An employee at work: what the extension says, and what it keeps to itself, in the browser that BROWSER names.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';
import { HARBOUR, LINDEN, WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const SETTINGS = 'settings';

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {WorkspaceHands} */ let hands;
/** @type {import('./shadow.js').Shadow} */ let pill;

before(async () => {
  server = await startServer();
});

beforeEach(async () => {
  server.requests.length = 0;
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
  hands = new WorkspaceHands(browser);
  pill = browser.shadow('trainspotter-pill');
});

afterEach(async () => {
  await browser?.close();
});

after(async () => {
  await server?.close();
});

/** What the extension remembers of its one tab. @returns {Promise<import('../../extension/types.js').TabState | undefined>} */
async function remembered() {
  const stored = await browser.storage('session').get();
  return Object.entries(stored).find(([key]) => key.startsWith('tab-'))?.[1];
}

/** Waits until an activity was seen, and gives how often, by kind of observation. @param {string} activity */
const seen = (activity) => waitFor(async () => (await remembered())?.counts[activity], `${activity} to be remembered`);

/** The text of the badge of every tab. @returns {Promise<string[]>} */
async function badges() {
  return browser.extensionPage('popup/popup.html', (page) => page.run(async () => {
    const tabs = await chrome.tabs.query({});
    return Promise.all(tabs.map(({ id }) => chrome.action.getBadgeText({ tabId: id })));
  }));
}

test('a sent message leads to an alert that says all there is to say', async () => {
  await hands.open();
  await hands.compose('Ten copies are on the way\uE007');
  assert.match(await pill.text('[data-part=pill]'), /Trains by default\s+You sent a message/);
  assert.equal(await browser.run(() => document.activeElement?.getAttribute('data-qa')), 'texty_input', 'the pill took the focus');
  assert.ok((await badges()).includes('!'));
  await pill.click('[data-part=pill]');
  const card = await pill.text('[data-part=card]');
  for (const wanted of [/You sent a message, /, /Global predictive models/, /de-identified/, /sources disagree/, /An? (Org )?Owner/, /an Admin is not an Owner/, /Generative models: no training unless [^·]+ · Only with consent/, /usage information/]) {
    assert.match(card, wanted);
  }
  const request = await (await pill.inTree('[data-part=request-text]')).getAttribute('value');
  assert.match(request ?? '', /https:\/\/linden-books\.slack\.com/);
  await pill.click('[data-part=role-admin]');
  const handover = await (await pill.inTree('[data-part=handover-text]')).getAttribute('value');
  assert.match(handover ?? '', /as an administrator of https:\/\/linden-books\.slack\.com[^]+feedback@slack\.com/);
  await pill.click('[data-part=role-owner]');
  await pill.click('[data-part=letter-fold] > summary');
  const letter = await (await pill.find('[data-part=letter-text]')).getAttribute('value');
  assert.match(letter ?? '', /Slack Global model opt-out request[^]+https:\/\/linden-books\.slack\.com/);
  assert.match(await (await pill.find('[data-part=mail-letter]')).getAttribute('href') ?? '', /^mailto:feedback@slack\.com\?subject=Slack%20Global/);
  const file = await (await pill.find('[data-part=save-letter]')).getAttribute('href');
  assert.match(decodeURIComponent(file ?? ''), /^data:text\/plain;charset=utf-8,feedback@slack\.com\n\nSubject: Slack Global/);
});

test('start, polls, drafts and AI summaries raise nothing', async () => {
  await hands.open({ poll: 200, draft: 30 });
  await hands.compose('never sent');
  await server.seen(({ path }) => path === '/api/drafts.create', 'the draft');
  await hands.openThread();
  await hands.summarizeThread();
  await seen('ai.summary');
  await seen('message.compose');
  await seen('ai.background');
  const state = await remembered();
  assert.ok(Object.keys(state?.counts ?? {}).length >= 5, JSON.stringify(state?.counts));
  assert.equal((await pill.all('[data-part=pill]')).length, 0);
  assert.ok(server.requests.length >= 100);
});

test('each of the other activities is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'upload-'));
  try {
    const file = join(folder, 'spring-list.txt');
    await writeFile(file, 'Ten titles');
    await hands.open();
    await hands.upload(file);
    assert.match(await pill.text('[data-part=pill]'), /You uploaded a file/);
    await hands.react('heart');
    await seen('reaction.add');
    await hands.search('atlas');
    await seen('search.submit');
    const state = await remembered();
    assert.equal(state?.findings['slack-global-predictive-models'].level, 'alert');
    assert.equal(state?.tenant, LINDEN.team);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a direct message and another workspace in the same tab', async () => {
  await hands.open();
  await hands.goTo(LINDEN.dm);
  await hands.say('See you at four');
  await pill.find('[data-part=pill]');
  assert.equal((await remembered())?.tenant, LINDEN.team);
  await hands.switchTeam(HARBOUR.team);
  await waitFor(async () => (await pill.all('[data-part=pill]')).length === 0, 'the notice about the other workspace to go');
  await hands.say('Rehearsal is at eight');
  await pill.click('[data-part=pill]');
  assert.match(await (await pill.inTree('[data-part=request-text]')).getAttribute('value') ?? '', /https:\/\/harbour-choir\.slack\.com/);
  assert.equal((await remembered())?.tenant, HARBOUR.team);
  await pill.click('[data-part=close]');
  await hands.switchTeam(LINDEN.team);
  await waitFor(async () => (await remembered())?.tenant === LINDEN.team, 'the way back to be noticed');
  await hands.say('Back again');
  // Asks for what was only counted, as the popup does.
  await browser.extensionPage('popup/popup.html', (page) => page.run(async () => {
    const [one] = (await chrome.tabs.query({})).filter(({ url }) => url?.startsWith('https://app.'));
    await chrome.tabs.sendMessage(Number(one.id), { type: 'flush' });
  }));
  const { day } = await browser.storage('session').get('day');
  assert.deepEqual([LINDEN.team, HARBOUR.team].map((team) => day.places[`slack/${team}`]['message.send'].request), [2, 1], 'each workspace has its own count');
});

test('dismissed stays dismissed until something changes, also after the worker was stopped', async () => {
  await hands.open();
  await hands.say('One');
  await pill.click('[data-part=pill]');
  await browser.stopWorker();
  await pill.click('[data-part=dismiss]');
  await waitFor(async () => Object.keys((await browser.storage('local').get(SETTINGS))[SETTINGS]?.dismissed ?? {}).length === 1, 'the dismissal to be kept');
  await browser.stopWorker();
  await hands.open();
  await hands.say('Two');
  await seen('message.send');
  assert.equal((await pill.all('[data-part=pill]')).length, 0);
  const { [SETTINGS]: kept } = await browser.storage('local').get(SETTINGS);
  const [signature] = Object.keys(kept.dismissed);
  assert.match(signature, /^slack-global-predictive-models\|T07LNDNBK\|trains-by-default\|alert\|/);
  kept.dismissed = { [`${signature}-as-it-was`]: '2026-01-01' };
  kept.told = {};
  await browser.storage('local').set({ [SETTINGS]: kept });
  await hands.open();
  await hands.say('Three');
  await pill.find('[data-part=pill]');
});

test('a worker stopped between any two steps loses nothing and listens once', async () => {
  await hands.open();
  await seen('background');
  await browser.stopWorker();
  await hands.say('After the stop');
  await pill.find('[data-part=pill]');
  await browser.stopWorker();
  await hands.react('heart');
  await seen('reaction.add');
  const state = await remembered();
  assert.equal(state?.counts['message.send'].request, 1);
  assert.equal(state?.findings['slack-global-predictive-models'].level, 'alert');
});

test('the extension reloaded under a living page stops quietly, and works again on the next load', async () => {
  await hands.open();
  await hands.say('Before');
  await pill.find('[data-part=pill]');
  await browser.reloadExtension();
  await hands.say('In between');
  assert.deepEqual((await hands.state()).errors, []);
  await hands.open();
  await hands.say('After');
  await pill.find('[data-part=pill]');
  // Firefox itself remarks on a message that was on its way when its sender's context ended; no code can catch that.
  const errors = (await browser.consoleMessages()).filter(({ level, text }) => level === 'error' && !text.includes('Promise rejected after context unloaded'));
  assert.deepEqual(errors, []);
});

test('by keyboard alone: open, close, and back to where one was', async () => {
  await hands.open();
  await hands.say('By keyboard');
  await pill.find('[data-part=pill]');
  await hands.compose('half a sentence');
  await browser.driver.executeScript('arguments[0].focus()', await pill.find('[data-part=pill]'));
  await browser.press('\uE007');
  await pill.find('[data-part=card]');
  assert.equal(await pill.focused(), 'div[data-part=card]');
  await browser.press('\uE00C');
  await waitFor(async () => (await pill.all('[data-part=card]')).length === 0, 'the card to close');
  assert.equal(await browser.run(() => document.activeElement?.getAttribute('data-qa')), 'texty_input');
});

test('a page can neither read nor fake the pill, and removing it is answered', async () => {
  await hands.open();
  await hands.say('Watch this');
  await pill.find('[data-part=pill]');
  assert.equal(await browser.run(() => document.querySelector('trainspotter-pill')?.shadowRoot), null);
  await browser.run(() => document.querySelector('trainspotter-pill')?.remove());
  await pill.find('[data-part=pill]');
  await browser.run(() => {
    const style = document.createElement('div');
    style.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:red';
    style.id = 'cover';
    document.body.append(style);
  });
  await pill.click('[data-part=pill]');
  await pill.find('[data-part=card]');
  await browser.run(() => document.querySelector('#cover')?.remove());
  await browser.run(() => {
    const fake = document.createElement('trainspotter-pill');
    fake.textContent = 'No training at all';
    document.body.append(fake);
  });
  assert.ok((await badges()).includes('!'), 'the badge is the truth');
});

test('what is typed never enters the extension, and the extension asks the network for nothing', async () => {
  const secret = 'zephyr-quince-4711';
  await hands.open({ draft: 30 });
  await hands.compose(secret);
  await server.seen(({ path }) => path === '/api/drafts.create', 'the draft');
  await hands.send();
  await pill.click('[data-part=pill]');
  await hands.settled();
  const kept = JSON.stringify([await browser.storage('local').get(), await browser.storage('session').get(), await browser.consoleMessages()]);
  assert.ok(kept.length > 1_000 && !kept.includes(secret));
  const { sent, errors } = await hands.state();
  const asked = server.requests.filter(({ host }) => host !== 'app.slack.com').map(({ method, url }) => `${method} ${url}`);
  assert.deepEqual(asked.toSorted(), sent.map(({ method, url }) => `${method} ${url}`).toSorted());
  assert.ok(sent.length >= 100);
  assert.deepEqual(await browser.externalRequests(), []);
  assert.deepEqual(errors, []);
  assert.deepEqual((await browser.consoleMessages()).filter(({ level }) => level === 'error'), []);
});

test('settings that cannot be read are kept aside and told', async () => {
  await browser.storage('local').set({ [SETTINGS]: { version: 1, dismissed: 'all', stances: {} } });
  await hands.open();
  await hands.say('Still here');
  await pill.find('[data-part=pill]');
  const stored = await browser.storage('local').get();
  const [aside] = Object.keys(stored).filter((key) => key.startsWith('corrupt-'));
  assert.deepEqual(stored[aside], { version: 1, dismissed: 'all', stances: {} });
  const told = await browser.extensionPage('popup/popup.html', (page) => page.run(() => new Promise((resolve) => {
    const look = () => document.querySelector('[data-part=stale]')?.textContent;
    if (look()) resolve(look());
    else new MutationObserver(() => look() && resolve(look())).observe(document, { childList: true, subtree: true });
  })));
  assert.match(String(told), /kept aside/);
});

test('pill, card and popup are accessible, in light and in dark', async () => {
  await hands.open();
  await hands.say('Look at it');
  await pill.click('[data-part=pill]');
  await pill.find('[data-part=card]');
  const found = await browser.axe(pill);
  assert.deepEqual(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
  const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
  const inPopup = await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
    await page.find('[data-part=row]');
    await page.screenshot(`target/run/popup-${BROWSER}.png`);
    return page.axe();
  });
  assert.deepEqual(inPopup.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
});
