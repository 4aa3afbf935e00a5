// What each part of the extension weighs, compressed as it travels (gzip -9), in KB of 1,000 bytes; and the memory of the engine.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { packedContext } from '../../extension/packed.js';
import { Core, initSync } from '../../target/wasm/trainspotter.js';

const PARTS = {
  engine: 'wasm/trainspotter_bg.wasm',
  rules: 'rules.image',
  checker: 'wasm/checker_bg.wasm',
  reader: 'wasm/reader_bg.wasm',
  'texts in German': 'translations/de.image',
  auditor: 'wasm-audit/trainspotter_audit_bg.wasm',
};

const target = (/** @type {string} */ path) => new URL(`../../target/${path}`, import.meta.url);
const size = (/** @type {string} */ path) => gzipSync(readFileSync(target(path)), { level: 9 }).length / 1_000;
const sizes = Object.entries(PARTS).map(([name, path]) => ({ id: `size/${name}`, unit: 'KB', series: [{ name: 'Trainspotter', samples: [size(path)] }] }));
const [{ samples: [engine] }, { samples: [rules] }] = sizes.flatMap(({ series }) => series);
sizes.push({ id: 'size/engine+rules', unit: 'KB', series: [{ name: 'Trainspotter', samples: [engine + rules] }] });
const { memory } = initSync({ module: readFileSync(target('wasm/trainspotter_bg.wasm')) });
// The catalogue speaks of every practice: to make it all rules are read.
new Core(readFileSync(target('rules.image'))).catalogue(packedContext({ now: '2026-11-25' }));
sizes.push({ id: 'size/memory', unit: 'MB', series: [{ name: 'Trainspotter', samples: [memory.buffer.byteLength / 1e6] }] });
console.log(JSON.stringify({ part: 'size', comparisons: sizes }));
