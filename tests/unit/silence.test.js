// Ordinary traffic through the real Wasm module; `tests/silence.rs` runs the same lists natively and adds look-alikes.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { classify } from '../../extension/packed.js';
import { Core, initSync } from '../../target/wasm/trainspotter.js';

initSync({ module: readFileSync(new URL('../../target/wasm/trainspotter_bg.wasm', import.meta.url)) });
const core = new Core(readFileSync(new URL('../../target/rules.image', import.meta.url)));
const foreign = 'https://www.morning-paper.example/2026/11/24/harbour-opens-again?ref=front';

/** @param {string} folder @returns {string[]} */
function lines(folder) {
  const place = new URL(`../cases/ordinary/${folder}/`, import.meta.url);
  const texts = readdirSync(place).sort().map((name) => readFileSync(new URL(name, place), 'utf8'));
  return texts.flatMap((text) => text.split('\n').filter((line) => line && !line.startsWith('#')));
}

/** @param {any[]} signals @returns {string[]} */
function heard(signals) {
  const answers = classify(core, signals, { now: '2026-11-24' });
  assert.equal(answers.length, signals.length);
  return answers.flatMap((/** @type {any} */ answer, /** @type {number} */ at) => {
    const loud = answer.findings.find((/** @type {any} */ found) => answer.activity || found.level !== 'info');
    return loud ? [`${answer.activity} ${loud.practice} ${loud.level}: ${JSON.stringify(signals[at])}`] : [];
  });
}

test('ordinary pages are silent', () => {
  const pages = lines('pages');
  const signals = pages.flatMap((url) => [{ kind: 'page', url }, { kind: 'request', url }, { kind: 'request', url, page: foreign }]);
  assert.deepEqual(heard(signals), []);
  assert.equal(pages.length, 4681);
});

test('what ordinary pages and apps fetch for themselves is silent', () => {
  const requests = lines('requests');
  const signals = requests.flatMap((line) => {
    const [url, page = foreign] = line.split(' ');
    return [{ kind: 'request', url }, { kind: 'request', url, page }];
  });
  assert.deepEqual(heard(signals), []);
  assert.equal(requests.length, 2920);
});
