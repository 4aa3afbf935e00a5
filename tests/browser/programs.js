// Where the browsers and their drivers are: a variable names one, or the path has it. And what to make of one that has ended.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {string} variable of the environment, which wins
 * @param {string[]} names to look for on the path
 * @returns {string}
 * @throws {Error} that says how to name it
 */
export function program(variable, names) {
  const named = process.env[variable];
  if (named) return named;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder: the next may have it.
      }
    }
  }
  throw new Error(`${names.join(' or ')} is not on the path: install it, or say where it is with ${variable}=/path/to/${names[0]}`);
}

/** For ending a browser that a person may have closed already. @param {unknown} error */
export function ignoreGone(error) {
  if (/** @type {Error} */ (error).name !== 'NoSuchSessionError') throw error;
}
