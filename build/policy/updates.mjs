// What an organisation's own server answers when browsers ask for the extension and its updates.

import { create } from 'xmlbuilder2';

/** @typedef {import('./description.mjs').Description} Description */

/** @param {Description} description @returns {Record<string, string>} */
export function updateFiles({ version, chromiumId, firefoxId, updatesUrl, crx, xpi }) {
  const document = create({ version: '1.0', encoding: 'UTF-8' })
    .ele('http://www.google.com/update2/response', 'gupdate', { protocol: '2.0' })
    .ele('app', { appid: chromiumId })
    .ele('updatecheck', { codebase: `${updatesUrl}/${crx}`, version });
  const firefox = { addons: { [firefoxId]: { updates: [{ version, update_link: `${updatesUrl}/${xpi}` }] } } };
  return {
    'server/updates.xml': `${document.end({ prettyPrint: true })}\n`,
    'server/updates.json': `${JSON.stringify(firefox, null, 2)}\n`,
  };
}
