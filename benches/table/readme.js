// The newest results in the README: the rows that say most, between two marks, and the figure beside the other pictures.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { markdown } from './table.js';

const BEGIN = '<!-- bench: written by ./build.sh bench readme -->';
const END = '<!-- bench ends -->';

const at = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);
const { machine, lines } = JSON.parse(readFileSync(at('target/bench.json'), 'utf8'));
const { date, cpu, chromium, firefox, rust, node } = machine;
const where = `Measured ${date} on ${cpu}, with Chromium ${chromium}, Firefox ${firefox}, Rust ${rust}, Node ${node}.`;
const short = lines.filter((/** @type {import('./table.js').Line} */ { short: chosen }) => chosen);
const missing = short.filter((/** @type {import('./table.js').Line} */ { result }) => result.startsWith('not measured'));
if (missing.length > 0) {
  console.error(`not measured: ${missing.map((/** @type {import('./table.js').Line} */ { what }) => what).join('; ')}. Run ./build.sh bench first.`);
  process.exit(1);
}

const readme = readFileSync(at('README.md'), 'utf8');
const [start, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
if (start < 0 || end < start) {
  console.error(`README.md: the marks "${BEGIN}" and "${END}" are gone; put them where the results belong.`);
  process.exit(1);
}
writeFileSync(at('README.md'), `${readme.slice(0, start)}${BEGIN}\n${where}\n\n${markdown(short)}\n\n${readme.slice(end)}`);
copyFileSync(at('target/bench.svg'), at('docs/bench.svg'));
