/// <reference path="./spare.d.ts" />
// The Wasm core: loaded once per wake; an instance that trapped is thrown away for the spare.
//
// The glue keeps its instance in a module variable and initialises only once, and a service worker
// cannot import later. So the glue is imported twice, under two addresses: the second is the spare.
import { organisationRules, ownRuleFiles, together } from './custom-files.js';
import { today } from './today.js';
import init, { Core } from './wasm/trainspotter.js';
import initSpare, { Core as SpareCore } from './wasm/trainspotter.js?spare';

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiling;

function compiled() {
  compiling ??= WebAssembly.compileStreaming(fetch(chrome.runtime.getURL('wasm/trainspotter_bg.wasm')));
  return compiling;
}

const GLUES = [
  { start: init, Core },
  { start: initSpare, Core: SpareCore },
];

/** @type {Promise<Core> | undefined} */
let loading;

async function build() {
  const glue = GLUES.shift();
  if (!glue) throw new Error('the core trapped twice; it starts afresh when the browser next wakes the worker');
  try {
    await glue.start({ module_or_path: await compiled() });
  } catch (error) {
    // It never ran, so the same glue serves the next try.
    GLUES.unshift(glue);
    compiling = loading = undefined;
    throw error;
  }
  const core = new glue.Core();
  const files = together(await ownRuleFiles(), await organisationRules());
  if (files.length > 0) core.use_rules(files, today());
  return core;
}

/**
 * Asks the core. A trap poisons an instance, so the question goes once more to a new one.
 * @template T
 * @param {(core: Core) => T} question
 * @returns {Promise<T>}
 */
export async function ask(question) {
  const asked = (loading ??= build());
  try {
    return question(await asked);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    // Of several questions that met the same trap only the first throws the instance away.
    if (loading === asked) loading = build();
    return question(await loading);
  }
}
