// Who unpacks the source archive of a release, without a clone, makes a release of the same moment.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const places = /** @type {string[]} */ ([]);

/** The tree of a commit in a folder of its own. @param {(place: string) => void} fill */
function folder(fill) {
  const place = mkdtempSync(join(tmpdir(), 'trainspotter-source-'));
  places.push(place);
  fill(place);
  return place;
}

/** @param {string} place */
const commitTime = (place) => spawnSync('bash', ['-c', 'set -euo pipefail; ROOT=$1; source "$1/build/step.sh"; source "$1/build/release.sh"; commit_time', 'bash', place], { cwd: place, encoding: 'utf8' });

after(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

test('the unpacked archive knows the time of its commit', { skip: !existsSync(join(ROOT, '.git')) && 'this is not a clone' }, () => {
  const place = folder((empty) => execFileSync('bash', ['-c', 'set -o pipefail; git archive HEAD build | tar -x -C "$1"', 'bash', empty], { cwd: ROOT }));
  const { status, stdout } = commitTime(place);
  assert.equal(status, 0);
  assert.equal(stdout, execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' }));
});

test('a copy that git did not pack is refused, with what to do', () => {
  const place = folder((empty) => {
    execFileSync('cp', ['-r', join(ROOT, 'build'), empty]);
    writeFileSync(join(empty, 'build/commit.txt'), '$Format:%H %ct$\n');
  });
  const { status, stderr } = commitTime(place);
  assert.notEqual(status, 0);
  assert.match(stderr, /source archive of a release/);
});
