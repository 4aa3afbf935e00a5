// Rules of one's own are prepared once for all wakes of a day, and again when anything of what they were made from has changed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { forgetImage, keptImage } from '../../extension/kept-image.js';

/** The browser's cache, as far as it is used. */
class Store {
  /** @type {Map<string, Response>} */
  kept = new Map();
  /** @param {string} name */
  async match(name) { return this.kept.get(name)?.clone(); }
  /** @param {string} name @param {Response} response */
  async put(name, response) { this.kept.set(name, response); }
  async keys() { return [...this.kept.keys()]; }
  /** @param {string} name */
  async delete(name) { return this.kept.delete(name); }
}

const SHIPPED = Uint8Array.from({ length: 64 }, (_, at) => at);
const FILES = [{ name: 'acme.json', text: '{}' }];

test('an image is made once, and again for another day, other files and other shipped rules', async () => {
  const store = new Store();
  const stores = [store];
  Object.assign(globalThis, { caches: { open: async () => stores[0], delete: async () => stores.splice(0, 1, new Store()).length > 0 } });
  let made = 0;
  const make = async () => Uint8Array.from([made += 1]);
  const ask = (shipped = SHIPPED, files = FILES, day = '2026-11-25') => keptImage(shipped, files, day, make);
  assert.deepEqual([...await ask()], [1]);
  assert.deepEqual([...await ask()], [1]);
  assert.deepEqual([...await ask(SHIPPED, FILES, '2026-11-26')], [2]);
  assert.deepEqual([...await ask(SHIPPED, [...FILES, { name: 'b.json', text: '' }])], [3]);
  const other = SHIPPED.slice();
  other[20] ^= 1;
  assert.deepEqual([...await ask(other)], [4]);
  assert.equal(store.kept.size, 1, 'those of other days are not kept');
  assert.equal(await forgetImage(), true);
  assert.deepEqual([...await ask(other)], [5]);
});

test('where the browser keeps nothing, rules are prepared each time', async () => {
  let made = 0;
  const make = async () => Uint8Array.from([made += 1]);
  const refusing = async () => { throw new Error('not allowed here'); };
  for (const caches of [undefined, { open: refusing, delete: refusing }]) {
    Object.assign(globalThis, { caches });
    await keptImage(SHIPPED, FILES, '2026-11-25', make);
    await keptImage(SHIPPED, FILES, '2026-11-25', make);
    assert.equal(await forgetImage(), false);
  }
  assert.equal(made, 4);
});
