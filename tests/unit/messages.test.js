// Every text of the interface that is used is defined, and every one that is defined is used.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const EXTENSION = fileURLToPath(new URL('../../extension', import.meta.url));
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja'];
/** @param {string} language @returns {Record<string, {message: string, description?: string, placeholders?: Record<string, {content: string}>}>} */
const inLanguage = (language) => JSON.parse(readFileSync(join(EXTENSION, `_locales/${language}/messages.json`), 'utf8'));
const messages = inLanguage('en');
const schema = JSON.parse(readFileSync(join(EXTENSION, 'rules/schema.json'), 'utf8'));

/** @param {string} end @returns {string[]} */
const texts = (end) => readdirSync(EXTENSION, { recursive: true }).map(String)
  .filter((file) => file.endsWith(end)).map((file) => readFileSync(join(EXTENSION, file), 'utf8'));

/** @param {string} type @returns {string[]} the words of a closed list of the core */
const words = (type) => schema.$defs[type].oneOf.map((/** @type {{const: string}} */ option) => option.const);

test('texts used and texts defined are the same', () => {
  const used = new Set(['name', 'description', 'badge_alert', 'badge_notice', 'badge_info', 'letter_title', 'request_title', 'region_eu', 'region_eea']);
  for (const code of texts('.js')) {
    for (const [, key] of code.matchAll(/\b(?:text|hint|getMessage)\('([a-z_]+)'/g)) used.add(key);
    for (const [, key] of code.matchAll(/\bplural\('([a-z_]+)'/g)) used.add(`${key}_one`).add(`${key}_other`);
    for (const [, name] of code.matchAll(/\bfield\('([a-z_]+)'/g)) used.add(`option_${name}`).add(`option_${name}_why`);
  }
  const sections = readFileSync(join(EXTENSION, 'options/sections.js'), 'utf8').matchAll(/^import .* from '\.\/(.*)\.js';$/gm);
  for (const [, section] of sections) used.add(`section_${section.replaceAll('-', '_')}`);
  const closed = { verdict: words('Verdict'), activity: words('Activity'), account: words('Account'), source: words('SourceKind'), signal: ['page', 'request', 'surface', 'setting'] };
  for (const [kind, list] of Object.entries(closed)) for (const word of list) used.add(`${kind}_${word.replace(/[.-]/g, '_')}`);
  const defined = Object.keys(messages);
  assert.ok(used.size > 80, `${used.size}`);
  assert.deepEqual(defined.toSorted(), [...used].toSorted());
  for (const key of defined) assert.ok(messages[key].message && messages[key].description, key);
});

test('every language says everything, with the same places to fill in', () => {
  assert.deepEqual(readdirSync(join(EXTENSION, '_locales')).toSorted(), LANGUAGES.toSorted());
  for (const language of LANGUAGES) {
    const spoken = inLanguage(language);
    assert.deepEqual(Object.keys(spoken).toSorted(), Object.keys(messages).toSorted(), language);
    for (const [key, { message, placeholders }] of Object.entries(spoken)) {
      assert.ok(message.trim(), `${language}: ${key}`);
      assert.deepEqual(placeholders, messages[key].placeholders, `${language}: ${key}`);
      const places = [...new Set([...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name.toLowerCase()))];
      assert.deepEqual(places.toSorted(), Object.keys(placeholders ?? {}).toSorted(), `${language}: ${key}`);
    }
    assert.ok(spoken.description.message.length <= 132, `${language}: the store takes 132 characters`);
  }
});
