// Measures the engines in interleaved rounds, in Node and in a page alike, after comparing what they answer.
import { engines } from './engines.js';

/** Shortest time of one sample, in milliseconds: a page's clock is coarse. */
const LEAST = 20;
/** Time for which each engine runs before it is measured, in milliseconds. */
const WARMING = 200;

/**
 * @param {string} id of the comparison
 * @param {import('./engines.js').Modules} modules
 * @param {import('./engines.js').MadeUp} made
 * @param {Uint8Array} image
 * @param {number} rounds
 * @throws {Error} when an engine answers otherwise than expected: wrong is not fast
 */
export function measure(id, modules, made, image, rounds) {
  const ways = engines(modules, made, image);
  for (const { name, answers } of ways) same(name, answers(), made);
  const time = (/** @type {() => unknown} */ pass, /** @type {number} */ passes) => {
    const start = performance.now();
    for (let at = 0; at < passes; at += 1) pass();
    return performance.now() - start;
  };
  const passes = ways.map(({ pass }) => {
    // Long enough for the compiler of the browser to have made up its mind; then the fastest says how many passes a sample takes.
    const end = performance.now() + WARMING;
    let fastest = time(pass, 4) / 4;
    while (performance.now() < end) fastest = Math.min(fastest, time(pass, 4) / 4);
    return Math.ceil(LEAST / Math.max(fastest, 0.01));
  });
  const series = ways.map(({ name }) => ({ name, samples: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < rounds; round += 1) {
    ways.forEach(({ pass }, at) => series[at].samples.push((time(pass, passes[at]) * 1e6) / (passes[at] * made.addresses.length)));
  }
  return { id, unit: 'ns', series };
}

/** @param {string} name @param {(number | string | boolean | null)[]} given @param {import('./engines.js').MadeUp} made */
function same(name, given, { addresses, answers, said }) {
  const known = answers.filter((answer) => answer !== null).length;
  if (known < 5 || given.length !== addresses.length) throw new Error(`${name}: ${given.length} answers, ${known} known of ${addresses.length}`);
  addresses.forEach((address, at) => {
    const wanted = typeof given[at] === 'boolean' ? answers[at] !== null : typeof given[at] === 'string' ? said[at]?.join(' ') : answers[at];
    if (given[at] !== wanted) throw new Error(`${name} says ${given[at]}, expected ${wanted}, of ${address}`);
  });
}
