// Every policy file is right in its own format, and what comes out of it on its platform is what was decided.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { parse as parsePlist } from 'plist';
import { create } from 'xmlbuilder2';
import { crx, makeKey, signer } from '../../build/crx.mjs';
import { CHROMIUMS } from '../../build/policy/description.mjs';
import { policyFiles } from '../../build/policy/write.mjs';
import { Checker, initSync } from '../../target/wasm/checker.js';
import { checkTemplate } from './admx-file.js';
import { parseRegistryFile } from './registry-file.js';

const ROOT = new URL('../../', import.meta.url);
/** @param {string} path @returns {any} */
const json = (path) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));

initSync({ module: readFileSync(new URL('target/wasm/checker_bg.wasm', ROOT)) });
const checker = new Checker(readFileSync(new URL('target/rules.image', ROOT)));
const ID = 'abcdefghijklmnopabcdefghijklmnop';
const ADDON = 'addon@example.com';
const URL_BASE = 'https://intranet.example/a&b';
const POLICY = { ...json('docs/policy-example.json'), organisation: { name: 'Müller & Söhne "AG"', contact: "o'hara\\desk <x@example.com>", note: 'Zeile 1\nZeile 2 – 日本' } };
const SCHEMA = json('extension/managed_schema.json');
const files = policyFiles({ version: '1.2.3', chromiumId: ID, firefoxId: ADDON, updatesUrl: URL_BASE, crx: 'x.crx', xpi: 'x.xpi', policy: POLICY, schema: SCHEMA });
const text = (/** @type {string} */ path) => String(files[path]);

/** What the core makes of what a platform delivers. @param {unknown} managed */
function settled(managed) {
  const { problems, ...holds } = checker.settings({ managed, user: null, now: '2026-11-25' });
  assert.deepEqual(problems, []);
  return holds;
}
const WANTED = settled(POLICY);

test('there is a file for every road', () => {
  const roads = Object.keys(files).map((path) => path.replace(/(chrome|edge|chromium|firefox)/, '*'));
  const count = (/** @type {string} */ road) => roads.filter((one) => one === road).length;
  assert.deepEqual(
    [count('windows/*.reg'), count('macos/*.mobileconfig'), count('linux/*/trainspotter.json'), count('linux/*/policies.json'), count('windows/intune/*/install.ps1')],
    [4, 4, 3, 1, 4],
  );
  for (const path of ['windows/trainspotter.admx', 'windows/en-US/trainspotter.adml', 'google-admin/policy-for-extensions.json', 'server/updates.xml', 'server/updates.json']) {
    assert.ok(files[path], path);
  }
});

test('JSON: what Linux and Firefox read', () => {
  for (const { name } of CHROMIUMS) {
    const file = JSON.parse(text(`linux/${name}/trainspotter.json`));
    assert.deepEqual(file.ExtensionSettings[ID], { installation_mode: 'force_installed', update_url: `${URL_BASE}/updates.xml`, override_update_url: true });
    assert.deepEqual(settled(file['3rdparty'].extensions[ID]), WANTED);
  }
  const { policies } = JSON.parse(text('linux/firefox/policies.json'));
  assert.equal(policies.ExtensionSettings[ADDON].install_url, `${URL_BASE}/x.xpi`);
  assert.deepEqual(settled(policies['3rdparty'].Extensions[ADDON]), WANTED);
  const console = JSON.parse(text('google-admin/policy-for-extensions.json'));
  assert.deepEqual(settled(Object.fromEntries(Object.entries(console).map(([key, { Value }]) => [key, Value]))), WANTED);
});

test('registry files: parsed as Windows does, and what Firefox hands on of them is understood', () => {
  for (const { name, registry } of CHROMIUMS) {
    const keys = parseRegistryFile(/** @type {Buffer} */ (files[`windows/${name}.reg`]));
    const [install, settings] = [...keys.values()];
    assert.deepEqual([...keys.keys()].map((key) => key.replace('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\', '')), [`${registry}\\ExtensionSettings\\${ID}`, `${registry}\\3rdparty\\extensions\\${ID}\\policy`]);
    assert.equal(install.get('override_update_url'), 1);
    assert.deepEqual(settled(Object.fromEntries(settings)), WANTED);
  }
  const keys = parseRegistryFile(/** @type {Buffer} */ (files['windows/firefox.reg']));
  const [firefox, settings] = [...keys.values()];
  const [line] = /** @type {string[]} */ (firefox.get('ExtensionSettings'));
  assert.equal(JSON.parse(line)[ADDON].installation_mode, 'force_installed');
  assert.deepEqual(settled(Object.fromEntries(settings)), WANTED);
  assert.throws(() => parseRegistryFile(Buffer.from('\ufeffREGEDIT4\r\n', 'utf16le')), /first line/);
});

test('PowerShell: every value is a literal, and the three scripts speak of the same', () => {
  for (const browser of ['chrome', 'edge', 'chromium', 'firefox']) {
    const tables = ['install', 'detect', 'remove'].map((name) => {
      const script = text(`windows/intune/${browser}/${name}.ps1`);
      assert.match(script, /^\ufeff/);
      return /\$values = @\(\r\n(.*?)\r\n\)\r\n/s.exec(script)?.[1] ?? '';
    });
    assert.equal(new Set(tables).size, 1);
    // A text may hold a line break; everything else of a row is on one line.
    const row = /^ {2}@\{ Key = 'HKLM:(?:\\[^'\\]+)+'; Name = '[^']+'; Type = '(?:String|DWord|MultiString)'; Value = (?:\d+|'(?:[^']|'')*') \}(?:\r\n|$)/;
    let rest = tables[0];
    let rows = 0;
    while (rest) {
      const found = row.exec(rest);
      assert.ok(found, rest.slice(0, 200));
      rest = rest.slice(found[0].length);
      rows += 1;
    }
    assert.equal(rows, Object.keys(POLICY).length + (browser === 'firefox' ? 1 : 3));
  }
});

test('profiles for macOS: property lists with the values where each browser looks', () => {
  /** @type {Set<string>} */
  const uuids = new Set();
  for (const { name, domain } of CHROMIUMS) {
    const profile = /** @type {any} */ (parsePlist(text(`macos/${name}.mobileconfig`)));
    assert.equal(profile.PayloadType, 'Configuration');
    const [install, settings] = profile.PayloadContent;
    assert.equal(install.PayloadType, domain);
    assert.equal(install.ExtensionSettings[ID].installation_mode, 'force_installed');
    assert.equal(settings.PayloadType, 'com.apple.ManagedClient.preferences');
    assert.deepEqual(settled(settings.PayloadContent[`${domain}.extensions.${ID}`].Forced[0].mcx_preference_settings), WANTED);
    for (const { PayloadUUID } of [profile, install, settings]) uuids.add(PayloadUUID);
  }
  const firefox = /** @type {any} */ (parsePlist(text('macos/firefox.mobileconfig'))).PayloadContent[0];
  assert.equal(firefox.PayloadType, 'org.mozilla.firefox');
  assert.equal(firefox.EnterprisePoliciesEnabled, true);
  assert.deepEqual(settled(firefox['3rdparty'].Extensions[ADDON]), WANTED);
  assert.equal(uuids.size, 9);
  for (const uuid of uuids) assert.match(uuid, /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}$/);
});

/** Every element below a node, with its attributes. @param {string} xml @returns {{ name: string, at: Record<string, string>, text: string }[]} */
function elements(xml) {
  /** @type {{ name: string, at: Record<string, string>, text: string }[]} */
  const found = [];
  create(xml).root().each((node) => {
    const element = /** @type {Element} */ (/** @type {unknown} */ (node.node));
    if (element.nodeType !== 1) return;
    found.push({ name: element.localName, at: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])), text: element.textContent ?? '' });
  }, true, true);
  return found;
}

test('templates for Group Policy: of the form that is published for them', () => {
  const [definitions, resources] = ['windows/trainspotter.admx', 'windows/en-US/trainspotter.adml'].map(text);
  for (const [xml, least] of [[definitions, 450], [resources, 60]]) {
    const { count, wrong } = checkTemplate(String(xml));
    assert.deepEqual(wrong, []);
    assert.ok(count > Number(least), String(count));
  }
  // What is refused of it.
  const mistakes = [[/<supportedOn ref="any"\/>/, ''], [/class="Machine"/, 'class="machine"'], [/ref="chrome"/, 'ref="the chrome"'], [/<resources/, '<resource'], [/minValue="1"/, 'minValue="-1"'], [/(<parentCategory ref="\w+"\/>)(\s*)(<supportedOn ref="any"\/>)/, '$3$2$1'], [/\$\(string\.install\)/, 'Install']];
  for (const [what, instead] of mistakes) {
    assert.notEqual(definitions.replace(what, String(instead)), definitions, String(what));
    assert.notEqual(checkTemplate(definitions.replace(what, String(instead))).wrong.length, 0, String(what));
  }
});

test('templates for Group Policy: every reference leads somewhere, every key is there for every browser', () => {
  const definitions = elements(text('windows/trainspotter.admx'));
  const resources = elements(text('windows/en-US/trainspotter.adml'));
  const ids = (/** @type {string} */ name) => new Set(resources.filter((one) => one.name === name).map(({ at }) => at.id));
  const [strings, presentations] = [ids('string'), ids('presentation')];
  const named = (/** @type {string} */ name) => definitions.filter((one) => one.name === name);
  const categories = new Set(named('category').map(({ at }) => at.name));
  let references = 0;
  for (const { at } of definitions) {
    for (const value of Object.values(at)) {
      const [, kind, id] = /^\$\((string|presentation)\.(\w+)\)$/.exec(value) ?? [];
      if (!kind) continue;
      references += 1;
      assert.ok((kind === 'string' ? strings : presentations).has(id), value);
    }
  }
  assert.ok(references > 100, String(references));
  for (const { at } of named('parentCategory')) assert.ok(categories.has(at.ref), at.ref);
  const policies = named('policy').map(({ at }) => at);
  assert.equal(policies.length, 4 * (Object.keys(SCHEMA.properties).length + 1));
  assert.equal(new Set(policies.map(({ name }) => name)).size, policies.length);
  for (const key of Object.keys(SCHEMA.properties)) {
    for (const browser of ['chrome', 'edge', 'chromium', 'firefox']) assert.ok(policies.some(({ name }) => name === `${browser}_${key}`), `${browser}_${key}`);
  }
  // Each field of a presentation is an element of its policy.
  const fields = new Set(definitions.map(({ at }) => at.id).filter(Boolean));
  const shown = resources.map(({ at }) => at.refId).filter(Boolean);
  assert.ok(shown.length >= 15, String(shown.length));
  for (const refId of shown) assert.ok(fields.has(refId), refId);
});

test('update manifests name the packages', () => {
  const [{ at: app }, { at: check }] = elements(text('server/updates.xml')).filter(({ name }) => ['app', 'updatecheck'].includes(name));
  assert.deepEqual([app.appid, check.codebase, check.version], [ID, `${URL_BASE}/x.crx`, '1.2.3']);
  assert.deepEqual(JSON.parse(text('server/updates.json')), { addons: { [ADDON]: { updates: [{ version: '1.2.3', update_link: `${URL_BASE}/x.xpi` }] } } });
});

test('a CRX is signed as Chromium checks it, and the same for the same key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trainspotter-key-'));
  try {
    makeKey(join(folder, 'key.pem'));
    assert.throws(() => makeKey(join(folder, 'key.pem')), /EEXIST/);
    const key = signer(join(folder, 'key.pem'));
    assert.match(key.id, /^[a-p]{32}$/);
    const zip = Buffer.from('PK not really');
    const packed = crx(zip, key);
    assert.deepEqual(packed, crx(zip, key));
    assert.equal(packed.subarray(0, 4).toString(), 'Cr24');
    const header = packed.subarray(12, 12 + packed.readUInt32LE(8));
    assert.deepEqual(packed.subarray(12 + header.length), zip);
    const id = createHash('sha256').update(key.publicKey).digest().subarray(0, 16);
    const signedHeader = Buffer.concat([Buffer.from([0x0a, 0x10]), id]);
    assert.ok(header.subarray(-signedHeader.length).equals(signedHeader));
    const length = Buffer.from([signedHeader.length, 0, 0, 0]);
    const signed = Buffer.concat([Buffer.from('CRX3 SignedData\0'), length, signedHeader, zip]);
    const at = header.indexOf(Buffer.from([0x12, 0x80, 0x02])) + 3;
    assert.ok(verify('sha256', signed, createPublicKey(key.key), header.subarray(at, at + 256)));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
