// Checks what comes from outside, rules of one's own and settings, in a Wasm module that is loaded when there is something to check.
import { keptImage } from './kept-image.js';
import { shippedImage } from './rule-image.js';
import { today } from './today.js';
import init, { Checker } from './wasm/checker.js';

/** @typedef {import('./custom-files.js').RuleFile} RuleFile */
/** @typedef {import('./types').CustomUse} CustomUse */

/** @type {Promise<Checker> | undefined} */
let loading;
/** The files last checked, as a text, and what became of them. @type {{ about: string, outcomes: CustomUse[] }} */
let last = { about: '[]', outcomes: [] };

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
  const outcomes = /** @type {CustomUse[]} */ (checking.use_rules(files, today()));
  last = { about: JSON.stringify(files), outcomes };
  return { outcomes, image: files.length > 0 ? checking.image() : await shippedImage() };
}

/** The shipped rules with those of these files that pass, as they are kept. @param {RuleFile[]} files */
export async function imageWith(files) {
  return keptImage(await shippedImage(), files, today(), async () => (await check(files)).image);
}

/** What became of these files: they are checked, unless they were last. @param {RuleFile[]} files */
export async function outcomesOf(files) {
  return last.about === JSON.stringify(files) ? last.outcomes : (await check(files)).outcomes;
}

/**
 * Settles what the organisation's policy, the person and the presets say together.
 * @param {{ managed: unknown, user: unknown, now: string }} stored
 * @param {RuleFile[]} files besides the shipped ones: settings may be about their practices
 * @returns {Promise<import('./types').Settled>}
 */
export async function settle(stored, files) {
  await outcomesOf(files);
  return (await checker()).settings(stored);
}
