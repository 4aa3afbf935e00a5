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

test('a policy of five megabytes is settled, and what is too much of it is named', () => {
  const stances = Array.from({ length: 60_000 }, (_, n) => ({ app: 'notion', tenant: `tenant${n}`, stance: 'accepted', reference: 'x'.repeat(40) }));
  const policy = { region: 'de', stances };
  assert.ok(JSON.stringify(policy).length > 5_000_000);
  const answer = settled(policy);
  assert.equal(answer.context.region, 'de');
  assert.equal(answer.problems[0].code, 'too-many');
});
