// Time to read a policy of 100 KB in WebAssembly, as the worker does. The text is made of this repository's own cases.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { PageReader, initSync } from '../target/wasm/reader.js';

const wasm = readFileSync(new URL('../target/wasm/reader_bg.wasm', import.meta.url));
const loaded = performance.now();
initSync({ module: wasm });
const reader = new PageReader();
console.log(`load and prepare: ${(performance.now() - loaded).toFixed(1)} ms; module ${gzipSync(wasm, { level: 9 }).length} bytes gzip`);

const folder = new URL('../tests/cases/reader/held-out/', import.meta.url);
const blocks = readdirSync(folder).flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n').map((line) => ({ text: JSON.parse(line).text })));
/** @type {{text: string}[]} */
const page = [];
let length = 0;
for (let at = 0; length < 100_000; at += 1) {
  page.push(blocks[at % blocks.length]);
  length += blocks[at % blocks.length].text.length;
}
const times = Array.from({ length: 31 }, () => {
  const start = performance.now();
  reader.read(page);
  return performance.now() - start;
}).sort((one, other) => one - other);
console.log(`100 KB: median ${times[15].toFixed(1)} ms, worst ${times[30].toFixed(1)} ms of ${times.length}`);
