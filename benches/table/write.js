// Joins the results of all parts: target/bench.json, and target/bench.md made of it.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ROWS } from './rows.js';
import { line, markdown } from './table.js';

const EXPLAINED = 'Medians of interleaved rounds; in brackets the middle half of the rounds, or all of them where they are fewer than eight. Several '
  + 'figures in one cell are for 100 / 1,000 / 10,000 / 100,000 rules (instructions: 1,000 / 100,000). Of 100 addresses 5 are meant by a rule, 50 where '
  + 'it says busy.';

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

/** Where it was measured, without a name or path of the machine. */
function machine() {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: `${cpus().length} × ${cpu?.model.replaceAll(/\((R|TM)\)/g, '').trim() ?? 'unknown processor'}`,
    system: process.platform,
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
const where = machine();
writeFileSync(target('bench.json'), JSON.stringify({ machine: where, lines, results }, null, 1));
const said = Object.entries(where).filter(([, value]) => value).map(([name, value]) => (['date', 'cpu'].includes(name) ? value : `${name} ${value}`));
writeFileSync(target('bench.md'), `${said.join(', ')}\n\n${markdown(lines)}\n\n${EXPLAINED}\n`);
