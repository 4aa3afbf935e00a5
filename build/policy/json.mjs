// Policy as JSON: Linux, Firefox everywhere, the Google Admin console.

import { CHROMIUMS, chromiumPolicies, firefoxPolicies } from './description.mjs';

/** @typedef {import('./description.mjs').Description} Description */

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** @param {Description} description @returns {Record<string, string>} */
export function jsonFiles(description) {
  const consoleForm = Object.fromEntries(Object.entries(description.policy).map(([key, value]) => [key, { Value: value }]));
  return {
    ...Object.fromEntries(CHROMIUMS.map(({ name }) => [`linux/${name}/trainspotter.json`, json(chromiumPolicies(description))])),
    'linux/firefox/policies.json': json({ policies: firefoxPolicies(description) }),
    'google-admin/policy-for-extensions.json': json(consoleForm),
  };
}
