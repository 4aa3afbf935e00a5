// Joins the results of all parts: target/bench.json, and target/bench.md made of it.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ROWS } from './rows.js';
import { line, markdown, missed } from './table.js';

const EXPLAINED = 'Medians of interleaved rounds; in brackets the middle half of the rounds, or all where they are fewer than eight. Several figures in one cell '
  + 'are for 100 / 1,000 / 10,000 / 100,000 rules. All rules and addresses are made up, 137 characters long on average; 5 of 100 '
  + 'are meant by a rule, where it says busy 50. Warm: 509 addresses again and again; cold: 28,000, once a round. The flat table is near the limit and could not be '
  + 'shipped: it knows nothing but whole hosts and fronts of paths. All engines gave the same answers before they were timed.';

const target = (/** @type {string} */ path) => new URL(`../../target/${path}`, import.meta.url);

/** The first version number that a program says of itself, or nothing. @param {string | undefined} program */
function version(program) {
  if (!program) return null;
  try {
    return /\d+(\.\d+)+/.exec(execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[0] ?? null;
  } catch {
    return null;
  }
}

/** When and where it was measured, without a name or path of the machine. @param {string[]} dates of the parts */
function machine(dates) {
  const [cpu] = cpus();
  return {
    date: [...new Set(dates)].sort().join(' and '),
    cpu: `${cpus().length} × ${cpu?.model.replaceAll(/\((R|TM)\)/g, '').trim() ?? 'unknown processor'}`,
    system: process.platform === 'linux' ? 'Linux' : process.platform,
    rust: version('rustc'),
    node: process.versions.node,
    chromium: version(process.env.CHROMIUM_BIN ?? 'chromium'),
    firefox: version(process.env.FIREFOX_BIN ?? 'firefox-esr'),
  };
}

/** @type {import('./table.js').Result[]} */
const results = readdirSync(target('bench/results')).filter((name) => name.endsWith('.json')).sort()
  .map((name) => JSON.parse(readFileSync(target(`bench/results/${name}`), 'utf8')));
const byPart = new Map(results.map((result) => [result.part, result]));
const lines = ROWS.map((row) => line(row, byPart));
const where = machine(results.flatMap(({ date }) => date ?? []));
const said = Object.entries(where).filter(([, value]) => value).map(([name, value]) => (['date', 'cpu', 'system'].includes(name) ? value : `${name} ${value}`)).join(', ');
writeFileSync(target('bench.json'), JSON.stringify({ machine: where, said, explained: EXPLAINED, lines, results }, null, 1));
writeFileSync(target('bench.md'), `Measured ${said}.\n\n${markdown(lines)}\n\n${missed(lines)}\n\n${EXPLAINED}\n`);
