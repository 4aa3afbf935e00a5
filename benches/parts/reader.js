// The reader's own benchmark as a row of the table.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const printed = execFileSync(process.execPath, [fileURLToPath(new URL('../reader.js', import.meta.url))], { encoding: 'utf8' });
const [, median, worst] = /100 KB: median ([\d.]+) ms, worst ([\d.]+) ms/.exec(printed) ?? [];
if (!(Number(median) > 0)) throw new Error(`benches/reader.js says no time:\n${printed}`);
console.log(JSON.stringify({ part: 'reader', comparisons: [{ id: 'reader', unit: 'ms', series: [{ name: 'Trainspotter', samples: [Number(median), Number(median), Number(worst)] }] }] }));
