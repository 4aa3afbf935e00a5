// What the code that ships promises, beyond the manifest: it names no vendor, and it survives a trap and a broken memory.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

const ROOT = new URL('../../', import.meta.url);
const BUILT = new URL('target/extension/chromium/', ROOT);
/** @param {string} path */
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');

/** Names of vendors that are words of programs and styles as well. */
const ORDINARY = ['box', 'cursor', 'element', 'linear', 'meta', 'read', 'x', 'zoom'];

test('no code that ships names a vendor, its app or its host', () => {
  const rules = readdirSync(new URL('extension/rules/', ROOT)).filter((name) => name !== 'schema.json').map((name) => JSON.parse(read(`extension/rules/${name}`)));
  const words = new Set();
  for (const { vendor, apps } of rules) {
    words.add(vendor.id).add(vendor.name.toLowerCase());
    for (const app of apps) {
      words.add(app.id).add(app.name.toLowerCase());
      const hosts = [...app.pages.flatMap((/** @type {any} */ page) => page.hosts), ...(app.requestHosts ?? [])];
      for (const host of hosts) words.add(host.replace(/^\*\./, ''));
    }
  }
  for (const word of ORDINARY) words.delete(word);
  const files = readdirSync(new URL('extension/', ROOT), { recursive: true }).map(String).filter((name) => /\.(js|html|css)$/.test(name));
  assert.ok(rules.length >= 4 && words.size >= 15, `${rules.length} files, ${words.size} words`);
  assert.ok(files.length >= 11, `${files.length} files`);
  for (const file of files) {
    const code = read(`extension/${file}`).toLowerCase();
    // As a word: "notion" is no part of "notions", and no host of another.
    for (const word of words) {
      const pattern = new RegExp(`(?<![a-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z0-9])`);
      assert.doesNotMatch(code, pattern, `${file} names ${word}`);
    }
  }
});

test('a core that trapped is replaced, once, and a question that fails otherwise is not repeated', async () => {
  const module = new WebAssembly.Module(readFileSync(new URL('wasm/trainspotter_bg.wasm', BUILT)));
  Object.assign(globalThis, { chrome: { runtime: { getURL: (/** @type {string} */ path) => path }, storage: { local: area(), session: area(), onChanged } } });
  const web = /** @type {any} */ (WebAssembly);
  const [compile, fetched] = [web.compileStreaming, globalThis.fetch];
  web.compileStreaming = async () => module;
  const image = readFileSync(new URL('rules/rules.image', BUILT));
  globalThis.fetch = /** @type {any} */ (async () => new Response(image));
  try {
    const { ask } = await import(new URL('core.js', BUILT).href);
    /** @type {Set<object>} */
    const cores = new Set();
    const trapping = (/** @type {any} */ core) => {
      cores.add(core);
      if (cores.size === 1) throw new WebAssembly.RuntimeError('unreachable');
      return core.info();
    };
    const [first, second] = await Promise.all([ask(trapping), ask(trapping)]);
    assert.equal(cores.size, 2, 'both questions met the same trap; one new instance serves both');
    assert.ok(first.practices > 0 && second.practices > 0);
    let asked = 0;
    await assert.rejects(ask(() => {
      asked += 1;
      throw new TypeError('wrong');
    }), TypeError);
    assert.equal(asked, 1);
    await assert.rejects(ask(() => {
      throw new WebAssembly.RuntimeError('again');
    }), /trapped twice/);
  } finally {
    web.compileStreaming = compile;
    globalThis.fetch = fetched;
  }
});

/** Who is told of changes in storage. @type {Set<(changes: object, area: string) => void>} */
const listeners = new Set();
const onChanged = { addListener: (/** @type {(changes: object, area: string) => void} */ listener) => void listeners.add(listener) };

/** A storage area as the browser has it: copies in, copies out. @param {number} [room] characters */
function area(room = Infinity) {
  /** @type {Record<string, any>} */
  const kept = {};
  return {
    kept,
    get: async (/** @type {string | string[] | null} */ keys) => structuredClone(Object.fromEntries([keys ?? Object.keys(kept)].flat().filter((key) => key in kept).map((key) => [key, kept[key]]))),
    set: async (/** @type {object} */ values) => {
      if (JSON.stringify({ ...kept, ...values }).length > room) throw new Error('QUOTA_BYTES quota exceeded');
      Object.assign(kept, structuredClone(values));
    },
    remove: async (/** @type {string} */ key) => void delete kept[key],
  };
}

/** @param {unknown} stored @param {number} [room] */
async function stateOn(stored, room) {
  const local = area(room);
  local.kept.settings = stored;
  Object.assign(globalThis, { chrome: { storage: { local, session: area(), onChanged } } });
  const state = await import(new URL('state.js', BUILT).href);
  // A module is loaded once in a process: to what it loaded with, this storage is a change.
  for (const listener of listeners) listener({ settings: {}, 'settings-1': {} }, 'local');
  return { local, ...state };
}

test('settings that the core would refuse are kept aside once, what is right of them is used, and changes do not overtake each other', async () => {
  const wrong = [
    7, null, [], { version: 'one' }, { version: 1, dismissed: 'x' }, { version: 1, plans: { a: 1 } }, { version: 1, accounts: { a: 'mine' } },
    { version: 1, region: 4 }, { version: 1, staleAfterDays: -1 }, { version: 1, stances: [{ practice: 'p', stance: 'maybe', date: '2026-01-01' }] },
    { version: 1, requests: [{ practice: 'p', tenant: null, status: 'hoped', date: '2026-01-01' }] }, { version: 1, told: { a: 'x'.repeat(1_000) } },
  ];
  for (const given of wrong) {
    const stored = given && typeof given === 'object' && !Array.isArray(given) ? { ...given, addresses: { a: 'https://a.example' } } : given;
    const { local, settings, changeSettings } = await stateOn(stored);
    const all = await Promise.all([settings(), settings(), changeSettings((/** @type {any} */ now) => void (now.plans.a = 'b')), changeSettings((/** @type {any} */ now) => void (now.plans.c = 'd'))]);
    const aside = Object.keys(local.kept).filter((key) => key.startsWith('corrupt-'));
    assert.equal(aside.length, 1, JSON.stringify(stored));
    assert.deepEqual(local.kept[aside[0]], stored);
    assert.equal(all[0].keptAside, aside[0]);
    assert.deepEqual(local.kept.settings.plans, { a: 'b', c: 'd' });
    if (given && typeof given === 'object' && 'version' in given && given.version === 1) assert.deepEqual(local.kept.settings.addresses, { a: 'https://a.example' });
  }
  assert.equal(wrong.length, 12);
});

test('a wake asks storage one question; what was read, written or changed since is asked anew', async () => {
  const local = area();
  /** @type {unknown[]} */
  const asked = [];
  const { get } = local;
  Object.assign(local, { kept: local.kept, get: async (/** @type {string[]} */ keys) => { asked.push(keys); return get(keys); } });
  Object.assign(local.kept, { settings: 1, managed: 2, customRules: 3, other: 4 });
  Object.assign(globalThis, { chrome: { storage: { local, session: area(), onChanged } } });
  const { keep, kept } = await import(`${new URL('local.js', BUILT).href}?of-a-wake`);
  assert.equal((await kept('settings', 'settings-1')).settings, 1);
  assert.equal((await kept('managed')).managed, 2);
  assert.equal(asked.length, 1, 'what a wake needs comes together');
  local.kept.settings = 5;
  assert.equal((await kept('settings', 'settings-1')).settings, 5, 'a second reader is not served what the first was');
  await keep({ customRules: 6 });
  assert.equal((await kept('customRules')).customRules, 6);
  local.kept.organisationRules = 7;
  for (const listener of listeners) listener({ organisationRules: {} }, 'local');
  assert.equal((await kept('organisationRules')).organisationRules, 7);
  assert.equal((await kept('other')).other, 4);
  assert.equal(asked.length, 5);
});

test('settings of a later version are left as they are, and others are kept beside them', async () => {
  const later = { version: 7, dismissed: ['another form'], brandNew: true };
  const { local, settings, changeSettings } = await stateOn(later);
  assert.equal((await settings()).newer, true);
  await changeSettings((/** @type {any} */ now) => void (now.plans.a = 'b'));
  assert.deepEqual((await settings()).plans, { a: 'b' });
  assert.deepEqual(local.kept.settings, later);
  assert.equal(Object.keys(local.kept).filter((key) => key.startsWith('corrupt-')).length, 0);
});

test('where the storage is full nothing is lost, and a change says that it failed', async () => {
  const { local, settings, changeSettings } = await stateOn({ version: 1, plans: { a: 'b' } }, 400);
  const long = (/** @type {any} */ now) => void (now.addresses.a = 'x'.repeat(450));
  await assert.rejects(changeSettings(long), /quota/i);
  assert.deepEqual((await settings()).plans, { a: 'b' });
  const broken = await stateOn({ version: 1, dismissed: 'wrong', plans: { a: 'b' } }, 120);
  assert.deepEqual((await broken.settings()).plans, { a: 'b' });
  await assert.rejects(broken.changeSettings((/** @type {any} */ now) => void (now.plans.c = 'd')), /full/);
  assert.deepEqual(broken.local.kept.settings, { version: 1, dismissed: 'wrong', plans: { a: 'b' } });
  assert.equal(local.kept.settings.addresses, undefined);
});

test('two thousand changes at once are all kept', async () => {
  const { local, changeTab, changeSettings } = await stateOn({ version: 1 });
  await Promise.all(Array.from({ length: 1_000 }, (_, index) => [
    changeTab(index % 30, (/** @type {any} */ tab) => void (tab.overflow += 1)),
    changeSettings((/** @type {any} */ now) => void (now.plans[`a/${index}`] = 'b')),
  ]).flat());
  assert.equal(Object.keys(local.kept.settings.plans).length, 1_000);
  const tabs = Object.values(await chrome.storage.session.get(null)).filter((state) => 'overflow' in state);
  assert.deepEqual([tabs.length, tabs.reduce((sum, { overflow }) => sum + overflow, 0)], [30, 1_000]);
});
