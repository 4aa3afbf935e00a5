// The golden cases through the real Wasm module; `tests/golden.rs` runs the same files natively.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { classify } from '../../extension/packed.js';
import { Core, initSync } from '../../target/wasm/trainspotter.js';

/** @param {string} path @returns {any} */
const json = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

initSync({ module: readFileSync(new URL('../../target/wasm/trainspotter_bg.wasm', import.meta.url)) });
const core = new Core(readFileSync(new URL('../../target/rules.image', import.meta.url)));

test('golden cases come out as natively', () => {
  const { now, cases } = json('../cases/golden.json');
  for (const entry of cases) {
    const [answer] = classify(core, [entry.signal], { now, ...entry.context });
    assert.equal(answer.app, entry.app, `${entry.name}: app`);
    assert.equal(answer.activity, entry.activity, `${entry.name}: activity`);
    if (entry.tenant) assert.equal(answer.tenant, entry.tenant, `${entry.name}: tenant`);
    /** @param {any[]} findings */
    const byPractice = (findings) => Object.fromEntries(findings.map((found) => [found.practice, [found.verdict, found.level]]));
    const loud = answer.findings.filter((/** @type {any} */ found) => found.level !== 'info');
    assert.deepEqual(byPractice(loud), entry.loud, `${entry.name}: loud findings`);
    for (const [practice, wanted] of Object.entries(entry.includes ?? {})) {
      assert.deepEqual(byPractice(answer.findings)[practice], wanted, `${entry.name}: ${practice}`);
    }
  }
  assert.equal(cases.length, 59);
});

test('booting and polling stay silent', () => {
  const { now, signals } = json('../cases/boot.json');
  const answers = classify(core, signals, { now });
  assert.equal(answers.length, 125);
  for (const answer of answers) {
    assert.ok(answer.findings.every((/** @type {any} */ found) => found.level === 'info'), JSON.stringify(answer));
  }
});

test('every example and near miss of the shipped rules comes out as written', () => {
  const names = readdirSync(new URL('../../extension/rules/', import.meta.url)).filter((name) => name.endsWith('.json') && name !== 'schema.json');
  assert.ok(names.length >= 60, `${names.length} vendors`);
  let run = 0;
  for (const name of names) {
    const file = json(`../../extension/rules/${name}`);
    for (const practice of file.practices) {
      const newest = practice.evidence.map((/** @type {any} */ piece) => piece.checked).sort().at(-1);
      for (const example of [...practice.examples, ...practice.nearMisses]) {
        const given = example.given ?? {};
        const keyed = (/** @type {unknown} */ value) =>
          value ? Object.fromEntries(practice.apps.map((/** @type {string} */ app) => [app, value])) : {};
        const context = { now: given.now ?? newest, plans: keyed(given.plan), accounts: keyed(given.account), region: given.region };
        const [answer] = classify(core, [example.signal], context);
        const found = answer.findings.find((/** @type {any} */ finding) => finding.practice === practice.id);
        if (example.verdict) {
          assert.deepEqual([found?.verdict, found?.level], [example.verdict, example.level], practice.id);
        } else {
          assert.ok(!found || found.level === 'info', `${practice.id}: ${example.because}`);
        }
        run += 1;
      }
    }
  }
  assert.ok(run >= 860, `only ${run} were run`);
});

test('wrong arguments throw an error with a sentence and leave the core usable', () => {
  for (const signals of [null, [{}], [{ kind: 'smoke' }], [{ kind: 'page' }], 'x']) {
    assert.throws(() => classify(core, signals, { now: '2026-11-24' }), /\w+ .+/);
  }
  assert.throws(() => classify(core, [], { now: 'tomorrow' }), /not a date/);
  assert.equal(classify(core, [], { now: '2026-11-24' }).length, 0);
});

test('a watch list names hosts and places, and only of apps that the rules know', () => {
  const list = core.watchlist('https://app.slack.com/client/T00000000/C00000000');
  assert.equal(list.app, 'slack');
  assert.ok(list.hosts.includes('*.slack.com') && list.query.includes('slack_route') && list.surfaces.length >= 2);
  assert.equal(core.watchlist('https://news.example/'), undefined);
  assert.equal(core.watchlist('not a url'), undefined);
});
