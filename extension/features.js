// Parts of the extension that an organisation may switch off, named as in its policy (`disabledFeatures`).
// The audit panel asks for itself.

/** @typedef {import('./types').Settled['display']} Display */
/** @typedef {import('./types').Finding} Finding */

/** Sections of the options page, by id. @type {Record<string, string>} */
const SECTIONS = { 'custom-rules': 'custom-rules', stances: 'stances', compare: 'compare', transfer: 'transfer' };
/** Messages to the background, by type. @type {Record<string, string>} */
const MESSAGES = { read: 'reading', sources: 'reading', 'rules-add': 'custom-rules', stance: 'stances', export: 'transfer', import: 'transfer' };

/** @param {string} id @param {Display} display */
export const sectionIsOff = (id, { disabledFeatures }) => Object.hasOwn(SECTIONS, id) && disabledFeatures.includes(SECTIONS[id]);

/** @param {string} type @param {Display} display */
export const messageIsOff = (type, { disabledFeatures }) => Object.hasOwn(MESSAGES, type) && disabledFeatures.includes(MESSAGES[type]);

/** Whether a message of this type may be switched off at all. @param {string} type */
export const isOptional = (type) => Object.hasOwn(MESSAGES, type);

/** The finding as it may be shown: without letters where those are switched off. @param {Finding} finding @param {Display} display @returns {Finding} */
export function shownAs(finding, { disabledFeatures }) {
  if (!disabledFeatures.includes('letters')) return finding;
  return { ...finding, optOut: { ...finding.optOut, letter: null, request: null, handOver: null } };
}
