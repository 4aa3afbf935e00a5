// Every text of the interface that is used is defined, and every one that is defined is used.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const EXTENSION = fileURLToPath(new URL('../../extension', import.meta.url));
const messages = JSON.parse(readFileSync(join(EXTENSION, '_locales/en/messages.json'), 'utf8'));
const schema = JSON.parse(readFileSync(join(EXTENSION, 'rules/schema.json'), 'utf8'));

/** @param {string} end @returns {string[]} */
const texts = (end) => readdirSync(EXTENSION, { recursive: true }).map(String)
  .filter((file) => file.endsWith(end)).map((file) => readFileSync(join(EXTENSION, file), 'utf8'));

/** @param {string} type @returns {string[]} the words of a closed list of the core */
const words = (type) => schema.$defs[type].oneOf.map((/** @type {{const: string}} */ option) => option.const);

test('texts used and texts defined are the same', () => {
  const used = new Set(['name', 'description', 'badge_alert', 'badge_notice', 'badge_info', 'letter_title', 'request_title']);
  for (const code of texts('.js')) {
    for (const [, key] of code.matchAll(/\b(?:text|hint|getMessage)\('([a-z_]+)'/g)) used.add(key);
  }
  const closed = { verdict: words('Verdict'), activity: words('Activity'), account: words('Account'), source: words('SourceKind'), signal: ['page', 'request', 'surface', 'setting'] };
  for (const [kind, list] of Object.entries(closed)) for (const word of list) used.add(`${kind}_${word.replace(/[.-]/g, '_')}`);
  const defined = Object.keys(messages);
  assert.ok(used.size > 80, `${used.size}`);
  assert.deepEqual(defined.toSorted(), [...used].toSorted());
  for (const key of defined) assert.ok(messages[key].message && messages[key].description, key);
});
