// Firefox in an organisation: it installs by policies.json from a server on this machine, reads policy at start only, checks
// nothing of it, and rejects the question where there is none.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, waitFor } from '../browser/browser.js';
import { startServer } from '../browser/server.js';
import { WorkspaceHands } from '../browser/workspace-hands.js';
import { startOrganisation } from './organisation.js';

const PRACTICE = 'slack-global-predictive-models';
const ORGANISATION = { name: 'Linden Ltd', contact: 'privacy@linden.example', note: 'No customer names in here, please.' };
const FORBIDDEN = { organisation: ORGANISATION, stances: [{ practice: PRACTICE, stance: 'forbidden', reference: 'Rule 7' }], allowSnooze: false, staleAfterDays: 100 };
const OPTED_OUT = { organisation: ORGANISATION, stances: [{ practice: PRACTICE, stance: 'opted-out', date: '2026-08-03', reference: 'LEGAL-118' }] };

/** @type {import('../browser/server.js').TestServer} */ let server;
/** @type {import('./organisation.js').Organisation} */ let organisation;
/** @type {import('../browser/browser.js').Browser} */ let browser;
/** @type {string} */ let profile;

before(async () => {
  server = await startServer();
  organisation = await startOrganisation('firefox');
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

const start = async () => void (browser = await launch({ browser: 'firefox', installed: organisation.id, server, profile }));

/** Asks the background, as a page of the extension does. @param {object} message @returns {Promise<any>} */
const ask = (message) => browser.extensionPage('manifest.json', (page) => page.run((what) => chrome.runtime.sendMessage(what), message));

/** Sends a message in the workspace. */
async function send() {
  const hands = new WorkspaceHands(browser);
  await hands.open();
  await hands.compose('Ten copies are on the way\uE007');
  return browser.shadow('trainspotter-pill');
}

test('installed and configured by policies.json: note, contact and ban; another policy after the next start', async () => {
  organisation.decide(FORBIDDEN);
  await start();
  const { forced, arrival } = await ask({ type: 'managed' });
  assert.deepEqual([forced, arrival.arrival], [true, 'live'], 'there at the first question');
  const pill = await send();
  await pill.click('[data-part=pill]');
  const card = await pill.text('[data-part=card]');
  for (const wanted of [/Linden Ltd/, /No customer names in here, please\./, /privacy@linden\.example/, /Rule 7/]) assert.match(card, wanted);
  assert.equal((await pill.all('[data-part=dismiss]')).length, 0, 'a ban cannot be dismissed');
  await ask({ type: 'set', values: { staleAfterDays: 5 } });
  assert.equal((await ask({ type: 'managed' })).settled.context.staleAfterDays, 100, 'locked');

  organisation.decide(OPTED_OUT);
  assert.equal((await ask({ type: 'managed' })).settled.context.stances[0].stance, 'forbidden', 'policy is read at start only');
  await browser.close();
  await start();
  const { settled } = await ask({ type: 'managed' });
  assert.equal(settled.context.staleAfterDays, 5, 'what the person said is still there');
  const quiet = await send();
  await waitFor(async () => {
    const stored = await browser.storage('session').get();
    const tab = Object.entries(stored).find(([key]) => key.startsWith('tab-'))?.[1];
    return tab?.findings[PRACTICE]?.verdict === 'opted-out' && tab.findings[PRACTICE].level === 'info';
  }, 'the message to be judged');
  assert.equal((await quiet.all('[data-part=pill]')).length, 0);
});

test('installed, but nothing decided: defaults, and nobody waits', async () => {
  organisation.decide(null);
  await start();
  const found = await ask({ type: 'managed' });
  assert.deepEqual([found.forced, found.managed, found.arrival.arrival, found.settled.organisation], [true, false, 'none', null]);
  const pill = await send();
  await pill.find('[data-part=pill]');
});

test('wrong types and the shapes of other platforms: what is wrong is named, the rest holds', async () => {
  organisation.decide({
    organisation: JSON.stringify(ORGANISATION), stances: { 1: FORBIDDEN.stances[0], 2: { practice: 'no-such', stance: 'accepted' } }, allowSnooze: 0, staleAfterDays: '90',
    display: [], region: 7, auditAllowed: 'yes', unheard: true, plans: { slack: 'gold', notion: 3 },
  });
  await start();
  const { settled } = await ask({ type: 'managed' });
  assert.equal(settled.organisation.contact, 'privacy@linden.example');
  assert.deepEqual([settled.display.allowSnooze, settled.context.staleAfterDays], [false, 90]);
  assert.deepEqual(settled.context.stances.map((/** @type {any} */ { stance }) => stance), ['forbidden']);
  assert.deepEqual(settled.problems.map((/** @type {any} */ { pointer, code }) => `${pointer} ${code}`).toSorted(), [
    '/auditAllowed wrong-type', '/display wrong-type', '/plans/notion wrong-type', '/plans/slack unknown-plan', '/region wrong-type', '/stances/1/practice unknown-practice', '/unheard unknown-key',
  ]);
});

test('an update that adds a host keeps stances and settings, and the host is granted', async () => {
  organisation.decide(OPTED_OUT);
  await start();
  await ask({ type: 'set', values: { staleAfterDays: 77 } });
  await browser.close();
  const host = 'https://new.example/*';
  await organisation.offer({ version: '9.0.0', host_permissions: [...organisation.manifest.host_permissions, host] });
  organisation.decide({ ...OPTED_OUT, region: 'de' });
  await start();
  const version = () => browser.extensionPage('manifest.json', (page) => page.run(() => chrome.runtime.getManifest().version));
  await waitFor(async () => await version() === '9.0.0', 'version 9.0.0', 30_000);
  const granted = await browser.extensionPage('manifest.json', (page) => page.run((origin) => chrome.permissions.contains({ origins: [origin] }), host));
  assert.equal(granted, true);
  const { settled } = await ask({ type: 'managed' });
  assert.deepEqual([settled.context.staleAfterDays, settled.context.region, settled.context.stances[0].stance], [77, 'de', 'opted-out']);
});
