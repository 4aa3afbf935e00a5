// Assembles target/extension/<browser>/ from extension/, the WebAssembly build and the licenses.
//
// usage: node build/extension.mjs HOSTS_FILE
// HOSTS_FILE holds one match pattern per line; they replace "__HOSTS__" in the manifest's lists.
// The JavaScript is copied as it is. Files already right are left alone, so that a browser
// which has the directory loaded is not disturbed.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

const SOURCE = 'extension';
/** Modules of the core: folder below target/ and below the extension, name of the files. */
const MODULES = [['wasm', 'trainspotter'], ['wasm', 'checker'], ['wasm', 'reader'], ['wasm-audit', 'trainspotter_audit']];
const TARGET = 'target/extension';

const SHIPPED = new Set(['.css', '.html', '.js', '.json', '.png', '.svg', '.wasm', '.woff2']);
/** Sources of what the build prepares. */
const PREPARED = ['letters/', 'translations/'];
const LICENSES = ['LICENSE', 'LICENSE-MIT', 'LICENSE-APACHE'];
const IMAGE = 'rules.image';

const PLACEHOLDER = '__HOSTS__';
const PATTERN = /^https:\/\/(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}\/\S*$/;

/**
 * The hosts, each checked: a pattern wider than a named host must never ship.
 * @param {string} file
 */
function readHosts(file) {
  const hosts = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const wrong = hosts.filter((host) => !PATTERN.test(host));
  if (wrong.length) throw new Error(`${file}: not a match pattern of a named https host: ${wrong.join(', ')}`);
  if (!hosts.length) throw new Error(`${file}: no hosts`);
  return [...new Set(hosts)].sort();
}

/**
 * The value with every "__HOSTS__" in a list replaced by the hosts.
 * @param {any} value
 * @param {string[]} hosts
 * @returns {any}
 */
function filled(value, hosts) {
  if (Array.isArray(value)) return value.flatMap((item) => (item === PLACEHOLDER ? hosts : [filled(item, hosts)]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, hosts)]));
}

/**
 * What of the one manifest each browser gets.
 * @type {Record<string, (manifest: any) => object>}
 */
const MANIFEST_FOR = {
  chromium({ browser_specific_settings: _settings, ...manifest }) {
    const { scripts: _scripts, ...background } = manifest.background ?? {};
    return { ...manifest, background };
  },
  // Firefox reads no schema and warns of the key.
  firefox({ key: _key, minimum_chrome_version: _version, storage: _storage, ...manifest }) {
    const { service_worker: _worker, ...background } = manifest.background ?? {};
    return { ...manifest, background };
  },
};

/** @param {string[]} hosts */
function readManifest(hosts) {
  const manifest = JSON.parse(readFileSync(join(SOURCE, 'manifest.json'), 'utf8'));
  for (const [place, list] of [
    ['host_permissions', manifest.host_permissions],
    ['content_scripts[0].matches', manifest.content_scripts?.[0]?.matches],
  ]) {
    if (!list?.includes(PLACEHOLDER)) throw new Error(`${SOURCE}/manifest.json: ${place} must hold "${PLACEHOLDER}"`);
  }
  return filled(manifest, hosts);
}

/**
 * Every file below a directory, with / between the parts.
 * @param {string} directory
 * @returns {string[]}
 */
function walk(directory, below = '') {
  return readdirSync(join(directory, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name;
    return entry.isDirectory() ? walk(directory, `${path}/`) : [path];
  });
}

/** @param {string} path */
function ships(path) {
  return (
    SHIPPED.has(extname(path)) &&
    !PREPARED.some((folder) => path.startsWith(folder)) &&
    !/(^|\/)(\.|tsconfig\.json$)/.test(path)
  );
}

/**
 * Makes the directory hold these files and no others.
 * @param {string} directory
 * @param {Map<string, Buffer>} files
 */
function write(directory, files) {
  mkdirSync(directory, { recursive: true });
  for (const path of walk(directory)) {
    if (!files.has(path)) rmSync(join(directory, path));
  }
  for (const [path, content] of files) {
    const file = join(directory, path);
    if (sameContent(file, content)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/**
 * @param {string} file
 * @param {Buffer} content
 */
function sameContent(file, content) {
  try {
    return readFileSync(file).equals(content);
  } catch {
    return false;
  }
}

const manifest = readManifest(readHosts(process.argv[2]));
/** @type {Map<string, Buffer>} */
const common = new Map();
for (const path of walk(SOURCE).filter(ships)) common.set(path, readFileSync(join(SOURCE, path)));
for (const [folder, name] of MODULES) {
  for (const file of [`${name}.js`, `${name}_bg.wasm`]) common.set(`${folder}/${file}`, readFileSync(join('target', folder, file)));
}
common.set(`rules/${IMAGE}`, readFileSync(join('target', IMAGE)));
for (const name of readdirSync('target/translations')) common.set(`translations/${name}`, readFileSync(join('target/translations', name)));
for (const name of LICENSES) common.set(name, readFileSync(name));

for (const [browser, adapt] of Object.entries(MANIFEST_FOR)) {
  const text = `${JSON.stringify(adapt(manifest), null, 2)}\n`;
  const files = new Map(common).set('manifest.json', Buffer.from(text));
  write(join(TARGET, browser), files);
  console.log(`${browser}: ${files.size} files`);
}
