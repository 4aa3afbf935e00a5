// Promises of the manifest and of the code that ships.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { Core, initSync } from '../../target/wasm/trainspotter.js';

const ROOT = new URL('../../', import.meta.url);
/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const BROWSERS = ['chromium', 'firefox'];

test('the permissions are these and no more', () => {
  for (const browser of BROWSERS) {
    const manifest = json(`target/extension/${browser}/manifest.json`);
    assert.deepEqual(manifest.permissions, ['storage', 'activeTab', 'scripting'], browser);
    for (const key of ['optional_permissions', 'optional_host_permissions', 'web_accessible_resources', 'externally_connectable']) {
      assert.equal(manifest[key], undefined, `${browser}: ${key}`);
    }
  }
});

test('the hosts of the manifest are the hosts of the rules', () => {
  initSync({ module: readFileSync(new URL('target/wasm/trainspotter_bg.wasm', ROOT)) });
  const hosts = new Core(readFileSync(new URL('target/rules.image', ROOT))).info().hosts.map((/** @type {string} */ host) => `https://${host}/*`).toSorted();
  assert.ok(hosts.length >= 8, `${hosts.length}`);
  for (const browser of BROWSERS) {
    const { host_permissions: allowed, content_scripts: [script] } = json(`target/extension/${browser}/manifest.json`);
    assert.deepEqual(allowed.toSorted(), hosts, browser);
    assert.deepEqual(script.matches.toSorted(), hosts, browser);
    assert.equal(script.all_frames, false);
  }
});

test('pages of the extension have no place to connect to', () => {
  for (const browser of BROWSERS) {
    const policy = json(`target/extension/${browser}/manifest.json`).content_security_policy.extension_pages;
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.* connect-src 'self'$/);
  }
});

test('no code that ships writes markup from strings', () => {
  const files = readdirSync(new URL('extension/', ROOT), { recursive: true }).map(String).filter((file) => file.endsWith('.js'));
  assert.ok(files.length >= 9, `${files.length}`);
  for (const file of files) {
    const code = readFileSync(new URL(`extension/${file}`, ROOT), 'utf8');
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, file);
  }
});
