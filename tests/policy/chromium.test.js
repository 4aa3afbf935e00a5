// Chromium in an organisation: installed by policy from a server on this machine, configured while it runs, updated, let go.
// A new profile sees the policy some seconds late; nothing may be shown before.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, waitFor } from '../browser/browser.js';
import { startServer } from '../browser/server.js';
import { LINDEN, WorkspaceHands } from '../browser/workspace-hands.js';
import { startOrganisation } from './organisation.js';

const PRACTICE = 'slack-global-predictive-models';
const ORGANISATION = { name: 'Linden Ltd', contact: 'privacy@linden.example', note: 'No customer names in here, please.' };
const FORBIDDEN = { organisation: ORGANISATION, stances: [{ practice: PRACTICE, stance: 'forbidden', reference: 'Rule 7' }], allowSnooze: false, staleAfterDays: 100, region: 'de' };
const OPTED_OUT = { organisation: ORGANISATION, stances: [{ practice: PRACTICE, stance: 'opted-out', date: '2026-08-03', reference: 'LEGAL-118' }] };

/** @type {import('../browser/server.js').TestServer} */ let server;
/** @type {import('./organisation.js').Organisation} */ let organisation;
/** @type {import('../browser/browser.js').Browser} */ let browser;
/** @type {string} */ let profile;

before(async () => {
  server = await startServer();
  organisation = await startOrganisation('chromium');
});

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'trainspotter-policy-'));
  await organisation.offer();
});

afterEach(async () => {
  await browser?.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

after(async () => {
  await organisation?.close();
  await server?.close();
});

const start = async () => void (browser = await launch({ browser: 'chromium', installed: organisation.id, server, profile }));

/** Asks the background, as a page of the extension does. @param {object} message @returns {Promise<any>} */
const ask = (message) => browser.extensionPage('manifest.json', (page) => page.run((what) => chrome.runtime.sendMessage(what), message));

/** What holds, as soon as it is what is wanted. @param {(managed: any) => unknown} wanted @param {string} what */
const managedOnce = (wanted, what) => waitFor(async () => {
  const managed = await ask({ type: 'managed' });
  assert.ok(wanted(managed), JSON.stringify({ arrival: managed?.arrival, stances: managed?.settled?.context.stances, failed: managed?.failed }));
  return managed;
}, what, 15_000);

/** Has the browser read its policies now and not in some seconds. */
async function readPolicies() {
  await browser.driver.switchTo().newWindow('tab');
  await browser.open('chrome://policy');
  await browser.shadow('policy-app').click('#reload-policies');
  await browser.driver.close();
  const [first] = await browser.driver.getAllWindowHandles();
  await browser.driver.switchTo().window(first);
}

/** Sends a message in the workspace and gives what the card says. */
async function cardAfterSending() {
  const hands = new WorkspaceHands(browser);
  const pill = browser.shadow('trainspotter-pill');
  await hands.open();
  await hands.compose('Ten copies are on the way\uE007');
  await pill.find('[data-part=pill]', 15_000);
  await pill.click('[data-part=pill]');
  return pill.text('[data-part=card]');
}

test('first run: installed by force list, nothing shown before the policy came, then note, contact and ban', async () => {
  organisation.decide(FORBIDDEN, ({ ExtensionSettings, ...policies }) => ({
    ...policies, ExtensionInstallForcelist: [`${organisation.id};${ExtensionSettings[organisation.id].update_url}`],
  }));
  await start();
  const hands = new WorkspaceHands(browser);
  await hands.open({ quiet: true });
  await browser.run(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('trainspotter-pill')) return;
      observer.disconnect();
      document.documentElement.dataset.shown = new Date().toISOString();
    }).observe(document.documentElement, { childList: true });
  });
  await hands.compose('Ten copies are on the way\uE007');
  const pill = browser.shadow('trainspotter-pill');
  await pill.find('[data-part=pill]', 15_000);
  const shown = await browser.run(() => document.documentElement.dataset.shown ?? '');
  const { managed: kept } = await browser.storage('local').get('managed');
  assert.ok(kept.changed <= shown, `the policy came at ${kept.changed}, the pill at ${shown}`);
  await pill.click('[data-part=pill]');
  const card = await pill.text('[data-part=card]');
  for (const wanted of [/Linden Ltd/, /No customer names in here, please\./, /privacy@linden\.example/, /Rule 7/]) assert.match(card, wanted);
  assert.equal((await pill.all('[data-part=dismiss]')).length, 0, 'a ban cannot be dismissed');
  assert.ok(organisation.asked.includes('/updates.xml') && organisation.asked.includes('/package.crx'));
});

test('second run has it at once; edited while running; removed: what a person said is still there', async () => {
  organisation.decide(FORBIDDEN);
  await start();
  await ask({ type: 'set', values: { staleAfterDays: 77 } });
  assert.equal((await managedOnce(({ settled }) => settled.organisation, 'the policy')).settled.context.staleAfterDays, 100);
  await browser.close();

  await start();
  const second = await ask({ type: 'managed' });
  assert.ok(['live', 'remembered'].includes(second.arrival.arrival), second.arrival.arrival);
  assert.equal(second.settled.organisation.name, 'Linden Ltd');
  assert.match(await cardAfterSending(), /privacy@linden\.example/);

  organisation.decide(OPTED_OUT);
  await readPolicies();
  const edited = await managedOnce(({ settled }) => settled.context.stances[0]?.stance === 'opted-out', 'the opt-out');
  assert.deepEqual(edited.arrival.missing.toSorted(), ['allowSnooze', 'region', 'staleAfterDays']);
  assert.equal(edited.settled.context.staleAfterDays, 77, 'the person decides again');
  await waitFor(async () => (await browser.shadow('trainspotter-pill').all('[data-part=pill]')).length === 0, 'the pill to go');

  organisation.decide(null);
  await readPolicies();
  const removed = await managedOnce(({ managed }) => !managed, 'the policy to be gone');
  assert.ok(removed.arrival.gone);
  assert.equal(removed.settled.context.staleAfterDays, 77);
  assert.ok(removed.settled.keys.every((/** @type {any} */ { locked }) => !locked));
});

test('an opt-out with date is one quiet line', async () => {
  organisation.decide(OPTED_OUT);
  await start();
  await managedOnce(({ settled }) => settled.organisation, 'the policy');
  const hands = new WorkspaceHands(browser);
  await hands.open();
  await hands.say('Ten copies are on the way');
  const state = await waitFor(async () => {
    const stored = await browser.storage('session').get();
    const tab = Object.entries(stored).find(([key]) => key.startsWith('tab-'))?.[1];
    return tab?.counts['message.send'] && tab;
  }, 'the message to be remembered');
  assert.deepEqual([state.findings[PRACTICE].verdict, state.findings[PRACTICE].level], ['opted-out', 'info']);
  assert.equal((await browser.shadow('trainspotter-pill').all('[data-part=pill]')).length, 0);
  const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));
  const line = await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => waitFor(async () => {
    const text = await (await page.find('#view')).getText();
    return text.includes('LEGAL-118') ? text : '';
  }, 'the popup to name the opt-out'));
  assert.match(line, /Opted out/);
  assert.match(line, /Linden Ltd/);
  assert.match(line, /Aug(ust)? 3, 2026|3 Aug(ust)? 2026/);
});

test('what is locked cannot be changed: not by message, storage or import', async () => {
  organisation.decide({ ...FORBIDDEN, disabledFeatures: ['custom-rules'], display: { corner: 'bottom-start' }, plans: { slack: 'enterprise' }, accounts: { slack: 'work' } });
  await start();
  await managedOnce(({ settled }) => settled.organisation, 'the policy');
  await ask({ type: 'set', values: { staleAfterDays: 5, corner: 'top-end', region: 'fr' } });
  await ask({ type: 'answer', app: 'slack', tenant: null, plan: 'free', account: 'personal', region: 'fr' });
  await ask({ type: 'corner', corner: 'top-end' });
  const mine = { version: 1, staleAfterDays: 5, corner: 'top-end', region: 'fr', plans: { slack: 'free' }, accounts: { slack: 'personal' }, stances: [{ practice: PRACTICE, tenant: LINDEN.team, stance: 'accepted', date: '2026-11-01' }, { practice: PRACTICE, stance: 'opted-out', date: '2026-11-01', managed: true }] };
  const imported = await ask({ type: 'import', text: JSON.stringify({ format: 'trainspotter-settings', version: 1, settings: { ...mine, stances: mine.stances.slice(0, 1) } }), really: true });
  assert.equal(imported.problem ?? imported.failed, undefined, 'the file itself is right');
  await browser.storage('local').set({ settings: mine, managed: { policy: {}, changed: '2026-01-01', missing: [] }, organisationRules: [] });
  assert.match((await ask({ type: 'rules-add', name: 'mine.json', text: '{}' })).failed, /switched this off/);
  await browser.stopWorker();
  const { settled } = await ask({ type: 'managed' });
  const { plans, accounts, region, staleAfterDays } = settled.context;
  assert.deepEqual({ plans, accounts, region, staleAfterDays, corner: settled.display.corner }, { plans: { slack: 'enterprise' }, accounts: { slack: 'work' }, region: 'de', staleAfterDays: 100, corner: 'bottom-start' });
  assert.match(await cardAfterSending(), /Rule 7/, 'the ban holds');
});

/** What breaks, what of it the core is told of, and what holds all the same. @type {[string, Record<string, unknown>, string | null][]} */
const BROKEN = [
  ['a text for an object', { organisation: 'Linden' }, null],
  ['a text for a whole number', { staleAfterDays: 'soon' }, null],
  ['a fraction', { staleAfterDays: 3.5 }, null],
  ['a text for a switch', { allowSnooze: 'no' }, null],
  ['a number for a switch', { allowSnooze: 2 }, null],
  ['an object for a list', { hiddenApps: { first: 'slack' } }, null],
  ['one item of another type', { stances: [{ practice: PRACTICE, stance: 'accepted' }, 7] }, null],
  ['an unknown word', { display: { corner: 'middle' } }, '/display/corner'],
  ['an unknown practice', { stances: [{ practice: 'no-such', stance: 'accepted' }] }, '/stances/0/practice'],
  ['a wrong date', { stances: [{ practice: PRACTICE, stance: 'opted-out', date: '3.8.2026' }] }, '/stances/0/date'],
  ['stances that contradict each other', { stances: [{ practice: PRACTICE, stance: 'accepted' }, { practice: PRACTICE, stance: 'exempt' }] }, '/stances/1'],
  ['rules that fail', { customRules: [{ name: 'linden.json', text: '{}' }] }, '/customRules/0/text'],
];

test('broken in twelve ways: the rest holds, and what can be known of it is named', async () => {
  assert.equal(BROKEN.length, 12);
  organisation.decide({ language: 'en' });
  await start();
  await managedOnce(({ managed }) => managed, 'the first policy');
  for (const [number, [what, broken, pointer]] of BROKEN.entries()) {
    organisation.decide({ language: 'en', plans: { slack: 'pro' }, defaults: { staleAfterDays: 200 + number }, ...broken });
    await readPolicies();
    const { settled } = await managedOnce((managed) => managed.settled.keys.some((/** @type {any} */ { key, value }) => (key === 'staleAfterDays' && value === 200 + number)), what);
    assert.equal(settled.context.plans.slack, 'pro', what);
    assert.equal(settled.display.language, 'en', what);
    assert.equal(settled.display.allowSnooze, true, what);
    // What the browser hides from the extension nobody can name; what it lets through is named.
    const told = settled.problems.map((/** @type {any} */ problem) => problem.pointer);
    if (pointer) assert.ok(told.includes(pointer), `${what}: ${told}`);
    else assert.deepEqual(told, [], what);
  }
  // The last of them, as the help desk sees it.
  await browser.extensionPage('options/options.html#managed', async (page) => {
    const panel = await page.find('#managed [data-part=keys]');
    assert.match(await panel.getText(), /plans\.slack\s+pro\s+organisation, locked/);
    const text = await page.run(() => /** @type {HTMLTextAreaElement} */ (document.querySelector('#managed textarea')).value);
    for (const wanted of [/plans\.slack = "pro" \(managed\)/, /\/customRules\/0\/text: .*not used/, /chrome:\/\/policy/]) assert.match(text, wanted);
    assert.deepEqual((await page.axe('#managed')).map(({ id }) => id), []);
    await page.screenshot('target/run/managed.png');
  });
});

test('an update keeps stances and settings', async () => {
  organisation.decide(OPTED_OUT);
  await start();
  await managedOnce(({ settled }) => settled.organisation, 'the policy');
  await ask({ type: 'set', values: { staleAfterDays: 77 } });
  await browser.storage('local').set({ customRules: [{ name: 'mine.json', text: '{}', added: '2026-11-01' }] });
  await browser.close();
  await organisation.offer({ version: '9.0.0' });
  await start();
  const offered = await browser.extensionPage('manifest.json', (page) => page.run(async () => {
    const fetched = new Promise((resolve) => { chrome.runtime.onUpdateAvailable.addListener(resolve); });
    await chrome.runtime.requestUpdateCheck();
    return fetched;
  }));
  assert.equal(/** @type {any} */ (offered).version, '9.0.0');
  // It is put in place when nothing of the extension runs, at the latest at the next start.
  await browser.close();
  await start();
  const version = await browser.extensionPage('manifest.json', (page) => page.run(() => chrome.runtime.getManifest().version));
  assert.equal(version, '9.0.0');
  const { settled } = await managedOnce((managed) => managed.settled.organisation, 'the policy');
  assert.equal(settled.context.staleAfterDays, 77);
  assert.deepEqual(settled.context.stances.map((/** @type {any} */ { stance, managed }) => [stance, managed]), [['opted-out', true]]);
  assert.equal((await browser.storage('local').get('customRules')).customRules.length, 1);
});
