// What a person has done about a practice, and the file it is taken along in.
import assert from 'node:assert/strict';
import test from 'node:test';
import { due, later, record, remindLater, requestsAbout } from '../../extension/requests.js';
import { defaults } from '../../extension/settings.js';
import { exported, LARGEST_FILE, parsed, takeIn } from '../../extension/transfer.js';

const ASKED = { practice: 'p', app: 'a', tenant: 'T1', status: 'asked' };

test('asked, reminded after fourteen days, confirmed, taken back', () => {
  const settings = defaults();
  record(settings, ASKED, '2026-11-24');
  record(settings, ASKED, '2026-11-25');
  record(settings, { ...ASKED, tenant: 'T2' }, '2026-11-24');
  assert.equal(requestsAbout(settings, 'p', 'T1').length, 1, 'asked twice is asked once');
  assert.deepEqual(due(settings, '2026-12-07'), []);
  assert.equal(due(settings, '2026-12-08').length, 2);
  remindLater(settings, 'p', 'T2', '2026-12-08');
  assert.deepEqual(due(settings, '2026-12-08').map(({ tenant }) => tenant), ['T1']);
  record(settings, { ...ASKED, status: 'confirmed' }, '2026-12-09');
  assert.deepEqual(due(settings, '2026-12-20').map(({ tenant }) => tenant), []);
  assert.deepEqual(settings.stances, [{ practice: 'p', tenant: 'T1', stance: 'opted-out', date: '2026-12-09' }]);
  record(settings, { ...ASKED, status: 'undo' }, '2026-12-10');
  assert.deepEqual(settings.stances, []);
  assert.equal(requestsAbout(settings, 'p', 'T1').at(-1)?.status, 'asked');
  record(settings, { ...ASKED, status: 'declined' }, '2026-12-11');
  assert.deepEqual(due(settings, '2027-12-11').map(({ tenant }) => tenant), ['T2']);
});

test('what a seen setting showed is not taken back with what was only said', () => {
  const settings = defaults();
  settings.stances.push({ practice: 'p', tenant: 'T1', stance: 'opted-out', date: '2026-11-01', verified: true });
  record(settings, { ...ASKED, status: 'confirmed' }, '2026-11-24');
  record(settings, { ...ASKED, status: 'undo' }, '2026-11-24');
  assert.deepEqual(settings.stances.map(({ verified }) => verified), [true]);
});

test('days are counted over ends of months and of daylight saving time', () => {
  assert.deepEqual([later('2026-02-20', 14), later('2026-10-20', 14), later('2027-12-25', 14)], ['2026-03-06', '2026-11-03', '2028-01-08']);
});

test('a file that was saved is taken in again, and nothing that was there is lost', () => {
  const first = defaults();
  record(first, ASKED, '2026-11-24');
  Object.assign(first, { plans: { 'a/T1': 'free' }, language: 'ja', keptAside: 'corrupt-x' });
  const file = parsed(exported(first, '2026-11-25'));
  assert.ok('settings' in file && file.settings.keptAside === undefined);
  const second = defaults();
  record(second, { ...ASKED, practice: 'q' }, '2026-11-20');
  Object.assign(second.plans, { 'a/T1': 'pro', 'b/T2': 'free' });
  takeIn(second, file.settings);
  takeIn(second, file.settings);
  assert.deepEqual(second.requests.map(({ practice }) => practice), ['q', 'p']);
  assert.deepEqual(second.plans, { 'a/T1': 'free', 'b/T2': 'free' });
  assert.equal(second.language, 'ja');
});

test('a file that is wrong is refused with the reason', () => {
  const right = JSON.parse(exported(defaults(), '2026-11-25'));
  const cases = {
    import_not_json: ['', '{', 'a'.repeat(100)],
    import_other_file: ['{}', 'null', '[]', '{"settings":{}}'],
    import_newer: [JSON.stringify({ ...right, version: 2 }), JSON.stringify({ ...right, settings: { version: 2 } })],
    import_wrong: [
      JSON.stringify({ ...right, settings: null }), JSON.stringify({ ...right, settings: { version: 1, requests: [{}] } }),
      JSON.stringify({ ...right, settings: { version: 1, plans: { a: 'x'.repeat(2_000) } } }),
    ],
    import_too_large: [' '.repeat(LARGEST_FILE + 1)],
  };
  let tried = 0;
  for (const [problem, texts] of Object.entries(cases)) {
    for (const text of texts) {
      const file = parsed(text);
      assert.equal('problem' in file && file.problem, problem, text.slice(0, 80));
      tried += 1;
    }
  }
  assert.equal(tried, 13);
});
