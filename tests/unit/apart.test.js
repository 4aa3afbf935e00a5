// The tests with real policies leave the machine as it was, also when they are killed.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const APART = fileURLToPath(new URL('../policy/apart.sh', import.meta.url));
const FILE = '/etc/chromium/policies/managed/left-behind.json';
const possible = spawnSync(APART, ['--possible'], { encoding: 'utf8' });

test('killed: nothing is written to this machine, and nothing goes on', { skip: possible.status === 0 ? false : `real policies cannot be tried: ${possible.stdout.trim()}` }, async () => {
  const script = `mkdir -p "$(dirname ${FILE})" && echo {} >${FILE} && cat ${FILE} && exec tail -f /dev/null`;
  const run = spawn(APART, ['bash', '-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [written] = await once(run.stdout, 'data');
  assert.equal(String(written), '{}\n', 'it can be written there');
  assert.equal(existsSync(FILE), false, 'and is not seen here');
  const ended = once(run.stdout, 'close');
  run.kill('SIGKILL');
  // The other end of the pipe was held by what it started: it closes when that is gone too.
  await ended;
  assert.equal(existsSync(FILE), false);
});
