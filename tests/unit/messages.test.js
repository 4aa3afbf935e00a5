// Every text of the interface that is used is defined, and every one that is defined is used.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { CORNERS, ROLES, STANCES, STATUSES } from '../../extension/settings.js';

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

/** Texts whose keys are put together from a closed list. @returns {string[]} */
function composed() {
  const schemaWords = { verdict: words('Verdict'), activity: words('Activity'), account: words('Account'), source: words('SourceKind'), confidence: words('ConfidenceLevel'), grade: words('Grade'), data: words('DataKind') };
  const closed = {
    ...schemaWords, signal: ['page', 'request', 'surface', 'setting', 'rule'], badge: ['alert', 'notice', 'info'], region: ['eu', 'eea', 'elsewhere'],
    lowered: ['page-only', 'passive', 'weak-indicator', 'stale', 'accepted', 'replaced', 'no-case-trains'], which: ['plan', 'account', 'region'],
    corner: CORNERS, role: ROLES, stance: STANCES.filter((one) => one !== 'seen-on'), stance_said: STANCES, stance_undated: ['accepted', 'exempt', 'forbidden'], managed_origin: ['managed', 'user', 'preset', 'default'], status: STATUSES, step: ['admin', 'owner'],
    custom_rules: ['too-large', 'too-many'], option_level: ['alert', 'notice'], letter: ['title', 'hint'], request: ['title', 'hint'], handover: ['title', 'hint'],
    conclusion: ['trains-by-default', 'only-with-consent', 'denies', 'says-nothing', 'contradictory', 'cannot-judge'],
    clause: ['trains', 'trains-deidentified', 'trains-optin', 'no-training', 'optout-instructions', 'third-party-training', 'improve-ambiguous'],
  };
  const sections = readFileSync(join(EXTENSION, 'options/sections.js'), 'utf8').matchAll(/^import .* from '\.\/(.*)\.js';$/gm);
  return [
    ...Object.entries(closed).flatMap(([kind, list]) => list.map((one) => `${kind}_${one.toLowerCase().replace(/[.-]/g, '_')}`)),
    ...[...sections].map(([, section]) => `section_${section.replaceAll('-', '_')}`),
    'name', 'description',
  ];
}

test('texts used and texts defined are the same', () => {
  const code = texts('.js').join('\n');
  const used = new Set(composed());
  for (const [, key] of code.matchAll(/\b(?:text|hint|getMessage)\('([a-z_]+)'/g)) used.add(key);
  for (const [, one, other] of code.matchAll(/\btext\([^'()]+ \? '([a-z_]+)' : '([a-z_]+)'/g)) used.add(one).add(other);
  for (const [, key] of code.matchAll(/\bproblem: '([a-z_]+)'/g)) used.add(key);
  for (const [, key] of code.matchAll(/\bplural\('([a-z_]+)'/g)) used.add(`${key}_one`).add(`${key}_other`);
  for (const [, name] of code.matchAll(/\bfield\('([a-z_]+)'/g)) used.add(`option_${name}`).add(`option_${name}_why`);
  const unsaid = [...used].filter((key) => !(key in messages));
  // A text in quotes counts as used as well: some keys are chosen before they are asked for.
  const unused = Object.keys(messages).filter((key) => !used.has(key) && !code.includes(`'${key}'`));
  assert.ok(used.size > 200, `${used.size}`);
  assert.deepEqual({ unsaid, unused }, { unsaid: [], unused: [] });
  for (const [key, { message, description }] of Object.entries(messages)) assert.ok(message && description, key);
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
