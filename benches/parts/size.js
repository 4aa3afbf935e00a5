// What each part of the extension weighs, compressed as it travels (gzip -9), in KB of 1,000 bytes.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const PARTS = {
  engine: 'wasm/trainspotter_bg.wasm',
  rules: 'rules.image',
  checker: 'wasm/checker_bg.wasm',
  reader: 'wasm/reader_bg.wasm',
  auditor: 'wasm-audit/trainspotter_audit_bg.wasm',
};

const size = (/** @type {string} */ path) => gzipSync(readFileSync(new URL(`../../target/${path}`, import.meta.url)), { level: 9 }).length / 1_000;
const sizes = Object.entries(PARTS).map(([name, path]) => ({ id: `size/${name}`, unit: 'KB', series: [{ name: 'Trainspotter', samples: [size(path)] }] }));
const [{ samples: [engine] }, { samples: [rules] }] = sizes.flatMap(({ series }) => series);
sizes.push({ id: 'size/engine+rules', unit: 'KB', series: [{ name: 'Trainspotter', samples: [engine + rules] }] });
console.log(JSON.stringify({ part: 'size', comparisons: sizes }));
