// The Wasm core: loaded once per wake, thrown away and rebuilt once if it traps.
import init, { Core } from './wasm/trainspotter.js';

/** @type {Promise<Core> | undefined} */
let loading;

/** @returns {Promise<Core>} */
function load() {
  loading ??= init({ module_or_path: chrome.runtime.getURL('wasm/trainspotter_bg.wasm') }).then(() => new Core());
  return loading;
}

/**
 * Asks the core. A trap poisons an instance, so the question goes once more to a new one.
 * @template T
 * @param {(core: Core) => T} question
 * @returns {Promise<T>}
 */
export async function ask(question) {
  try {
    return question(await load());
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    loading = undefined;
    return question(await load());
  }
}
