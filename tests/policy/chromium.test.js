// Chromium in an organisation: installed by policy from a server on this machine, configured while it runs, updated, let go.
// A new profile sees the policy some seconds late; nothing may be shown before.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { waitFor } from '../browser/browser.js';
import { WorkspaceHands } from '../browser/workspace-hands.js';
import { Desk, FORBIDDEN, OPTED_OUT, PRACTICE } from './desk.js';
import { employeeTests, failingRules } from './employee.js';

const desk = new Desk('chromium');

/** Has the browser read its policies now and not in some seconds. */
async function readPolicies() {
  await desk.browser.driver.switchTo().newWindow('tab');
  await desk.browser.open('chrome://policy');
  await desk.browser.shadow('policy-app').click('#reload-policies');
  await desk.browser.driver.close();
  const [first] = await desk.browser.driver.getAllWindowHandles();
  await desk.browser.driver.switchTo().window(first);
}

test('first run: installed by force list, nothing shown before the policy came, then note, contact and ban', async () => {
  desk.organisation.decide(FORBIDDEN, ({ ExtensionSettings, ...policies }) => ({
    ...policies, ExtensionInstallForcelist: [`${desk.organisation.id};${ExtensionSettings[desk.organisation.id].update_url}`],
  }));
  await desk.start();
  const hands = new WorkspaceHands(desk.browser);
  await hands.open({ quiet: true });
  await desk.browser.run(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('trainspotter-pill')) return;
      observer.disconnect();
      document.documentElement.dataset.shown = new Date().toISOString();
    }).observe(document.documentElement, { childList: true });
  });
  await hands.compose('Ten copies are on the way\uE007');
  await desk.pill.find('[data-part=pill]', 15_000);
  const shown = await desk.browser.run(() => document.documentElement.dataset.shown ?? '');
  const { managed: kept } = await desk.browser.storage('local').get('managed');
  assert.ok(kept.changed <= shown, `the policy came at ${kept.changed}, the pill at ${shown}`);
  const { 'managed-session': session } = await desk.browser.storage('session').get('managed-session');
  assert.equal(session?.spoke, true, 'the first answer was empty; the browser brought the policy later');
  assert.match(await desk.pill.text('[data-part=pill]'), /Not allowed here/, 'what is shown first is what the policy says');
  assert.ok(desk.organisation.asked.includes('/updates.xml') && desk.organisation.asked.includes('/package.crx'));
});

test('second run has it at once; edited while running; removed: what a person said is still there', async () => {
  desk.organisation.decide(FORBIDDEN);
  await desk.start();
  await desk.ask({ type: 'set', values: { staleAfterDays: 77 } });
  assert.equal((await desk.arrived()).settled.context.staleAfterDays, 100);
  await desk.browser.close();

  await desk.start();
  const second = await desk.ask({ type: 'managed' });
  assert.equal(second.forced, true, 'installed by ExtensionSettings');
  assert.ok(['live', 'remembered'].includes(second.arrival.arrival), second.arrival.arrival);
  assert.equal(second.settled.organisation.name, 'Linden Ltd');
  // The browser answers nobody before its first page is idle. Tabs that open and close, as by asking again and again, put
  // that off without end, so its own answer is awaited in one page.
  await desk.browser.open('chrome://version');
  await desk.browser.extensionPage('manifest.json', (page) => page.run(async () => { await chrome.storage.managed.get(); }));
  await desk.managedOnce(({ arrival }) => arrival.arrival === 'live', 'what the browser said to hold');
  assert.match(await desk.cardAfterSending(), /privacy@linden\.example/);

  desk.organisation.decide(OPTED_OUT);
  await readPolicies();
  const edited = await desk.managedOnce(({ settled }) => settled.context.stances[0]?.stance === 'opted-out', 'the opt-out');
  assert.deepEqual(edited.arrival.missing.toSorted(), ['allowSnooze', 'region', 'staleAfterDays']);
  assert.equal(edited.settled.context.staleAfterDays, 77, 'the person decides again');
  await waitFor(async () => await desk.pills() === 0, 'the pill to go');

  desk.organisation.decide(null);
  await readPolicies();
  const removed = await desk.managedOnce(({ managed }) => !managed, 'the policy to be gone');
  assert.ok(removed.arrival.gone);
  assert.equal(removed.settled.context.staleAfterDays, 77);
  assert.ok(removed.settled.keys.every((/** @type {any} */ { locked }) => !locked));
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
  ['rules that fail their own example', { customRules: [failingRules()] }, '/customRules/0/text'],
];

test('broken in twelve ways: the rest holds, and what can be known of it is named', async () => {
  assert.equal(BROKEN.length, 12);
  desk.organisation.decide({ language: 'en' });
  await desk.start();
  await desk.arrived();
  for (const [number, [what, broken, pointer]] of BROKEN.entries()) {
    desk.organisation.decide({ language: 'en', plans: { slack: 'pro' }, defaults: { staleAfterDays: 200 + number }, ...broken });
    await readPolicies();
    const { settled } = await desk.managedOnce((managed) => managed.settled.keys.some((/** @type {any} */ { key, value }) => (key === 'staleAfterDays' && value === 200 + number)), what);
    assert.equal(settled.context.plans.slack, 'pro', what);
    assert.equal(settled.display.language, 'en', what);
    assert.equal(settled.display.allowSnooze, true, what);
    // What the browser hides from the extension nobody can name; what it lets through is named.
    const told = settled.problems.map((/** @type {any} */ problem) => problem.pointer);
    if (pointer) assert.ok(told.includes(pointer), `${what}: ${told}`);
    else assert.deepEqual(told, [], what);
  }
  // The last of them, as the help desk sees it.
  await desk.browser.extensionPage('options/options.html#managed', async (page) => {
    const panel = await page.find('#managed [data-part=keys]');
    assert.match(await panel.getText(), /plans\.slack\s+pro\s+organisation, locked/);
    const rules = createHash('sha256').update(readFileSync('target/extension/chromium/rules/rules.image')).digest('hex').slice(0, 16);
    const text = await page.run(() => /** @type {HTMLTextAreaElement} */ (document.querySelector('#managed textarea')).value);
    for (const wanted of [/plans\.slack = "pro" \(managed\)/, /\/customRules\/0\/text: .*not used/, new RegExp(`: ${rules}$`, 'm'), /chrome:\/\/policy/]) assert.match(text, wanted);
    assert.deepEqual((await page.axe('#managed')).map(({ id }) => id), []);
    await page.screenshot('target/run/managed.png');
  });
});

test('an update keeps stances and settings', async () => {
  desk.organisation.decide(OPTED_OUT);
  await desk.start();
  await desk.arrived();
  await desk.ask({ type: 'set', values: { staleAfterDays: 77 } });
  await desk.browser.storage('local').set({ customRules: [{ name: 'mine.json', text: '{}', added: '2026-11-01' }] });
  await desk.browser.close();
  await desk.organisation.offer({ version: '9.0.0' });
  await desk.start();
  const offered = await desk.browser.extensionPage('manifest.json', (page) => page.run(async () => {
    const fetched = new Promise((resolve) => { chrome.runtime.onUpdateAvailable.addListener(resolve); });
    await chrome.runtime.requestUpdateCheck();
    return fetched;
  }));
  assert.equal(/** @type {any} */ (offered).version, '9.0.0');
  // It is put in place when nothing of the extension runs, at the latest at the next start.
  await desk.browser.close();
  await desk.start();
  const version = await desk.browser.extensionPage('manifest.json', (page) => page.run(() => chrome.runtime.getManifest().version));
  assert.equal(version, '9.0.0');
  const { settled } = await desk.arrived();
  assert.equal(settled.context.staleAfterDays, 77);
  assert.deepEqual(settled.context.stances.map((/** @type {any} */ { stance, managed }) => [stance, managed]), [['opted-out', true]]);
  assert.equal((await desk.browser.storage('local').get('customRules')).customRules.length, 1);
});

employeeTests(desk);
