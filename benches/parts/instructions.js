// Instructions for one request, counted by callgrind: the same on every run, so there is no spread.
//
// usage: node benches/parts/instructions.js RULES...
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../target/peers/release/instructions', import.meta.url));
const ENGINES = ['Trainspotter', 'adblock-rust, parse + check', 'url + HashMap', 'flat table'];
/** @param {string} engine @param {string} kind @param {string} rules */
function count(engine, kind, rules) {
  const options = ['--tool=callgrind', '--callgrind-out-file=/dev/null', '--collect-atstart=no', '--toggle-collect=counted_pass', '--log-fd=1'];
  const printed = execFileSync('valgrind', [...options, PROGRAM, engine, kind, rules], { encoding: 'utf8' });
  const [, collected] = /Collected : (\d+)/.exec(printed) ?? [];
  const [, requests] = /^(\d+)$/m.exec(printed) ?? [];
  if (!(Number(collected) > 0 && Number(requests) > 0)) throw new Error(`callgrind counted nothing of ${engine}:\n${printed}`);
  return Number(collected) / Number(requests);
}

function isThere() {
  try {
    return execFileSync('valgrind', ['--version'], { encoding: 'utf8' }).startsWith('valgrind');
  } catch {
    return false;
  }
}

const comparisons = [];
if (isThere()) {
  for (const rules of process.argv.slice(2)) {
    for (const kind of ['host', 'path']) {
      comparisons.push({ id: `instructions/${kind}/${rules}`, unit: 'instructions', series: ENGINES.map((name) => ({ name, samples: [count(name, kind, rules)] })) });
    }
  }
}
console.log(JSON.stringify({ part: 'instructions', missing: isThere() ? [] : ['valgrind'], comparisons }));
