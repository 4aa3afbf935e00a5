// The rows of the table: what is compared with whom, and what is aimed for.

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string[]} ids comparisons, one for each number of rules where that differs
 * @property {string} part the result that they are in
 * @property {string} [ours] name of the series; "Trainspotter" unless given
 * @property {string} [peer] name of the series beside it
 * @property {string[]} [others] series that are named beside the peer
 * @property {string} [base] series that is taken off from ours and the peer's: what there would be anyway
 * @property {'ratio' | 'value' | 'growth' | 'more' | 'share'} kind peer ÷ ours; ours alone; the last of ours ÷ the first; ours less the peer; ours ÷ peer, both less the base
 * @property {{least?: number, most?: number, of?: number[]}} [aim] of the kind; `of`: the places in `ids` it speaks of
 * @property {string} unit
 * @property {boolean} [short] also in the README
 * @property {string} [why] what keeps it from the aim, said where that is not met
 */

/** What keeps rows from their aims: what was counted or taken apart (CONTRIBUTING.md has the figures), or else what is supposed. */
const WHY = {
  flat: 'the flat table is told one form of address and stops at a yes; Trainspotter takes each form that a browser writes, asks for every label of a host, and gives an answer with names in memory of its own. '
    + 'In instructions it is a third more; why it is more than that in time is not known.',
  grown: 'strangers end at the gate, which stays in the second-level cache (a few bits for each host, 512 KB for 100,000 rules). A request that a rule means follows some twenty pointers through its rules, '
    + 'each a miss of the caches and of the page tables when there are 100,000 apps; the bare flat table slows down more for the same reason.',
  wake: 'taken apart in Chromium: a worker that only answers takes 30 ms. Thirty modules of script take 9 ms more than one (joined into one file for the measurement; what ships is what is in the repository). '
    + 'Fetching, compiling and starting the engine with its rules take 12, most of it while storage is asked. The first verdict takes 9, the same again 0.4: the browser translates the functions of WebAssembly '
    + 'when they are first called, some 230 of them. Keeping what was seen and showing the badge take 5. Asking storage once and beside all this has taken 6 from it.',
  page: 'taken apart by the profiler, in three rounds that differ: 0.8 to 1.4 are the changes of the page, for which the browser calls ten times a second, and 2 to 3.5 its fifty requests a second, each with an address that was never seen, most of that the telling apart of its path; the rest are timers and selectors. A quarter of a minute is also too short for the browser to make its best of a script.',
  heap: 'taken apart over one page in 75 s: a content script of one line takes 0.16 MB, ours with the notice that this page shows 0.12 more when the page has loaded, and 0.2 more in the first quarter of a minute, when its scripts run for the first time; after that no more.',
  noise: 'differences of whole browsers from visit to visit are larger than the aim; the profiler sees what is ours alone.',
  webassembly: 'taken apart in Node: of some 290 ns, 30 are writing the batch and 100 judging a stranger; the one in sixteen that a rule means takes 1,500, as it gets an object with names, where the others say yes. '
    + 'With larger functions put in place as well it would be a sixth faster and 9 KB larger, which the size of the module does not allow.',
  threads: 'a checksum is one chain: of one file it cannot be shared out, and it takes longer than reading.',
};

const COUNTS = [100, 1_000, 10_000, 100_000];
const GROWN = [1, 2, 3];
const KINDS = /** @type {const} */ ([['host', 'host rules'], ['path', 'host and path rules']]);

/** @param {string} kind @param {string} called @returns {Row[]} */
function native(kind, called) {
  const ids = (/** @type {string} */ how) => COUNTS.map((count) => `native/${how}/${kind}/${count}`);
  const row = (/** @type {string} */ how, /** @type {string} */ peer, /** @type {Row['aim']} */ aim, short = false) => (
    { what: `native, ${called}, ${how}`, ids: ids(how), part: 'native', peer, kind: /** @type {const} */ ('ratio'), aim, unit: 'ns', short: short && kind === 'path', why: peer === 'flat table' ? WHY.flat : WHY.grown }
  );
  return [
    row('warm', 'adblock-rust, parse + check', { least: 30, of: GROWN }, true),
    row('cold', 'adblock-rust, parse + check', { least: 10, of: GROWN }, true),
    row('warm', 'adblock-rust, check alone', undefined),
    row('warm', 'url + HashMap', undefined, true),
    row('warm', 'RegexSet', undefined),
    row('warm', 'flat table', { least: 0.5 }, true),
    row('cold', 'flat table', { least: 0.5 }),
    row('busy', 'adblock-rust, parse + check', undefined),
    { what: `native, ${called}, cold: from 1,000 to 100,000 rules`, ids: [1_000, 100_000].map((count) => `native/cold/${kind}/${count}`), part: 'native', kind: 'growth', aim: { most: 1.5 }, unit: 'times', short: kind === 'path', why: WHY.grown },
  ];
}

/** @param {string} kind @param {string} called @returns {Row[]} */
function instructions(kind, called) {
  // With more rules making them takes minutes under callgrind.
  const ids = [`instructions/${kind}/1000`];
  const what = `instructions, 1,000 ${called}`;
  const row = (/** @type {string} */ peer) => ({ what, ids, part: 'instructions', peer, kind: /** @type {const} */ ('ratio'), unit: '' });
  return [
    { what, ids, part: 'instructions', kind: 'value', aim: { most: 1_000 }, unit: '', short: kind === 'path' },
    row('adblock-rust, parse + check'), row('url + HashMap'), row('flat table'),
  ];
}

/** @param {string} part @param {string} called @returns {Row[]} */
function wasm(part, called) {
  const ids = COUNTS.map((count) => `${part}/${count}`);
  const row = (/** @type {string} */ ours, /** @type {string} */ peer, /** @type {Row['aim']} */ aim) => (
    { what: `Wasm in ${called}, ${ours.split(', ')[1]}`, ids, part, ours, peer, kind: /** @type {const} */ ('ratio'), aim, unit: 'ns', short: aim !== undefined && part === 'chromium', why: WHY.webassembly }
  );
  return [
    row('Trainspotter, batch', 'adblock-rust, batch', { least: 10 }),
    row('Trainspotter, batch', '@ghostery/adblocker', { least: 25 }),
    row('Trainspotter, batch', 'Map and new URL', undefined),
    row('Trainspotter, one by one', 'adblock-rust, one by one', undefined),
  ];
}

/** @type {Row[]} */
const sizes = [
  { what: 'engine and rules together, gzip', ids: ['size/engine+rules'], part: 'size', kind: 'value', aim: { most: 200 }, unit: 'KB', short: true },
  { what: 'memory of the engine with all rules read', ids: ['size/memory'], part: 'size', kind: 'value', aim: { most: 4 }, unit: 'MB', short: true },
  ...['engine', 'rules', 'texts in German', 'checker', 'reader', 'auditor'].map((name) => (
    { what: `${name}, gzip`, ids: [`size/${name}`], part: 'size', kind: /** @type {const} */ ('value'), unit: 'KB' }
  )),
];

/** @type {Row[]} */
const wake = [['chromium', 'Chromium'], ['firefox', 'Firefox']].flatMap(([name, called]) => [
  { what: `wake to first verdict, ${called}`, ids: [`wake/${name}`], part: `wake-${name}`, kind: /** @type {const} */ ('value'), aim: name === 'chromium' ? { most: 60 } : undefined, unit: 'ms', short: true, why: WHY.wake },
  { what: `the same, over an empty worker, ${called}`, ids: [`wake/${name}`], part: `wake-${name}`, peer: 'empty', kind: /** @type {const} */ ('more'), aim: { most: 25 }, unit: 'ms', short: true, why: WHY.wake },
]);

const PEERS = ['Autoconsent', "I don't care about cookies"];

/** @param {string} measure @param {string} what @param {string} unit @param {Row['aim']} [aim] @returns {Row} */
const page = (measure, what, unit, aim) => (
  { what: `heavy page: ${what}`, ids: [`page/${measure}`], part: 'page', peer: 'empty', others: ['none', 'webRequest', ...PEERS], kind: 'more', aim, unit, short: aim !== undefined, why: measure === 'heap' ? WHY.heap : WHY.noise }
);

/** @type {Row[]} */
const pages = [
  { what: 'heavy page: own script in a second, by profiler', ids: ['page/own'], part: 'page', others: PEERS, kind: 'value', aim: { most: 2 }, unit: 'ms', short: true, why: WHY.page },
  page('script', 'all script in a second', 'ms', { most: 2 }),
  page('load', 'tasks until loaded', 'ms', { most: 6 }),
  page('heap', 'heap', 'MB', { most: 0.2 }),
  page('long', 'long tasks', '', { most: 0 }),
  page('latency', 'click to next frame, 95 of 100 within', 'ms', { most: 8 }),
  page('cpu', 'CPU of all processes in a second', 'ms'),
  { what: 'heavy page: added CPU, of what an observing webRequest listener adds', ids: ['page/cpu'], part: 'page', peer: 'webRequest', base: 'empty', kind: 'share', aim: { most: 0.3 }, unit: 'ms', short: true, why: WHY.noise },
];

const AUDITED = 'audit, text, one thread';
const SUMMED = 'audit, JSON with checksums, one thread';

/** @type {Row[]} */
const audit = [
  ...['jq', 'Python json', 'serde_json, typed and borrowed', 'simd-json, tape', 'serde_json, tree'].map((peer) => ({
    what: 'audit of a capture, whole command, one thread', ids: ['audit'], part: 'audit', ours: AUDITED, peer, kind: /** @type {const} */ ('ratio'),
    aim: peer === 'jq' ? { least: 18 } : peer.includes('typed') ? { least: 1.5 } : undefined, unit: 'ms', short: ['jq', 'serde_json, typed and borrowed'].includes(peer),
  })),
  { what: 'the same, two threads beside one', ids: ['audit'], part: 'audit', ours: 'audit, JSON with checksums, two threads', peer: SUMMED, kind: 'ratio', aim: { least: 1.5 }, unit: 'ms', why: WHY.threads },
];

/** @type {Row[]} */
const reader = [{ what: 'reading a policy of 100 KB, in Node', ids: ['reader'], part: 'reader', kind: 'value', unit: 'ms' }];

/** Every row, in order. */
export const ROWS = [
  ...KINDS.flatMap(([kind, called]) => native(kind, called)),
  ...KINDS.flatMap(([kind, called]) => instructions(kind, called)),
  ...wasm('node', 'Node'), ...wasm('chromium', 'Chromium'),
  ...sizes, ...wake, ...pages, ...audit, ...reader,
];
