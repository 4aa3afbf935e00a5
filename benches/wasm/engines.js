// The engines that run in JavaScript, each built from the same made-up rules. Knows neither Node nor a page: whoever
// calls hands over the modules.
import { classify } from '../../extension/packed.js';

/**
 * @typedef {object} Modules
 * @property {any} trainspotter the module's glue, started
 * @property {any} adblock the same of adblock-rust
 * @property {any} ghostery the package `@ghostery/adblocker`
 */

/**
 * @typedef {object} MadeUp rules and addresses, as `made-up` writes them
 * @property {[string, string][]} rules host and front of the path
 * @property {string} filters the same as a filter list
 * @property {string[]} addresses
 * @property {(number | null)[]} answers the rule that knows each address
 * @property {([string, string] | null)[]} said app and activity of that rule
 */

/**
 * One way to ask about all addresses. `answers` tells what was found, for comparing: true and false where an engine says no more.
 * @typedef {object} Way
 * @property {string} name
 * @property {() => unknown} pass
 * @property {() => (number | string | boolean | null)[]} answers
 */

/** Requests that a page gathers before it asks. */
const BATCH = 100;
const CONTEXT = { now: '2026-11-25' };

/**
 * Makes every engine.
 * @param {Modules} modules @param {MadeUp} made @param {Uint8Array} image the rules as Trainspotter opens them
 * @returns {Way[]}
 */
export function engines(modules, made, image) {
  return [...ours(modules.trainspotter, made, image), ...adblock(modules.adblock, made), ghostery(modules.ghostery, made), map(made)];
}

/** @param {string[]} list */
const batches = (list) => Array.from({ length: Math.ceil(list.length / BATCH) }, (_, at) => list.slice(at * BATCH, (at + 1) * BATCH));

/** @param {any} module @param {MadeUp} made @param {Uint8Array} image @returns {Way[]} */
function ours({ Core }, { addresses }, image) {
  const core = new Core(image);
  const signal = (/** @type {string} */ url) => ({ kind: 'request', url });
  const single = addresses.map((url) => [signal(url)]);
  const many = batches(addresses).map((list) => list.map(signal));
  const said = (/** @type {any} */ { app, activity }) => (activity ? `${app} ${activity}` : null);
  const ask = (/** @type {any[][]} */ groups) => groups.map((group) => classify(core, group, CONTEXT));
  return [
    { name: 'Trainspotter, batch', pass: () => ask(many), answers: () => ask(many).flat().map(said) },
    { name: 'Trainspotter, one by one', pass: () => ask(single), answers: () => ask(single).flat().map(said) },
  ];
}

/** @param {any} module @param {MadeUp} made @returns {Way[]} */
function adblock({ Blocker }, { addresses, filters }) {
  const blocker = new Blocker(filters);
  const lines = batches(addresses).map((list) => list.join('\n'));
  const check = () => addresses.map((url) => blocker.check(url));
  const checkLines = () => lines.map((list) => blocker.check_lines(list));
  return [
    { name: 'adblock-rust, batch', pass: checkLines, answers: () => checkLines().flatMap((list) => [...list].map(Boolean)) },
    { name: 'adblock-rust, one by one', pass: check, answers: check },
  ];
}

/** @param {any} module @param {MadeUp} made @returns {Way} */
function ghostery({ FiltersEngine, Request }, { addresses, filters }) {
  const engine = FiltersEngine.parse(filters);
  const match = () => addresses.map((url) => engine.match(Request.fromRawDetails({ url, sourceUrl: 'https://page.example/', type: 'xmlhttprequest' })).match);
  return { name: '@ghostery/adblocker', pass: match, answers: match };
}

/** What one would write first. @param {MadeUp} made @returns {Way} */
function map({ addresses, rules }) {
  /** @type {Map<string, Map<string, number>>} */
  const hosts = new Map();
  rules.forEach(([host, path], number) => {
    const paths = hosts.get(host) ?? new Map();
    hosts.set(host, paths.set(path, number));
  });
  const find = (/** @type {string} */ address) => {
    const { hostname, pathname } = new URL(address);
    const paths = hosts.get(hostname);
    if (!paths) return null;
    for (let slash = 0; slash >= 0; slash = pathname.indexOf('/', slash + 1)) {
      const number = paths.get(pathname.slice(0, slash));
      if (number !== undefined) return number;
    }
    return null;
  };
  const pass = () => addresses.map(find);
  return { name: 'Map and new URL', pass, answers: pass };
}
