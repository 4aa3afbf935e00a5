// Puts the newest results between the marks in README.md, and the figure beside the other pictures.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { markdown, missed } from './table.js';

const MARKS = ['<!-- bench: written by "./build.sh bench readme" -->', '<!-- bench: end -->'];
const root = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);

const { said, explained, lines, results } = JSON.parse(readFileSync(root('target/bench.json'), 'utf8'));
const quick = results.filter((/** @type {import('./table.js').Result} */ result) => result.quick).map((/** @type {import('./table.js').Result} */ { part }) => part);
if (quick.length > 0) throw new Error(`README.md stays as it is: only quickly measured: ${quick.join(', ')}; run ./build.sh bench`);
const short = lines.filter((/** @type {import('./table.js').Line} */ line) => line.short);
const readme = readFileSync(root('README.md'), 'utf8');
const [start, end] = MARKS.map((mark) => readme.indexOf(mark));
if (start < 0 || end < start) throw new Error(`README.md needs the lines ${MARKS.join(' and ')}, in this order`);
const section = `${MARKS[0]}\n\n![The same figures on a scale: Trainspotter beside its peers](docs/bench.svg)\n\nMeasured ${said}.\n\n${markdown(short)}\n\n${missed(short)}\n\n${explained}\n\n`;
writeFileSync(root('README.md'), readme.slice(0, start) + section + readme.slice(end));
copyFileSync(root('target/bench.svg'), root('docs/bench.svg'));
