// The reader through the real Wasm module; `tests/reader.rs` runs the same cases natively.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import test from 'node:test';
import { PageReader, initSync } from '../../target/wasm/reader.js';

const wasm = readFileSync(new URL('../../target/wasm/reader_bg.wasm', import.meta.url));
initSync({ module: wasm });
const reader = new PageReader();

const folder = new URL('../cases/reader/held-out/', import.meta.url);
const cases = readdirSync(folder).flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n').map((line) => JSON.parse(line)));

test('cases that it never saw come out as natively', () => {
  let right = 0;
  for (const { text, label, alt_labels: others = [] } of cases) {
    const found = reader.read([{ text }]).clauses.find((/** @type {any} */ clause) => clause.text.length > text.length / 2)?.label ?? 'none';
    if ([label, ...others].includes(found)) right += 1;
    assert.ok(!(label === 'no-training' && ['trains', 'trains-deidentified'].includes(found)), text);
  }
  assert.ok(cases.length >= 230);
  assert.ok(right >= cases.length * 0.85, `${right} of ${cases.length}`);
});

test('places are counted in UTF-16 units within the block of the page', () => {
  const blocks = [{ text: '   ' }, { text: '  \u{1f680} Größe. We use your content to train our AI models.' }];
  const { clauses: [clause], conclusion } = reader.read(blocks);
  assert.equal(conclusion, 'trains-by-default');
  assert.equal(clause.place.block, 1);
  assert.equal(blocks[1].text.slice(clause.place.start, clause.place.end), 'We use your content to train our AI models.');
});

test('locators are found, and found changed', () => {
  const blocks = ['Hello.', 'We will never use your documents to train models.', 'We use your pictures for advertising.', 'Goodbye.', 'Write to us.'].map((text) => ({ text }));
  const named = (/** @type {string} */ locator, training = 'no') => ({ locator, training, practice: 'more than the reader asks for' });
  const asked = [named('never use your documents'), named('we do not ever use your pictures for advertising'), named('kept for ninety days in the vault'), named('use your documents to train', 'yes'), { locator: 'Write to us' }];
  const [still, turned, gone, denied, plain] = reader.locate(asked, blocks);
  assert.deepEqual([still.outcome, still.place.block], ['unchanged', 1]);
  assert.equal(turned.outcome, 'changed');
  assert.deepEqual([gone.outcome, gone.place ?? null], ['removed', null]);
  assert.deepEqual([denied.outcome, denied.differences, plain.outcome], ['changed', ['negation'], 'unchanged']);
});

test('a list item is read with what introduces it', () => {
  const items = [{ text: 'We never use customer data to:' }, { text: 'train AI models;', item: true }];
  assert.equal(reader.read(items).conclusion, 'denies');
});

test('wrong arguments throw, and the reader stays usable', () => {
  for (const blocks of [null, 'x', [{}], [{ text: 1 }]]) assert.throws(() => reader.read(blocks), /\w+ .+/);
  assert.equal(reader.read([]).sentences, 0);
});

test('the module is within its budget', () => {
  const size = gzipSync(wasm, { level: 9 }).length;
  // Loaded when somebody asks to read a page; two fifths of it are weights.
  assert.ok(size <= 208 * 1024, `${size} bytes`);
});
