// Waiting for a condition, with an answer to "for what, and what was there instead" when it does not come.

import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';

const POLL_EVERY = 25;

/**
 * Asks again and again until the answer is truthy; a condition that throws is asked again too, so assertions can be conditions.
 * @template T
 * @param {() => T | Promise<T>} condition
 * @param {string} what awaited, for the error: "the pill to say ..."
 * @param {number} [timeout] ms
 * @returns {Promise<NonNullable<Awaited<T>>>} the first truthy answer
 * @throws {Error} after `timeout`, naming what was awaited and what was last seen; at once when the browser is gone
 */
export async function waitFor(condition, what, timeout = 10_000) {
  const deadline = performance.now() + timeout;
  for (;;) {
    /** @type {unknown} */
    let last;
    try {
      const answer = await condition();
      if (answer) return /** @type {NonNullable<Awaited<T>>} */ (answer);
      last = inspect(answer);
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      if (name === 'NoSuchSessionError' || name === 'TypeError' || name === 'ReferenceError') throw error;
      last = `${name}: ${message}`;
    }
    if (performance.now() > deadline) throw new Error(`waited ${timeout} ms for ${what}; last seen: ${last}`);
    await pause(POLL_EVERY);
  }
}
