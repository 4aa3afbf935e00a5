// How many instructions the core needs for a signal, counted by callgrind: the same on every machine of a kind, so that
// what became slower shows before anybody feels it. The baseline is `tests/cases/instructions.json`; a change that is
// meant is taken over with INSTRUCTIONS=take.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (/** @type {string} */ below) => fileURLToPath(new URL(`../../${below}`, import.meta.url));
const PROGRAM = path('target/counted/instructions');
const BASELINE = path('tests/cases/instructions.json');
/** The part by which a count may differ from the baseline. */
const TOLERANCE = 0.03;
/** Instructions for one request of ordinary pages, most of them to hosts that rules know. */
const MOST = 2_500;
const PASSES = 3;
/** C libraries choose how to copy by the processor; what is counted is chosen by nobody. */
const PLAIN = 'glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-EVEX,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load,-Prefer_No_VZEROUPPER';

/** Why nothing can be counted here, if so. */
function missing() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the baseline is of Linux on x86-64';
  if (!existsSync(PROGRAM)) return 'target/counted is not built: ./build.sh test builds it';
  try {
    execFileSync('valgrind', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'valgrind is missing';
  }
}

/** @param {string} signals file @param {number} passes @param {string[]} more */
function run(signals, passes, more) {
  const options = ['--tool=callgrind', '--callgrind-out-file=/dev/null', '--log-fd=1'];
  const env = { PATH: process.env.PATH, GLIBC_TUNABLES: PLAIN };
  const printed = execFileSync('valgrind', [...options, PROGRAM, path('target/rules.image'), signals, String(passes), ...more], { encoding: 'utf8', env });
  const [, collected] = /Collected : (\d+)/.exec(printed) ?? [];
  assert.ok(Number(collected) > 0, printed);
  return Number(collected);
}

/** @param {any[]} signals */
function counted(signals, more = /** @type {string[]} */ ([])) {
  const folder = mkdtempSync(join(tmpdir(), 'trainspotter-counted-'));
  try {
    const file = join(folder, 'signals');
    writeFileSync(file, signals.map((signal) => JSON.stringify(signal)).join('\n'));
    return Math.round((run(file, PASSES, more) - run(file, 0, more)) / PASSES / (more.length > 0 ? 1 : signals.length));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const skip = missing();
test('instructions stay within three in a hundred of the baseline', { skip }, () => {
  const folder = path('tests/cases/ordinary/requests');
  const ordinary = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => line.startsWith('https://')).map((line) => line.split(' ')[0]);
  const boot = JSON.parse(readFileSync(path('tests/cases/boot.json'), 'utf8')).signals;
  const [sent] = JSON.parse(readFileSync(path('tests/cases/golden.json'), 'utf8')).cases.map((/** @type {any} */ entry) => entry.signal);
  assert.ok(ordinary.length >= 100 && boot.length >= 100, `${ordinary.length} ordinary, ${boot.length} at boot`);
  const now = {
    ordinary: counted(ordinary.map((url) => ({ kind: 'request', url }))),
    boot: counted(boot),
    finding: counted([sent]),
    opened: counted([sent], ['open']),
  };
  if (process.env.INSTRUCTIONS === 'take') writeFileSync(BASELINE, `${JSON.stringify(now, null, 2)}\n`);
  const baseline = JSON.parse(readFileSync(BASELINE, 'utf8'));
  for (const [name, count] of Object.entries(now)) {
    const wanted = baseline[name];
    assert.ok(Math.abs(count - wanted) <= TOLERANCE * wanted, `${name}: ${count} instructions, the baseline says ${wanted}`);
  }
  assert.ok(now.ordinary > 50 && now.ordinary <= MOST, JSON.stringify(now));
});
