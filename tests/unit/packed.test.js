// Signals as they are handed to the core: whatever letters an address has, and however many there are, each field comes out
// as it went in.
import assert from 'node:assert/strict';
import test from 'node:test';
import { classify } from '../../extension/packed.js';

const KINDS = ['page', 'request', 'surface', 'setting'];

/** Takes a batch apart as the core does. @param {Uint8Array} batch */
function unpacked(batch) {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  const count = view.getUint32(0, true);
  let at = 4 + 20 * count;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const signals = Array.from({ length: count }, (_, place) => {
    const numbers = [0, 1, 2, 3, 4].map((number) => view.getUint32(4 + 20 * place + 4 * number, true));
    const fields = numbers.slice(1).map((length) => decoder.decode(batch.subarray(at, (at += length))));
    return [KINDS[numbers[0]], ...fields];
  });
  assert.equal(at, batch.length, 'nothing is left over');
  return signals;
}

/** @param {any[]} signals */
function written(signals) {
  /** @type {any[]} */
  let seen = [];
  const core = { classify: (/** @type {Uint8Array} */ batch) => void (seen = unpacked(batch)) };
  const answers = classify(core, signals, { now: '2026-11-25' });
  assert.equal(answers.length, signals.length);
  assert.ok(answers.every(({ app, findings }) => app === null && findings.length === 0));
  return seen;
}

test('fields come out as they went in', () => {
  const page = 'https://a.example/';
  assert.deepEqual(written([
    { kind: 'request', url: 'https://a.example/x', method: 'POST', page },
    { kind: 'setting', app: 'a', setting: 's', state: 'on', page: null },
    { kind: 'surface', app: 'a', surface: 'b' },
    { kind: 'page', url: page },
  ]), [['request', 'https://a.example/x', 'POST', '', page], ['setting', 'a', 's', 'on', ''], ['surface', 'a', 'b', '', ''], ['page', page, '', '', '']]);
  assert.deepEqual(written([]), []);
});

test('letters of two, three and four bytes, and halves of letters', () => {
  /** As given, and as it is written: half a letter is none. */
  const strange = [['é', 'é'], ['語', '語'], ['😀', '😀'], ['\u0000', '\u0000'], ['\ud83d', '\ufffd'], ['\ude00', '\ufffd']];
  const pairs = strange.flatMap((one) => strange.map((other) => [one, other]));
  const signals = pairs.map(([[one], [other]]) => ({ kind: 'request', url: `https://a.example/${one}`, method: other }));
  assert.deepEqual(written(signals).map(([, url, method]) => [url, method]), pairs.map(([[, one], [, other]]) => [`https://a.example/${one}`, other]));
  assert.equal(pairs.length, 36);
});

test('more than the kept buffer holds', () => {
  const many = Array.from({ length: 5_000 }, (_, number) => ({ kind: 'request', url: `https://a.example/${number}` }));
  assert.deepEqual(written(many).map(([, url]) => url), many.map(({ url }) => url));
  const long = [{ kind: 'page', url: `https://a.example/${'語'.repeat(700_000)}` }];
  assert.equal(written(long)[0][1], long[0].url);
});

test('what is no signal is refused by name', () => {
  const wrong = [[{ kind: 'smoke', url: 'x' }, /smoke/], [{ kind: 'page' }, /address/], [{ kind: 'surface', surface: 'b' }, /app/], [null, /undefined/], [{ kind: 'constructor', app: 'a' }, /constructor/]];
  for (const [signal, said] of wrong) assert.throws(() => written([signal]), /** @type {RegExp} */ (said));
  assert.equal(wrong.length, 5);
});
