// What an extension costs a heavy page in Chromium: ours, none, an empty one, one that observes requests, and peers.
//
// usage: node benches/browser/page.js ROUNDS SECONDS
import { setTimeout as pause } from 'node:timers/promises';
import { launch } from '../../tests/browser/browser.js';
import { startServer, WORKSPACE_HOSTS } from '../../tests/browser/server.js';
import { waitFor } from '../../tests/browser/wait.js';
import { besides } from './extensions.js';
import { cpuTime, KNOWN } from './processes.js';

const HOST = 'app.slack.com';
const ADDRESS = `https://${HOST}/client/T0LANTERN/C0GENERAL?csp=none`;
const BROWSER = /^chrom/;
/** What puts no script into the page. */
const WITHOUT_SCRIPT = ['none', 'empty', 'webRequest'];
/** Milliseconds: until a page has settled after loading, between clicks, between samples of the profiler. */
const SETTLED = 1_500;
const BETWEEN_CLICKS = 500;
const SAMPLE = 0.2;
/** The part of the requests that a page makes in time, at least, and visits until that is so: a busy machine keeps pages waiting. */
const UNDER_LOAD = 0.8;
const MOST_VISITS = 3;

const [rounds, seconds] = process.argv.slice(2).map(Number);
/** Milliseconds of profiling, after the measuring that it would disturb. */
const PROFILED = seconds * 200;

/** @typedef {import('../../tests/browser/browser.js').Browser} Browser */

/** @param {Browser} browser @param {string} command @param {object} [params] @returns {Promise<any>} */
const devtools = (browser, command, params = {}) => /** @type {any} */ (browser.driver).sendAndGetDevToolsCommand(command, params);

/** @param {Browser} browser @returns {Promise<Record<string, number>>} seconds and bytes */
async function metrics(browser) {
  const { metrics: list } = await devtools(browser, 'Performance.getMetrics');
  return Object.fromEntries(list.map((/** @type {{name: string, value: number}} */ { name, value }) => [name, value]));
}

/** @param {Browser} browser */
async function click(browser) {
  for (const type of ['mousePressed', 'mouseReleased']) {
    await devtools(browser, 'Input.dispatchMouseEvent', { type, x: 8, y: 8, button: 'left', clickCount: 1 });
  }
}

/** Milliseconds a second in scripts of extensions, by the profiler; where they went is printed. @param {Browser} browser */
async function ownScript(browser) {
  await devtools(browser, 'Profiler.enable');
  await devtools(browser, 'Profiler.setSamplingInterval', { interval: SAMPLE * 1_000 });
  await devtools(browser, 'Profiler.start');
  await pause(PROFILED);
  const { profile } = await devtools(browser, 'Profiler.stop');
  const own = new Set(profile.nodes.filter((/** @type {any} */ { callFrame }) => callFrame.url.startsWith('chrome-extension://')).map((/** @type {any} */ { id }) => id));
  const parents = new Map(profile.nodes.flatMap((/** @type {any} */ { id, children = [] }) => children.map((/** @type {number} */ child) => [child, id])));
  // What a script calls in the browser is its own as well.
  const isOwn = (/** @type {number | undefined} */ id) => {
    for (let at = id; at !== undefined; at = parents.get(at)) if (own.has(at)) return true;
    return false;
  };
  const names = new Map(profile.nodes.map((/** @type {any} */ { id, callFrame }) => [id, `${callFrame.functionName || 'anonymous'}:${callFrame.lineNumber + 1}`]));
  /** @type {Map<string, number>} */
  const spent = new Map();
  profile.samples.forEach((/** @type {number} */ id, /** @type {number} */ at) => {
    if (isOwn(id)) spent.set(names.get(id), (spent.get(names.get(id)) ?? 0) + profile.timeDeltas[at] / PROFILED);
  });
  const most = [...spent].sort(([, one], [, other]) => other - one).slice(0, 8);
  if (most.length > 0) console.error(most.map(([name, time]) => `  ${name} ${time.toFixed(2)}`).join('\n'));
  return [...spent.values()].reduce((sum, time) => sum + time, 0);
}

/**
 * One visit to the heavy page.
 * @param {string | undefined} extension folder
 * @param {import('../../tests/browser/server.js').TestServer} server
 * @param {boolean} mayHaveScript on the page, which takes time to profile
 * @returns {Promise<Record<string, number> | undefined>} nothing, if the page was not under load
 */
async function visit(extension, server, mayHaveScript) {
  const browser = await launch({ browser: 'chromium', extension, server });
  try {
    await browser.open('about:blank');
    await devtools(browser, 'Performance.enable');
    await browser.open(ADDRESS);
    await devtools(browser, 'Performance.enable');
    await waitFor(() => browser.run(() => document.querySelectorAll('*').length >= 10_000), 'the page to be heavy');
    await pause(SETTLED);
    const loaded = await metrics(browser);
    await browser.run(() => /** @type {any} */ (globalThis).heavy.begin());
    await pause(SETTLED);
    const [before, cpuBefore, start] = [await metrics(browser), KNOWN ? cpuTime(BROWSER) : NaN, performance.now()];
    while (performance.now() - start < seconds * 1_000) {
      await click(browser);
      await pause(BETWEEN_CLICKS);
    }
    const [after, cpuAfter, took] = [await metrics(browser), KNOWN ? cpuTime(BROWSER) : NaN, (performance.now() - start) / 1_000];
    const heavy = await browser.run(() => {
      const { latencies, long, answered, refused } = /** @type {any} */ (globalThis).heavy;
      return { latencies, long, answered, refused };
    });
    const expected = 50 * seconds * UNDER_LOAD;
    if (heavy.answered + heavy.refused < expected || heavy.latencies.length < seconds * UNDER_LOAD) {
      console.error(`the page was not under load: ${JSON.stringify({ ...heavy, latencies: heavy.latencies.length })}, expected ${expected} requests`);
      return undefined;
    }
    const own = mayHaveScript ? await ownScript(browser) : 0;
    await devtools(browser, 'HeapProfiler.collectGarbage');
    const { JSHeapUsedSize: heap } = await metrics(browser);
    const late = heavy.latencies.sort((/** @type {number} */ one, /** @type {number} */ other) => one - other)[Math.floor(heavy.latencies.length * 0.95)];
    return {
      script: ((after.ScriptDuration - before.ScriptDuration) * 1_000) / took,
      own,
      load: loaded.TaskDuration * 1_000,
      heap: heap / 1e6,
      long: heavy.long,
      latency: late,
      ...(KNOWN ? { cpu: (cpuAfter - cpuBefore) / took } : {}),
    };
  } finally {
    await browser.close();
  }
}

const server = await startServer({ hosts: WORKSPACE_HOSTS, pages: { [HOST]: { folder: '../../benches/browser/heavy', reaches: '', images: '' } } });
const extensions = await besides();
/** @type {Record<string, Record<string, number>[]>} */
const visits = Object.fromEntries(Object.keys(extensions).map((name) => [name, []]));
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, extension] of Object.entries(extensions)) {
      let seen;
      for (let number = 0; number < MOST_VISITS && !seen; number += 1) seen = await visit(extension, server, !WITHOUT_SCRIPT.includes(name));
      if (!seen) throw new Error(`no page was under load in ${MOST_VISITS} visits, with ${name}: the machine does too much else`);
      visits[name].push(seen);
      console.error(name, JSON.stringify(visits[name].at(-1)));
    }
  }
} finally {
  await server.close();
}
const measures = Object.keys(visits.none[0]);
const unit = (/** @type {string} */ measure) => (measure === 'heap' ? 'MB' : measure === 'long' ? '' : 'ms');
const comparisons = measures.map((measure) => ({
  id: `page/${measure}`,
  unit: unit(measure),
  series: Object.entries(visits).map(([name, list]) => ({ name, samples: list.map((values) => values[measure]) })),
}));
if (!Object.values(visits).flat().some(({ own }) => own > 0)) throw new Error('the profiler sees no script of an extension that has some');
console.log(JSON.stringify({ part: 'page', comparisons }));
