/// <reference path="../spare.d.ts" />
// The reader: a module of its own, loaded when somebody first asks to read a page.
//
// As in core.js, an instance that trapped is thrown away for the spare, which is the same glue under a second address.
import init, { PageReader } from '../wasm/reader.js';
import initSpare, { PageReader as SpareReader } from '../wasm/reader.js?spare';

/** @typedef {{ read: (blocks: unknown) => any, locate: (sources: unknown, blocks: unknown) => any }} Pages */

/** @type {{ start: (options: { module_or_path: string }) => Promise<unknown>, PageReader: new () => Pages }[]} */
const GLUES = [
  { start: init, PageReader },
  { start: initSpare, PageReader: SpareReader },
];

/** @type {Promise<Pages> | undefined} */
let loading;

async function build() {
  const glue = GLUES.shift();
  if (!glue) throw new Error('the reader trapped twice; it starts afresh when the browser next wakes the worker');
  try {
    await glue.start({ module_or_path: chrome.runtime.getURL('wasm/reader_bg.wasm') });
  } catch (error) {
    // It never ran, so the same glue serves the next try.
    GLUES.unshift(glue);
    loading = undefined;
    throw error;
  }
  return new glue.PageReader();
}

/** @template T @param {(reader: Pages) => T} question @returns {Promise<T>} */
async function ask(question) {
  const asked = (loading ??= build());
  try {
    return question(await asked);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    if (loading === asked) loading = build();
    return question(await loading);
  }
}

/**
 * What a page says, and whether the passages that rules rest on still stand there.
 * @param {unknown} blocks as `page.js` collects them
 * @param {object[]} sources as the core names them
 */
export async function readPage(blocks, sources) {
  if (!Array.isArray(blocks)) return null;
  return ask((reader) => ({ reading: reader.read(blocks), located: reader.locate(sources, blocks) }));
}
