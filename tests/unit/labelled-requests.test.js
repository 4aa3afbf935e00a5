// The labelled requests through the real Wasm module; `tests/requests.rs` runs the same file natively.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { classify } from '../../extension/packed.js';
import { Core, initSync } from '../../target/wasm/trainspotter.js';

initSync({ module: readFileSync(new URL('../../target/wasm/trainspotter_bg.wasm', import.meta.url)) });
const core = new Core(readFileSync(new URL('../../target/rules.image', import.meta.url)));

test('labelled requests get their activity', () => {
  /** @type {any[]} */
  const cases = JSON.parse(readFileSync(new URL('../cases/requests.json', import.meta.url), 'utf8'));
  const answers = classify(core, cases.map((given) => ({ kind: 'request', ...given })), { now: '2026-11-24' });
  assert.equal(answers.length, cases.length);
  const wrong = cases.filter(({ app, activity }, at) => answers[at].activity !== activity || (activity && answers[at].app !== app));
  assert.deepEqual(wrong, []);
  assert.equal(cases.length, 1044);
});
