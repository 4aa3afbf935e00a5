// What the extension may cost, where that is the same on every machine. A budget that is lowered stays lowered.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { packedContext } from '../../extension/packed.js';
import { Core, initSync } from '../../target/wasm/trainspotter.js';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../target/${path}`, import.meta.url));
const IMAGE = read('rules.image');
const MODULE = read('wasm/trainspotter_bg.wasm');

/** Compressed, in bytes; both together. What is loaded for another language than English counts on its own. */
const LARGEST = 196_000;
const LARGEST_LANGUAGE = 60_000;
/** Memory of the engine with every rule read, in bytes. */
const MOST_MEMORY = 4 * 1024 * 1024;

test('engine and rules stay within their sizes', () => {
  const sizes = { engine: gzipSync(MODULE, { level: 9 }).length, rules: gzipSync(IMAGE, { level: 9 }).length };
  assert.ok(sizes.engine > 20_000 && sizes.rules > 20_000, JSON.stringify(sizes));
  assert.ok(sizes.engine + sizes.rules <= LARGEST, `${JSON.stringify(sizes)}: ${sizes.engine + sizes.rules} bytes`);
  for (const language of ['de', 'es', 'fr', 'ja']) {
    const size = gzipSync(read(`translations/${language}.image`), { level: 9 }).length;
    assert.ok(size > 20_000 && size <= LARGEST_LANGUAGE, `${language}: ${size} bytes`);
  }
});

test('the engine with every rule read stays within its memory', () => {
  const { memory } = initSync({ module: MODULE });
  const core = new Core(IMAGE);
  assert.ok(core.catalogue(packedContext({ now: '2026-11-25' })).length >= 141);
  assert.ok(memory.buffer.byteLength < MOST_MEMORY, `${memory.buffer.byteLength} bytes`);
});

test('a damaged, cut or foreign image is refused with what to do', () => {
  const damaged = Uint8Array.from(IMAGE);
  damaged[damaged.length >> 1] ^= 1;
  assert.throws(() => new Core(damaged), /checksum differs; make it again/);
  assert.throws(() => new Core(IMAGE.subarray(0, 1_000)), /cut off/);
  assert.throws(() => new Core(new Uint8Array([123, 125])), /no image of rules/);
});
