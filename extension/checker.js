// Checks what comes from outside, rules of one's own and settings, in a Wasm module that is loaded when there is something to check.
import { shippedImage } from './rule-image.js';
import { today } from './today.js';
import init, { Checker } from './wasm/checker.js';

/** @typedef {import('./custom-files.js').RuleFile} RuleFile */
/** @typedef {import('./types').CustomUse} CustomUse */

/** @type {Promise<Checker> | undefined} */
let loading;
/** What became of the files last checked. @type {CustomUse[]} */
let outcomes = [];

async function load() {
  const [image] = await Promise.all([shippedImage(), init({ module_or_path: chrome.runtime.getURL('wasm/checker_bg.wasm') })]);
  return new Checker(image);
}

function checker() {
  loading ??= load();
  loading.catch(() => void (loading = undefined));
  return loading;
}

/**
 * Checks rule files against the shipped rules: what became of each, and the rules of all that passed.
 * @param {RuleFile[]} files
 */
export async function check(files) {
  const checking = await checker();
  outcomes = /** @type {CustomUse[]} */ (checking.use_rules(files, today()));
  return { outcomes, image: files.length > 0 ? checking.image() : await shippedImage() };
}

/** The shipped rules with those of these files that pass. @param {RuleFile[]} files */
export const imageWith = async (files) => (await check(files)).image;

/** What became of the files of one's own that were last checked. */
export const ownRules = () => outcomes;

/**
 * Settles what the organisation's policy, the person and the presets say together.
 * @param {{ managed: unknown, user: unknown, now: string }} stored
 * @returns {Promise<import('./types').Settled>}
 */
export async function settle(stored) {
  return (await checker()).settings(stored);
}
