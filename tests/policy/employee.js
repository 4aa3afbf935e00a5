// What an employee meets, the same in every browser: note, contact and stance, a ban that is louder, an opt-out that is one
// quiet line, and settings that cannot be changed by anybody here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { waitFor } from '../browser/browser.js';
import { LINDEN } from '../browser/workspace-hands.js';
import { FORBIDDEN, OPTED_OUT, ORGANISATION, PRACTICE } from './desk.js';

const LOCKED = { ...FORBIDDEN, disabledFeatures: ['custom-rules'], display: { corner: 'bottom-start', pill: true, minimumLevel: 'notice' }, language: 'en', plans: { slack: 'enterprise' }, accounts: { slack: 'work' }, hiddenApps: ['notion'] };
/** Controls of the options page, by id. */
const CONTROLS = ['option-language', 'option-pill', 'option-level', 'option-corner', 'option-stale', 'option-region', 'plan-slack'];

/** What of the locked settings holds. @param {any} settled */
function held({ context, display }) {
  const { plans, accounts, region, staleAfterDays, stances } = context;
  return { plans: plans.slack, accounts: accounts.slack, region, staleAfterDays, ban: stances.filter((/** @type {any} */ { stance }) => stance === 'forbidden').length, ...display };
}

/** @param {import('./desk.js').Desk} desk */
export function employeeTests(desk) {
  test('a ban is louder than what the vendor does: named in pill, badge and card, with note and contact, and cannot be dismissed', async () => {
    // Everything that would quiet an ordinary notice.
    desk.organisation.decide({ ...FORBIDDEN, allowSnooze: true, staleAfterDays: 1, display: { minimumLevel: 'alert' }, hiddenApps: ['slack'] });
    await desk.start();
    await desk.arrived();
    const mine = { version: 1, stances: [{ practice: PRACTICE, tenant: LINDEN.team, stance: 'accepted', date: '2026-11-01' }] };
    await desk.browser.storage('local').set({ settings: mine });
    await desk.send();
    const pill = desk.pill;
    assert.match(await pill.text('[data-part=pill]'), /Not allowed here/);
    assert.equal(await (await pill.find('[data-part=wrap]')).getAttribute('data-level'), 'alert');
    await pill.click('[data-part=pill]');
    const card = await pill.text('[data-part=card]');
    for (const wanted of [/Linden Ltd does not allow this\. Ask: privacy@linden\.example\./, /No customer names in here, please\./, /Rule 7/, /Trains by default/]) assert.match(card, wanted);
    assert.equal((await pill.all('[data-part=dismiss], [data-part=away]')).length, 0, 'a ban cannot be dismissed');
    const tab = await desk.workspaceTab();
    assert.equal(await desk.browser.extensionPage('manifest.json', (page) => page.run((tabId) => chrome.action.getBadgeText({ tabId }), tab)), '!');
    await desk.browser.screenshot(`target/run/forbidden-${desk.name}.png`);
  });

  test('an opt-out with date is one quiet line', async () => {
    desk.organisation.decide(OPTED_OUT);
    await desk.start();
    await desk.arrived();
    await desk.send();
    const state = await waitFor(async () => {
      const stored = await desk.browser.storage('session').get();
      const tab = Object.entries(stored).find(([key]) => key.startsWith('tab-'))?.[1];
      return tab?.counts['message.send'] && tab;
    }, 'the message to be remembered');
    assert.deepEqual([state.findings[PRACTICE].verdict, state.findings[PRACTICE].level], ['opted-out', 'info']);
    assert.equal(await desk.pills(), 0);
    const tab = await desk.workspaceTab();
    const lines = await desk.browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => waitFor(async () => {
      const text = await (await page.find('#view')).getText();
      return text.includes('LEGAL-118') ? text.split('\n') : null;
    }, 'the popup to name the opt-out'));
    const said = lines.filter((/** @type {string} */ line) => line.includes('LEGAL-118'));
    assert.equal(said.length, 1, lines.join('\n'));
    assert.match(said[0], /Linden Ltd/);
    assert.match(said[0], /Aug(ust)? 3, 2026|3 Aug(ust)? 2026/);
    assert.ok(lines.some((/** @type {string} */ line) => /Opted out/.test(line)), lines.join('\n'));
  });

  test('what is locked cannot be changed: not by the options page, a message, storage or an import', async () => {
    desk.organisation.decide(LOCKED);
    await desk.start();
    const wanted = held((await desk.arrived()).settled);
    assert.deepEqual([wanted.plans, wanted.accounts, wanted.region, wanted.staleAfterDays, wanted.ban, wanted.corner, wanted.language], ['enterprise', 'work', 'de', 100, 1, 'bottom-start', 'en']);
    const holds = async (/** @type {string} */ after) => assert.deepEqual(held((await desk.ask({ type: 'managed' })).settled), wanted, after);

    await desk.browser.extensionPage('options/options.html', async (page) => {
      await page.find('#plan-slack');
      const controls = await page.run((ids) => ids.map((id) => {
        const control = /** @type {HTMLSelectElement} */ (document.getElementById(id));
        const why = (control.getAttribute('aria-describedby') ?? '').split(' ').map((one) => document.getElementById(one)?.textContent ?? '').join(' ');
        return { id, disabled: control.disabled, why: /Set by Linden Ltd\./.test(why) };
      }), CONTROLS);
      assert.deepEqual(controls, CONTROLS.map((id) => ({ id, disabled: true, why: true })));
      const said = await page.find('#stances [data-part=organisation-stances]');
      assert.match(await said.getText(), /Set by Linden Ltd\.\n[^\n]+\nNot allowed · Rule 7\n/);
      assert.equal(await page.count('#stances [data-part=organisation-stances] button'), 0);
      assert.deepEqual((await page.axe('main')).map(({ id }) => id), []);
      await page.run(() => document.querySelector('#stances')?.scrollIntoView());
      await page.screenshot(`target/run/locked-${desk.name}.png`);
      // Somebody who knows how to unlock a control in the page.
      for (const id of CONTROLS) {
        await page.run((one) => {
          const control = /** @type {HTMLSelectElement & HTMLInputElement} */ (document.getElementById(one));
          control.disabled = false;
          if (control.options) control.selectedIndex = control.selectedIndex === 0 ? 1 : 0;
          else control.value = '7';
          control.dispatchEvent(new Event('change'));
        }, id);
        await waitFor(() => page.run((one) => /** @type {HTMLSelectElement | null} */ (document.getElementById(one))?.disabled, id), `${id} to be locked again`);
      }
    });
    await holds('after the options page');

    await desk.ask({ type: 'set', values: { staleAfterDays: 5, corner: 'top-end', region: 'fr', language: 'ja', pill: false, minimumLevel: 'alert', hiddenApps: ['slack'] } });
    await desk.ask({ type: 'answer', app: 'slack', tenant: null, plan: 'free', account: 'personal', region: 'fr' });
    await desk.ask({ type: 'corner', corner: 'top-end' });
    assert.match((await desk.ask({ type: 'rules-add', name: 'mine.json', text: '{}' })).failed, /switched this off/);
    await holds('after messages');

    const mine = {
      version: 1, staleAfterDays: 5, corner: 'top-end', region: 'fr', language: 'ja', pill: false, minimumLevel: 'alert', hiddenApps: ['slack'], plans: { slack: 'free' }, accounts: { slack: 'personal' },
      stances: [{ practice: PRACTICE, tenant: LINDEN.team, stance: 'accepted', date: '2026-11-01' }],
    };
    const imported = await desk.ask({ type: 'import', text: JSON.stringify({ format: 'trainspotter-settings', version: 1, settings: mine }), really: true });
    assert.equal(imported.problem ?? imported.failed, undefined, 'the file itself is right');
    await holds('after an import');

    const claimed = [...mine.stances, { practice: PRACTICE, stance: 'opted-out', date: '2026-11-01', managed: true }];
    await desk.browser.storage('local').set({ settings: { ...mine, stances: claimed }, managed: { policy: {}, changed: '2026-01-01', missing: [] }, organisationRules: [] });
    await desk.browser.stopWorker();
    await holds('after storage was written');
    assert.match(await desk.cardAfterSending(), /Rule 7/, 'the ban holds');
  });

  test('a policy of five megabytes: the rest works, what is too much is named', async () => {
    const stances = Array.from({ length: 60_000 }, (_, n) => ({ app: 'notion', tenant: `tenant${n}`, stance: 'accepted', reference: 'x'.repeat(40) }));
    const policy = { organisation: ORGANISATION, region: 'de', stances };
    assert.ok(JSON.stringify(policy).length > 5_000_000);
    desk.organisation.decide(policy);
    await desk.start();
    const { settled } = await desk.arrived();
    assert.deepEqual([settled.organisation.contact, settled.context.region], [ORGANISATION.contact, 'de']);
    assert.deepEqual(settled.problems.map((/** @type {any} */ { pointer, code }) => [pointer, code]), [['/stances', 'too-many']]);
    assert.match(await desk.cardAfterSending(), /privacy@linden\.example/);
    const report = await desk.browser.extensionPage('options/options.html#managed', (page) => waitFor(() => page.run(() => /** @type {HTMLTextAreaElement | null} */ (document.querySelector('#managed textarea'))?.value), 'the report'));
    assert.match(String(report), /\/stances: these are 60000 entries; the first 1000 are used/);
  });

  test('an empty object decides nothing, and nobody waits for more', async () => {
    desk.organisation.decide({});
    await desk.start();
    const found = await desk.managedOnce(({ arrival }) => arrival.arrival === 'none', 'the wait to end');
    assert.deepEqual([found.forced, found.managed, found.settled.organisation, found.settled.problems], [true, false, null, []]);
    await desk.send();
    await desk.pill.find('[data-part=pill]', 15_000);
    assert.ok(found.settled.keys.every((/** @type {any} */ { locked }) => !locked));
  });
}

/** A rule file that does not say what its own example wants. */
export function failingRules() {
  const rules = JSON.parse(readFileSync(new URL('../cases/own-rules.json', import.meta.url), 'utf8'));
  rules.practices[0].examples[0].level = 'alert';
  return { name: `${rules.vendor.id}.json`, text: JSON.stringify(rules) };
}
