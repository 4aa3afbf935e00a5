// A release made twice from the same built extension, in other places and by people with other habits, is the same byte for byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeKey } from '../../build/crx.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SECONDS = 1_764_032_000;
const { version: VERSION } = JSON.parse(readFileSync(join(ROOT, 'extension/manifest.json'), 'utf8'));
/** What the second maker does otherwise. */
const HABITS = [
  { umask: '022', env: { TZ: 'UTC', LANG: 'C' }, touched: new Date('2001-02-03T04:05:06Z'), mode: 0o644 },
  { umask: '077', env: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' }, touched: new Date('2031-12-31T23:59:59Z'), mode: 0o755 },
];

/** @type {string} */ let place;
/** @type {string[]} */ let made;

/** Every file below a folder, with / between the parts, sorted. @param {string} folder */
const filesIn = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();

/** A bill as it comes: with the folder, the moment and a number that nobody else has. @param {string} folder @param {string} name @param {number} maker */
const bill = (folder, name, maker) => JSON.stringify({
  bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: `urn:uuid:0000000${maker}-0000-4000-8000-000000000000`,
  metadata: { timestamp: new Date(maker * 1e12).toISOString(), component: { type: 'application', name: maker === 0 ? name : 'another-folder', 'bom-ref': `path+file://${folder}#0.1.0` } },
  components: [{ type: 'library', name: 'serde', version: '1.0.0', purl: 'pkg:cargo/serde@1.0.0' }],
});

/** @param {number} maker @param {number} [seconds] @returns {string} the folder with the release */
function release(maker, seconds = SECONDS) {
  const { umask, env, touched, mode } = HABITS[maker];
  const folder = join(place, maker === 0 ? 'here' : 'another place/deeper');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  // Written in another order: file systems list in the order of writing, or in none.
  const sources = [...filesIn(join(ROOT, 'target/extension')).map((path) => `target/extension/${path}`), 'extension/manifest.json', 'extension/managed_schema.json', 'build/policy/start.json'];
  for (const path of maker === 0 ? sources : sources.reverse()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path));
    utimesSync(join(folder, path), touched, touched);
    chmodSync(join(folder, path), mode);
  }
  mkdirSync(join(folder, 'target/sbom'), { recursive: true });
  for (const part of ['core', 'build-tools']) writeFileSync(join(folder, `target/sbom/${part}.json`), bill(folder, 'trainspotter', maker));
  const script = `umask ${umask} && exec "$0" "$1/build/release.mjs" dist ${seconds} "$2"`;
  execFileSync('bash', ['-c', script, process.execPath, ROOT, join(place, 'key.pem')], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
  return join(folder, 'dist');
}

before(() => {
  place = mkdtempSync(join(tmpdir(), 'trainspotter-release-'));
  makeKey(join(place, 'key.pem'));
  made = [release(0), release(1)];
});

after(() => rmSync(place, { recursive: true, force: true }));

test('both are the same', () => {
  const [one, other] = made.map(filesIn);
  assert.deepEqual(one, other);
  assert.ok(one.length >= 35, String(one.length));
  for (const path of one) assert.ok(readFileSync(join(made[0], path)).equals(readFileSync(join(made[1], path))), path);
});

test('nothing of the place, the moment or the maker is left in it', () => {
  for (const path of filesIn(made[0]).filter((one) => one.endsWith('.json'))) assert.equal(readFileSync(join(made[0], path), 'utf8').includes(place), false, path);
  const { metadata, serialNumber } = JSON.parse(readFileSync(join(made[0], `trainspotter-${VERSION}-core.cdx.json`), 'utf8'));
  assert.equal(metadata.timestamp, new Date(SECONDS * 1000).toISOString());
  assert.equal(metadata.component['bom-ref'], 'path+file:///trainspotter#0.1.0');
  assert.match(serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('the sums are those of the files, and name every one', () => {
  const sums = readFileSync(join(made[0], 'SHA256SUMS'), 'utf8').trim().split('\n');
  assert.deepEqual(sums.map((line) => line.slice(66)), filesIn(made[0]).filter((path) => path !== 'SHA256SUMS'));
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: made[0] });
});

test('another moment is another release', () => {
  const first = readFileSync(join(made[0], `trainspotter-${VERSION}-chromium.zip`));
  const later = readFileSync(join(release(0, SECONDS + 60), `trainspotter-${VERSION}-chromium.zip`));
  assert.equal(first.equals(later), false);
  assert.equal(first.length, later.length);
});
