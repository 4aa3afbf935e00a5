// Rule files of a person's own: kept as they were imported, used besides the shipped ones.
//
// They are checked once a day and by each version, so a file that a later version refuses is left out with its
// reasons and not lost.
import { outcomesOf } from './checker.js';
import { useRules } from './core.js';
import { KEY, organisationRules, ownRuleFiles, together } from './custom-files.js';
import { keep } from './local.js';
import { inTurn } from './state.js';
import { today } from './today.js';

/** @typedef {import('./types').CustomFile} CustomFile */
/** @typedef {import('./types').CustomUse} CustomUse */

/** Files kept at most. */
const MOST = 50;
/** Longest text of a file, in characters. */
const LONGEST = 1_000_000;

/** @param {string} text the name that a rule file must have, by the vendor it names */
function nameOf(text) {
  try {
    return `${JSON.parse(text).vendor.id}.json`;
  } catch {
    return undefined;
  }
}

/** @param {CustomFile[]} own @returns {Promise<CustomUse[]>} */
async function use(own) {
  return useRules(together(own, await organisationRules()));
}

/** @returns {Promise<{ files: (CustomUse & { added: string | null })[] }>} */
export async function customRules() {
  const kept = await ownRuleFiles();
  const used = await outcomesOf(together(kept, await organisationRules()));
  const own = used.filter((file) => kept.some(({ name }) => name === file.name));
  return { files: own.map((file) => ({ ...file, added: kept.find(({ name }) => name === file.name)?.added ?? null })) };
}

/**
 * Adds a file, or takes the place of an earlier one of the same vendor. One with a problem is not added.
 * @param {string} given @param {string} text
 * @returns {Promise<CustomUse>}
 */
export function addCustomRules(given, text) {
  return inTurn(async () => {
    const kept = await ownRuleFiles();
    const name = nameOf(text) ?? given;
    const others = kept.filter((file) => file.name !== name);
    const refused = text.length > LONGEST ? 'too-large' : others.length >= MOST ? 'too-many' : undefined;
    if (refused) return { name, vendor: null, practices: 0, problems: [{ file: name, pointer: '', code: refused, message: '' }] };
    const files = [...others, { name, text, added: today() }];
    const outcome = (await use(files)).find((file) => file.name === name);
    if (!outcome || outcome.problems.length > 0) await use(kept);
    else await keep({ [KEY]: files });
    return outcome ?? { name, vendor: null, practices: 0, problems: [] };
  });
}

/** @param {string} name */
export function removeCustomRules(name) {
  return inTurn(async () => {
    const files = (await ownRuleFiles()).filter((file) => file.name !== name);
    await keep({ [KEY]: files });
    await use(files);
  });
}
