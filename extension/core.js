/// <reference path="./spare.d.ts" />
// The Wasm core with the prepared rules: both fetched once per wake, side by side; an instance that trapped is
// thrown away for the spare.
//
// The glue keeps its instance in a module variable and initialises only once, and a service worker
// cannot import later. So the glue is imported twice, under two addresses: the second is the spare.
import { check, imageWith } from './checker.js';
import { organisationRules, ownRuleFiles, together } from './custom-files.js';
import { forgetImage } from './kept-image.js';
import { shippedImage } from './rule-image.js';
import init, { Core } from './wasm/trainspotter.js';
import initSpare, { Core as SpareCore } from './wasm/trainspotter.js?spare';

/** @typedef {import('./custom-files.js').RuleFile} RuleFile */

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

/** Makes a core in the instance that lives. @type {(image: Uint8Array) => Core} */
let make = () => {
  throw new Error('the core has not started');
};

/** @type {Promise<Core> | undefined} */
let loading;

/** The rules to start with. */
async function image() {
  // It is needed in any case, so it comes while storage is asked.
  const shipped = shippedImage();
  const files = together(...await Promise.all([ownRuleFiles(), organisationRules()]));
  return files.length > 0 ? imageWith(files) : shipped;
}

/** A core with these rules; what was kept and is damaged is made anew. @param {Uint8Array} rules */
async function opened(rules) {
  try {
    return make(rules);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || !(await forgetImage())) throw error;
    return make(await image());
  }
}

async function build() {
  const glue = GLUES.shift();
  if (!glue) throw new Error('the core trapped twice; it starts afresh when the browser next wakes the worker');
  try {
    const [module, rules] = await Promise.all([compiled(), image()]);
    await glue.start({ module_or_path: module });
    make = (bytes) => new glue.Core(bytes);
    return await opened(rules);
  } catch (error) {
    // It never ran, so the same glue serves the next try.
    GLUES.unshift(glue);
    compiling = loading = undefined;
    throw error;
  }
}

/** Starts the core while others still ask storage and policy: whoever wakes the worker needs it next. */
export function wake() {
  loading ??= build();
  // Whoever asks is told.
  loading.catch(() => undefined);
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

/**
 * Uses these rule files besides the shipped ones, and no others; says of each what became of it.
 * @param {RuleFile[]} files
 * @returns {Promise<import('./types').CustomUse[]>}
 */
export async function useRules(files) {
  const before = await (loading ??= build());
  const { outcomes, image: bytes } = await check(files);
  loading = Promise.resolve(make(bytes));
  before.free();
  return outcomes;
}
