// The table of the bench says what the samples say, and names what is not there.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ROWS } from '../../benches/table/rows.js';
import { figure, median, ratio } from '../../benches/table/statistics.js';
import { line, markdown, missed } from '../../benches/table/table.js';

/** @param {Record<string, number[]>} series @param {object} [more] @returns {Map<string, any>} */
const measured = (series, more = {}) => new Map([['native', {
  part: 'native', ...more, comparisons: [{ id: 'one', unit: 'ns', series: Object.entries(series).map(([name, samples]) => ({ name, samples })) }],
}]]);
/** @type {import('../../benches/table/rows.js').Row} */
const ROW = { what: 'a request', ids: ['one'], part: 'native', peer: 'other', kind: 'ratio', aim: { least: 20 }, unit: 'ns' };

test('a ratio is that of the same round, and its spread the middle half of many', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.deepEqual(ratio([1, 10], [30, 300]), { median: 30, low: 30, high: 30 });
  assert.deepEqual(ratio(Array(8).fill(1), [1, 2, 3, 4, 5, 6, 7, 800]), { median: 4.5, low: 3, high: 6 });
  assert.deepEqual([figure(1234.5), figure(12.34), figure(0.123)], ['1,235', '12.3', '0.12']);
});

test('an aim is met, or not, by the middle of the rounds', () => {
  const near = line(ROW, measured({ Trainspotter: [10, 10, 10], other: [199, 201, 200] }));
  assert.deepEqual([near.ours, near.peer, near.result, near.aim, near.met], ['10 ns', 'other: 200 ns', '20 (19.9 to 20.1) ×', 'at least 20×', 'yes']);
  assert.equal(line(ROW, measured({ Trainspotter: [10], other: [190] })).met, '**no**');
  const two = { ...ROW, ids: ['one', 'absent'], aim: { least: 20, of: [1] } };
  const half = line(two, measured({ Trainspotter: [10], other: [100] }));
  assert.deepEqual([half.ours, half.met], ['10 / – ns', '–']);
  const more = line({ ...ROW, kind: 'more', aim: { most: 2 } }, measured({ Trainspotter: [10, 12], other: [9, 10] }));
  assert.deepEqual([more.result, more.met], ['+1.5 (1 to 2) ns', 'yes']);
  const share = { ...ROW, kind: /** @type {const} */ ('share'), base: 'empty', aim: { most: 0.3 } };
  assert.equal(line(share, measured({ Trainspotter: [9], other: [30], empty: [10] })).met, 'yes');
  assert.equal(line(share, measured({ Trainspotter: [20], other: [30], empty: [10] })).met, '**no**');
  assert.equal(line(share, measured({ Trainspotter: [20], other: [10], empty: [10] })).met, '**no**');
});

test('what is not there is named, with the reason, and counts as nothing', () => {
  const why = (/** @type {Map<string, any>} */ results) => [line(ROW, results).result, line(ROW, results).met];
  assert.deepEqual(why(new Map()), ['not measured: part "native" was not run', '–']);
  assert.deepEqual(why(new Map([['native', { part: 'native', failed: true }]])), ['not measured: part "native" failed', '–']);
  assert.deepEqual(why(measured({ Trainspotter: [1] })), ['not measured: other is missing', '–']);
  assert.deepEqual(why(measured({}, { missing: ['valgrind'] })), ['not measured: valgrind is missing', '–']);
});

test('the table has a line for every row and a cell for every column', () => {
  const lines = ROWS.map((row) => line(row, new Map()));
  const text = markdown(lines).split('\n');
  assert.equal(text.length, ROWS.length + 2);
  assert.ok(ROWS.length > 50 && lines.filter(({ short }) => short).length > 15);
  for (const row of text) assert.equal(row.split(' | ').length, 6, row);
});

test('what did not reach its aim is named with the reason, once for each reason', () => {
  const slow = line({ ...ROW, why: 'physics.' }, measured({ Trainspotter: [10], other: [100] }));
  const fast = line({ ...ROW, why: 'physics.' }, measured({ Trainspotter: [1], other: [100] }));
  assert.equal(missed([fast]), '');
  assert.equal(missed([slow, fast, { ...slow, what: 'another' }]), '- **Not reached, or not by all:** a request (at least 20×); another (at least 20×). Why: physics.');
  assert.match(missed([line(ROW, measured({ Trainspotter: [10], other: [100] }))]), /why is not known/);
  // Whoever sets an aim says what may keep it from being reached.
  const aimed = ROWS.filter(({ aim, part }) => aim && !['size', 'instructions', 'audit'].includes(part));
  assert.ok(aimed.length > 20);
  for (const { what, why } of aimed) assert.ok(why, what);
});
