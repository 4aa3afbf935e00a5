// Policy for macOS: one configuration profile for each browser.

import { build } from 'plist';
import { CHROMIUMS, firefoxPolicies, installChromium, uuid } from './description.mjs';

/** @typedef {import('./description.mjs').Description} Description */

const IDENTIFIER = 'org.trainspotter.policy';

/** @param {string} type @param {string} browser @param {string} part @param {Record<string, unknown>} content */
const payload = (type, browser, part, content) => ({
  PayloadType: type,
  PayloadVersion: 1,
  PayloadIdentifier: `${IDENTIFIER}.${browser}.${part}`,
  PayloadUUID: uuid(IDENTIFIER, browser, part),
  PayloadEnabled: true,
  ...content,
});

/** @param {string} browser @param {string} title @param {object[]} payloads */
const profile = (browser, title, payloads) => `${build(/** @type {any} */ ({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: `${IDENTIFIER}.${browser}`,
  PayloadUUID: uuid(IDENTIFIER, browser),
  PayloadDisplayName: `Trainspotter in ${title}`,
  PayloadDescription: `Installs Trainspotter in ${title} and sets what the organisation has decided.`,
  PayloadScope: 'System',
  PayloadRemovalDisallowed: false,
  PayloadContent: payloads,
}))}\n`;

/** @param {Description} description @returns {Record<string, string>} */
export function mobileconfigFiles(description) {
  const { chromiumId, policy } = description;
  const chromiums = CHROMIUMS.map(({ name, title, domain }) => [`macos/${name}.mobileconfig`, profile(name, title, [
    payload(domain, name, 'install', { ExtensionSettings: { [chromiumId]: installChromium(description) } }),
    // An extension's own settings are a preference domain of their own; the values stand there plainly.
    payload('com.apple.ManagedClient.preferences', name, 'settings', {
      PayloadContent: { [`${domain}.extensions.${chromiumId}`]: { Forced: [{ mcx_preference_settings: policy }] } },
    }),
  ])]);
  const firefox = payload('org.mozilla.firefox', 'firefox', 'policies', { EnterprisePoliciesEnabled: true, ...firefoxPolicies(description) });
  return { ...Object.fromEntries(chromiums), 'macos/firefox.mobileconfig': profile('firefox', 'Firefox', [firefox]) };
}
