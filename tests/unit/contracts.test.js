// What the code that ships promises, beyond the manifest: it names no vendor, and it survives a trap and a broken memory.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

const ROOT = new URL('../../', import.meta.url);
const BUILT = new URL('target/extension/chromium/', ROOT);
/** @param {string} path */
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');

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
  Object.assign(globalThis, { chrome: { runtime: { getURL: (/** @type {string} */ path) => path } } });
  const web = /** @type {any} */ (WebAssembly);
  const [compile, fetched] = [web.compileStreaming, globalThis.fetch];
  web.compileStreaming = async () => module;
  globalThis.fetch = /** @type {any} */ (async () => undefined);
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

/** A storage area as the browser has it: copies in, copies out. */
function area() {
  /** @type {Record<string, any>} */
  const kept = {};
  return {
    kept,
    get: async (/** @type {string} */ key) => structuredClone(key in kept ? { [key]: kept[key] } : {}),
    set: async (/** @type {object} */ values) => void Object.assign(kept, structuredClone(values)),
    remove: async (/** @type {string} */ key) => void delete kept[key],
  };
}

test('settings that the core would refuse are kept aside once, and changes do not overtake each other', async () => {
  const wrong = [
    7, null, [], { version: 2 }, { version: 1, dismissed: 'x' }, { version: 1, plans: { a: 1 } }, { version: 1, accounts: { a: 'mine' } },
    { version: 1, region: 4 }, { version: 1, staleAfterDays: -1 }, { version: 1, stances: [{ practice: 'p', stance: 'maybe', date: '2026-01-01' }] },
  ];
  for (const stored of wrong) {
    const local = area();
    local.kept.settings = stored;
    Object.assign(globalThis, { chrome: { storage: { local, session: area() } } });
    const { settings, changeSettings } = await import(new URL('state.js', BUILT).href);
    const all = await Promise.all([settings(), settings(), changeSettings((/** @type {any} */ now) => void (now.plans.a = 'b')), changeSettings((/** @type {any} */ now) => void (now.plans.c = 'd'))]);
    const aside = Object.keys(local.kept).filter((key) => key.startsWith('corrupt-'));
    assert.equal(aside.length, 1, JSON.stringify(stored));
    assert.deepEqual(local.kept[aside[0]], stored);
    assert.equal(all[0].keptAside, aside[0]);
    assert.deepEqual(local.kept.settings.plans, { a: 'b', c: 'd' });
  }
  assert.equal(wrong.length, 10);
});
