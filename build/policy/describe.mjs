// Fills the description from the project and the environment.
//
//   TRAINSPOTTER_KEY      private RSA key in PEM that signs the CRX and so decides the id in Chromium browsers
//   TRAINSPOTTER_UPDATES  address of the folder on your server that holds what is in dist/ and dist/policy/server/
//   TRAINSPOTTER_POLICY   JSON file with what is decided (see docs/policy.md)

import { readFileSync } from 'node:fs';

const { TRAINSPOTTER_UPDATES = 'https://extensions.example.com/trainspotter', TRAINSPOTTER_POLICY = 'build/policy/start.json' } = process.env;

/** @param {string} path @returns {any} */
function json(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${/** @type {Error} */ (error).message}; give a JSON file`);
  }
}

/** @param {string} chromiumId @returns {import('./description.mjs').Description} */
export function describe(chromiumId) {
  const { version, browser_specific_settings: { gecko } } = json('extension/manifest.json');
  const updatesUrl = TRAINSPOTTER_UPDATES.replace(/\/+$/, '');
  if (!/^https?:\/\/[^\s"'<>&]+$/.test(updatesUrl)) throw new Error(`TRAINSPOTTER_UPDATES: "${updatesUrl}" is no web address`);
  const policy = json(TRAINSPOTTER_POLICY);
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) throw new Error(`${TRAINSPOTTER_POLICY}: a policy is an object {…}`);
  return {
    version, chromiumId, firefoxId: gecko.id, updatesUrl, policy,
    crx: `trainspotter-${version}.crx`, xpi: `trainspotter-${version}-firefox.xpi`, schema: json('extension/managed_schema.json'),
  };
}
