// How often an open workspace speaks to the worker, and how often it wakes it: budgets, the same on every machine.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { classify } from '../../extension/packed.js';
import { Core, initSync } from '../../target/wasm/trainspotter.js';
import { openPage } from './page.js';

const from = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);
initSync({ module: readFileSync(from('target/wasm/trainspotter_bg.wasm')) });
const core = new Core(readFileSync(from('target/rules.image')));
const CONTEXT = { now: '2026-11-25' };
/** Milliseconds after which a worker that nobody speaks to is stopped. */
const ASLEEP_AFTER = 30_000;
const SECOND = 1_000;

/** @param {any[]} signals */
const answered = (signals) => classify(core, signals, CONTEXT).map(({ activity }) => activity);

/** @param {{ at: number }[]} messages */
const wakes = (messages) => messages.filter(({ at }, index) => index === 0 || at - messages[index - 1].at > ASLEEP_AFTER).length;

let turn = 0;
/** The address with other ids in it: what looks random in a path is random. @param {string} url */
const otherIds = (url) => url.replace(/(?<=[^/][/=])(?=[\w%-]*\d)[\w%-]{6,}/g, (id) => {
  turn += 1;
  let state = turn * 2_654_435_761;
  return [...id].map((letter) => {
    state = (state * 48_271 + 11) % 2_147_483_647;
    if (/[0-9]/.test(letter)) return String(state % 10);
    return letter;
  }).join('');
});

test('a workspace that boots, polls and is worked in for ten minutes wakes the worker once by itself', async () => {
  const { signals } = JSON.parse(readFileSync(from('tests/cases/boot.json'), 'utf8'));
  const page = signals.find((/** @type {any} */ signal) => signal.page).page;
  const open = openPage(page, core.watchlist(page), answered);
  const boot = signals.filter((/** @type {any} */ signal) => signal.kind === 'request').map((/** @type {any} */ signal) => signal.url);
  assert.ok(boot.length >= 100, `${boot.length} requests`);
  open.request(boot);
  await open.clock.turn(5 * SECOND);
  const atBoot = open.messages.length;
  const { origin } = new URL(boot[0]);
  let made = 0;
  for (let second = 0; second < 600; second += 1) {
    const batch = Array.from({ length: 50 }, (_, at) => otherIds(boot[(second * 50 + at) % boot.length]));
    if (second % 60 === 59) batch.push(`${origin}/api/chat.postMessage?_x_id=${second}`);
    made += batch.length;
    open.request(batch);
    await open.clock.turn(SECOND);
  }
  await open.flush();
  const late = open.messages.filter(({ at }) => at > 65 * SECOND);
  assert.ok(made > 30_000);
  assert.ok(atBoot >= 1 && atBoot <= 2, `${atBoot} messages at boot`);
  assert.deepEqual(late, [], 'no message after the first minute');
  assert.ok(open.messages.length <= 8, `${open.messages.length} messages`);
  assert.ok(open.messages.reduce((sum, { signals: count }) => sum + count, 0) <= 205, JSON.stringify(open.messages));
  assert.equal(wakes(open.messages), 2, 'the boot, and the first message that somebody sends');
  assert.equal(open.counted.length, 1);
  assert.equal(open.counted[0].counts.request['message.send'], 9, 'nine of ten messages were only counted, and none was lost');
});

test('in no app do fifty requests a second speak to the worker once they have been seen', async () => {
  /** Requests of each page, by the app's own examples and near misses. @type {Map<string, Set<string>>} */
  const byPage = new Map();
  for (const name of readdirSync(from('extension/rules/'))) {
    if (name === 'schema.json') continue;
    const { practices } = JSON.parse(readFileSync(from(`extension/rules/${name}`), 'utf8'));
    for (const { signal } of practices.flatMap((/** @type {any} */ practice) => [...practice.examples, ...practice.nearMisses])) {
      if (signal.kind !== 'request' || !signal.page || !signal.url.startsWith('https://')) continue;
      byPage.set(signal.page, (byPage.get(signal.page) ?? new Set()).add(signal.url));
    }
  }
  let apps = 0;
  for (const [page, urls] of byPage) {
    const list = core.watchlist(page);
    if (!list) continue;
    apps += 1;
    const open = openPage(page, list, answered);
    const all = [...urls];
    for (let second = 0; second < 120; second += 1) {
      open.request(Array.from({ length: 50 }, (_, at) => otherIds(all[(second * 50 + at) % all.length])));
      await open.clock.turn(SECOND);
    }
    const late = open.messages.filter(({ at }) => at > 60 * SECOND);
    assert.deepEqual(late, [], page);
    const told = open.messages.reduce((sum, { signals }) => sum + signals, 0);
    assert.ok(told <= 110, `${told} signals on ${page}`);
  }
  assert.ok(apps >= 15, `${apps} pages`);
});

test('a hundred thousand different paths a second are counted, in bounds', async () => {
  const page = 'https://app.slack.com/client/T00000000/C00000000';
  const open = openPage(page, core.watchlist(page), answered);
  const flood = Array.from({ length: 100_000 }, (_, number) => `https://edgeapi.slack.com/cache/T00000000/users/${number.toString(26)}/list`);
  const began = process.hrtime.bigint();
  for (let at = 0; at < flood.length; at += 1_000) open.request(flood.slice(at, at + 1_000));
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  await open.clock.turn(60 * SECOND);
  await open.flush();
  const told = open.messages.reduce((sum, { signals }) => sum + signals, 0);
  assert.ok(told <= 2_001, `${told} signals`);
  const [{ counts, overflow }] = open.counted;
  const repeats = Object.values(counts.request).reduce((/** @type {number} */ sum, count) => sum + Number(count), 0);
  assert.ok(overflow > 0 && told - 1 + repeats + overflow <= 100_000, JSON.stringify({ told, repeats, overflow }));
  assert.ok(took < 5_000, `${took} ms`);
});

test('an address of two megabytes, a name before the host and a host of a thousand labels do no harm', async () => {
  const page = 'https://app.slack.com/client/T00000000/C00000000';
  /** @type {any[]} */
  const told = [];
  const open = openPage(page, core.watchlist(page), (signals) => {
    told.push(...signals);
    return answered(signals);
  });
  open.request([
    `https://edgeapi.slack.com/${'a/'.repeat(1_000_000)}`, `https://edgeapi.slack.com/?${'q=1&'.repeat(500_000)}`, `https://${'l.'.repeat(1_000)}slack.com/x`,
    'https://me:secret@edgeapi.slack.com/cache/T1/users/list#secret', 'https://[::1]/x', 'https://edgeapi.slack.com\\@evil.example/', 'https://',
  ]);
  await open.clock.turn(SECOND);
  assert.ok(told.length >= 2, `${told.length} signals`);
  for (const { url } of told) {
    assert.ok(url.length <= 4_096 && !url.includes('secret'), url.slice(0, 100));
  }
});
