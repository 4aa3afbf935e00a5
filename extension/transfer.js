// Everything a person has said, as one JSON file to take along; and such a file taken in again.
// Knows no browser: the page reads and saves the file.
import { defaults, read, VERSION } from './settings.js';

/** @typedef {import('./types').Settings} Settings */

/** Longest file that is taken in, in characters. */
export const LARGEST_FILE = 5_000_000;
const FORMAT = 'trainspotter-settings';

/** @param {Settings} settings @param {string} today */
export function exported({ keptAside: _aside, ...settings }, today) {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, exported: today, settings }, null, 2)}\n`;
}

/** Joined without repetition; what is taken in comes last and so counts more. @template T @param {T[]} had @param {T[]} came */
const joined = (had, came) => [...new Map([...had, ...came].map((item) => [JSON.stringify(item), item])).values()];

/**
 * Reads a file. Nothing is taken from one that is not right in every field.
 * @param {string} text
 * @returns {{ problem: string, about?: string } | { settings: Settings }} `problem` is the key of a message
 */
export function parsed(text) {
  if (text.length > LARGEST_FILE) return { problem: 'import_too_large', about: String(text.length) };
  /** @type {any} */
  let file;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return { problem: 'import_not_json', about: /** @type {Error} */ (error).message };
  }
  if (file?.format !== FORMAT) return { problem: 'import_other_file' };
  if (file.version > VERSION || file.settings?.version > VERSION) return { problem: 'import_newer', about: String(file.version) };
  const { settings, wrong } = read(file.settings ?? null);
  return wrong.length > 0 ? { problem: 'import_wrong', about: wrong.join(', ') } : { settings };
}

/**
 * Adds what a file says to what was said before; where both speak, the file counts.
 * @param {Settings} settings changed in place @param {Settings} came
 */
export function takeIn(settings, came) {
  for (const name of /** @type {const} */ (['dismissed', 'told', 'plans', 'accounts', 'roles', 'addresses'])) {
    Object.assign(settings[name], came[name]);
  }
  settings.stances = joined(settings.stances, came.stances);
  settings.requests = joined(settings.requests, came.requests).sort((a, b) => a.date.localeCompare(b.date));
  const untouched = defaults();
  for (const name of /** @type {const} */ (['region', 'staleAfterDays', 'corner', 'language'])) {
    if (came[name] !== untouched[name]) Object.assign(settings, { [name]: came[name] });
  }
}
