// Firefox in an organisation: it installs by policies.json from a server on this machine, reads policy at start only, checks
// nothing of it, and rejects the question where there is none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitFor } from '../browser/browser.js';
import { Desk, FORBIDDEN, OPTED_OUT, ORGANISATION } from './desk.js';
import { employeeTests, failingRules } from './employee.js';

const desk = new Desk('firefox');

test('installed and configured by policies.json, there at the first question; another policy holds after the next start', async () => {
  desk.organisation.decide(FORBIDDEN);
  await desk.start();
  const { forced, arrival } = await desk.ask({ type: 'managed' });
  assert.deepEqual([forced, arrival.arrival], [true, 'live']);
  await desk.ask({ type: 'set', values: { staleAfterDays: 5 } });
  assert.equal((await desk.ask({ type: 'managed' })).settled.context.staleAfterDays, 100, 'locked');

  desk.organisation.decide(OPTED_OUT);
  assert.equal((await desk.ask({ type: 'managed' })).settled.context.stances[0].stance, 'forbidden', 'policy is read at start only');
  await desk.browser.close();
  await desk.start();
  const { settled, arrival: second } = await desk.ask({ type: 'managed' });
  assert.equal(settled.context.stances[0].stance, 'opted-out');
  assert.equal(settled.context.staleAfterDays, 5, 'what the person said is still there');
  assert.deepEqual(second.missing.toSorted(), ['allowSnooze', 'region', 'staleAfterDays']);

  desk.organisation.decide(null);
  await desk.browser.close();
  await desk.start();
  const gone = await desk.ask({ type: 'managed' });
  assert.ok(gone.arrival.gone, 'it is on record that there was one');
  assert.deepEqual([gone.managed, gone.settled.context.staleAfterDays, gone.settled.organisation], [false, 5, null]);
});

test('installed, but nothing decided: defaults, and nobody waits', async () => {
  desk.organisation.decide(null);
  await desk.start();
  const found = await desk.ask({ type: 'managed' });
  assert.deepEqual([found.forced, found.managed, found.arrival.arrival, found.settled.organisation], [true, false, 'none', null]);
  await desk.send();
  await desk.pill.find('[data-part=pill]');
});

test('wrong types and the shapes of other platforms: what is wrong is named, the rest holds', async () => {
  desk.organisation.decide({
    organisation: JSON.stringify(ORGANISATION), stances: { 1: FORBIDDEN.stances[0], 2: { practice: 'no-such', stance: 'accepted' }, 3: { ...OPTED_OUT.stances[0], date: '3.8.2026' }, 4: { practice: FORBIDDEN.stances[0].practice, stance: 'accepted' } }, allowSnooze: 0, staleAfterDays: '90',
    display: [], region: 7, auditAllowed: 'yes', unheard: true, plans: { slack: 'gold', notion: 3 },
    customRules: [failingRules()], defaults: { staleAfterDays: 'soon' }, accounts: { slack: 'mine' }, hiddenApps: ['myspace'], language: 'de_',
  });
  await desk.start();
  const { settled } = await desk.ask({ type: 'managed' });
  assert.equal(settled.organisation.contact, 'privacy@linden.example');
  assert.deepEqual([settled.display.allowSnooze, settled.context.staleAfterDays], [false, 90]);
  assert.deepEqual(settled.context.stances.map((/** @type {any} */ { stance }) => stance), ['forbidden']);
  assert.deepEqual(settled.problems.map((/** @type {any} */ { pointer, code }) => `${pointer} ${code}`).toSorted(), [
    '/accounts/slack unknown-value', '/auditAllowed wrong-type', '/customRules/0/text example-fails', '/defaults/staleAfterDays wrong-type', '/display wrong-type', '/hiddenApps/0 unknown-app', '/language wrong-form',
    '/plans/notion wrong-type', '/plans/slack unknown-plan', '/region wrong-type', '/stances/1/practice unknown-practice', '/stances/2/date wrong-date', '/stances/3 contradicting-stances', '/unheard unknown-key',
  ]);
});

test('an update that adds a host keeps stances and settings, and the host is granted', async () => {
  desk.organisation.decide(OPTED_OUT);
  await desk.start();
  await desk.ask({ type: 'set', values: { staleAfterDays: 77 } });
  await desk.browser.close();
  const host = 'https://new.example/*';
  await desk.organisation.offer({ version: '9.0.0', host_permissions: [...desk.organisation.manifest.host_permissions, host] });
  desk.organisation.decide({ ...OPTED_OUT, region: 'de' });
  await desk.start();
  const version = () => desk.browser.extensionPage('manifest.json', (page) => page.run(() => chrome.runtime.getManifest().version));
  await waitFor(async () => await version() === '9.0.0', 'version 9.0.0', 30_000);
  const granted = await desk.browser.extensionPage('manifest.json', (page) => page.run((origin) => chrome.permissions.contains({ origins: [origin] }), host));
  assert.equal(granted, true);
  const { settled } = await desk.ask({ type: 'managed' });
  assert.deepEqual([settled.context.staleAfterDays, settled.context.region, settled.context.stances[0].stance], [77, 'de', 'opted-out']);
});

employeeTests(desk);
