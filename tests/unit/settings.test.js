// Settings through the real module: what the browser delivers goes in as JavaScript values.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Checker, initSync as initChecker } from '../../target/wasm/checker.js';
import { classify } from '../../extension/packed.js';
import { Core, initSync } from '../../target/wasm/trainspotter.js';

initSync({ module: readFileSync(new URL('../../target/wasm/trainspotter_bg.wasm', import.meta.url)) });
initChecker({ module: readFileSync(new URL('../../target/wasm/checker_bg.wasm', import.meta.url)) });
const IMAGE = readFileSync(new URL('../../target/rules.image', import.meta.url));
const core = new Core(IMAGE);
const checker = new Checker(IMAGE);
const EXAMPLE = JSON.parse(readFileSync(new URL('../../docs/policy-example.json', import.meta.url), 'utf8'));
/** @param {unknown} managed @param {unknown} [user] @returns {import('../../extension/types').Settled} */
const settled = (managed, user = null) => checker.settings({ managed, user, now: '2026-11-25' });

test('the example is settled as natively, in plain data', () => {
  const { context, display, organisation, keys, problems } = settled(EXAMPLE);
  assert.deepEqual(problems, []);
  assert.equal(organisation?.contact, 'privacy@example.com');
  assert.equal(context.stances.length, 5);
  assert.ok(context.stances.every(({ managed, by }) => managed && by === 'Example Ltd'));
  assert.deepEqual(context.plans, EXAMPLE.plans);
  assert.equal(display.corner, 'bottom-end');
  assert.ok(keys.length >= 20 && keys.every((key) => typeof key.locked === 'boolean'));
  // What holds is what the engine takes.
  assert.equal(classify(core, [{ kind: 'page', url: 'https://unknown.example/' }], context)[0].app, null);
});

test('whatever is delivered is answered', () => {
  const odd = [undefined, null, {}, [], '', 'x', 0, 1.5, NaN, true, { stances: [undefined, null, []] }, { staleAfterDays: 1e30 }, { organisation: { name: '\ud800' } }, { plans: { '': '' } }];
  for (const managed of odd) {
    for (const user of odd) {
      const answer = settled(managed, user);
      assert.equal(answer.display.allowSnooze, true);
      assert.ok(answer.problems.every(({ message }) => message.length > 10));
    }
  }
  assert.equal(odd.length, 14);
});

test('a text with the character that ends a field silences nothing and moves nothing to another field', () => {
  const practice = 'slack-global-predictive-models';
  const sent = { kind: 'request', method: 'POST', url: 'https://acme.slack.com/api/chat.postMessage', page: 'https://app.slack.com/client/T0123456/C1' };
  const policies = [
    { stances: [{ practice, stance: 'accepted', reference: 'a\0b' }] }, { organisation: { name: 'Lin\0den' }, stances: [{ practice, stance: 'accepted' }] },
    { stances: [{ practice, tenant: 'T\0', stance: 'accepted' }] }, { plans: { 'slack/T\0': 'pro' } }, { region: 'd\0' },
  ];
  const people = [{ version: 1, addresses: { 'slack/T1': 'https://a\0' } }, { version: 1, plans: { 'slack/T\0': 'pro' } }];
  const contexts = [...policies.map((policy) => settled(policy)), ...people.map((person) => settled(null, person))].map(({ context }) => context);
  for (const context of contexts) {
    const [answer] = classify(core, [/** @type {any} */ (sent)], context);
    assert.equal(answer.activity, 'message.send', JSON.stringify(context));
  }
  assert.equal(contexts.length, 7);
  const said = classify(core, [/** @type {any} */ (sent)], contexts[0])[0].findings.find((finding) => finding.practice === practice)?.stance;
  assert.deepEqual([said?.stance, said?.reference, said?.managed], ['accepted', 'a\ufffdb', true]);
  const [odd, next] = classify(core, [/** @type {any} */ ({ kind: 'request', url: 'https://acme.slack.com/\0' }), /** @type {any} */ (sent)], { now: '2026-11-25' });
  assert.deepEqual([odd.activity, next.activity], [null, 'message.send']);
});

test('a policy of five megabytes is settled, and what is too much of it is named', () => {
  const stances = Array.from({ length: 60_000 }, (_, n) => ({ app: 'notion', tenant: `tenant${n}`, stance: 'accepted', reference: 'x'.repeat(40) }));
  const policy = { region: 'de', stances };
  assert.ok(JSON.stringify(policy).length > 5_000_000);
  const answer = settled(policy);
  assert.equal(answer.context.region, 'de');
  assert.equal(answer.problems[0].code, 'too-many');
});
