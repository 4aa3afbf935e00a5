// The one description that every policy file is written from: who, from where, and what is decided.

import { createHash } from 'node:crypto';

/**
 * @typedef {object} Description
 * @property {string} version of the extension
 * @property {string} chromiumId
 * @property {string} firefoxId
 * @property {string} updatesUrl folder on the organisation's own server, without the slash at the end
 * @property {string} crx file name
 * @property {string} xpi file name
 * @property {Record<string, unknown>} policy what is decided: see docs/policy.md
 * @property {any} schema extension/managed_schema.json
 */

/** The browsers of the Chromium family, and where each looks for policy. */
export const CHROMIUMS = [
  { name: 'chrome', title: 'Google Chrome', registry: 'Google\\Chrome', domain: 'com.google.Chrome', linux: '/etc/opt/chrome/policies/managed' },
  { name: 'edge', title: 'Microsoft Edge', registry: 'Microsoft\\Edge', domain: 'com.microsoft.Edge', linux: '/etc/opt/edge/policies/managed' },
  { name: 'chromium', title: 'Chromium', registry: 'Chromium', domain: 'org.chromium.Chromium', linux: '/etc/chromium/policies/managed' },
];

/** @param {Description} description */
export const updatesXml = ({ updatesUrl }) => `${updatesUrl}/updates.xml`;

/** What `ExtensionSettings` says of the extension in Chromium. Its own update address is used for updates as well. @param {Description} description */
export const installChromium = (description) => ({
  installation_mode: 'force_installed',
  update_url: updatesXml(description),
  override_update_url: true,
});

/** What `ExtensionSettings` says of the extension in Firefox. @param {Description} description */
export const installFirefox = ({ updatesUrl, xpi }) => ({
  installation_mode: 'force_installed',
  install_url: `${updatesUrl}/${xpi}`,
  update_url: `${updatesUrl}/updates.json`,
  private_browsing: true,
});

/** Policies of a Chromium browser. @param {Description} description */
export const chromiumPolicies = (description) => ({
  ExtensionSettings: { [description.chromiumId]: installChromium(description) },
  '3rdparty': { extensions: { [description.chromiumId]: description.policy } },
});

/** Policies of Firefox. @param {Description} description */
export const firefoxPolicies = (description) => ({
  ExtensionSettings: { [description.firefoxId]: installFirefox(description) },
  '3rdparty': { Extensions: { [description.firefoxId]: description.policy } },
});

/** A UUID that is the same for the same words. @param {...string} words */
export function uuid(...words) {
  const hex = createHash('sha256').update(words.join('\0')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-').toUpperCase();
}
