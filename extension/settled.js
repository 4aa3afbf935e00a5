// What holds: the organisation's policy over a person's settings over presets, settled by the core.
import { ask } from './core.js';
import { ORGANISATION_KEY, organisationRules, ownRuleFiles, together } from './custom-files.js';
import { policy } from './managed.js';
import { settings } from './state.js';
import { today } from './today.js';

/** @typedef {import('./types').Settled} Settled */

/** The last answer, for the same question. @type {{ about: string, answer: Promise<Settled> } | undefined} */
let last;

/** Gives the core the organisation's rule files, when they have changed. @param {Settled} holds @returns {Promise<Settled>} */
async function withRules(holds) {
  const rules = { files: holds.customRules, alone: holds.display.disabledFeatures.includes('custom-rules') };
  if (JSON.stringify(await organisationRules()) === JSON.stringify(rules)) return holds;
  await chrome.storage.local.set({ [ORGANISATION_KEY]: rules });
  const files = together(await ownRuleFiles(), rules);
  await ask((core) => core.use_rules(files, today()));
  return holds;
}

/**
 * Waits for the policy where that is due, and says what holds.
 * @param {import('./types').Settings} [user] the person's settings, where the caller has them already
 * @returns {Promise<Settled>}
 */
export async function settled(user) {
  const { policy: managed, version } = await policy();
  const own = user ?? await settings();
  const now = today();
  const about = JSON.stringify([version, now, own]);
  if (last?.about !== about) {
    const answer = ask((core) => core.settings({ managed, user: own, now })).then(withRules);
    last = { about, answer };
    answer.catch(() => void (last = undefined));
  }
  return last.answer;
}
