// One request through WebAssembly and JavaScript, boundary included, in Node.
//
// usage: node benches/wasm/node.js ROUNDS RULES...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { measure } from './measure.js';

const [rounds, ...counts] = process.argv.slice(2).map(Number);
const from = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);

/** @param {string} folder @param {string} name @returns {Promise<any>} */
async function started(folder, name) {
  const glue = await import(from(`${folder}/${name}.js`).href);
  glue.initSync({ module: readFileSync(from(`${folder}/${name}_bg.wasm`)) });
  return glue;
}

const modules = {
  trainspotter: await started('target/wasm', 'trainspotter'),
  adblock: await started('target/bench/adblock', 'adblock'),
  ghostery: createRequire(from('benches/peers/package.json'))('@ghostery/adblocker'),
};
const comparisons = counts.map((count) => measure(
  `node/${count}`,
  modules,
  JSON.parse(readFileSync(from(`target/bench/made-up/${count}.json`), 'utf8')),
  readFileSync(from(`target/bench/made-up/${count}.image`)),
  rounds,
));
console.log(JSON.stringify({ part: 'node', comparisons }));
