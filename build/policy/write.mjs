// Writes every policy file of one description into a folder.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { admxFiles } from './admx.mjs';
import { jsonFiles } from './json.mjs';
import { mobileconfigFiles } from './mobileconfig.mjs';
import { registryFiles } from './registry.mjs';
import { updateFiles } from './updates.mjs';

/** @param {import('./description.mjs').Description} description @returns {Record<string, string | Buffer>} content by path */
export function policyFiles(description) {
  return {
    ...jsonFiles(description), ...registryFiles(description), ...admxFiles(description),
    ...mobileconfigFiles(description), ...updateFiles(description),
    'policy.json': `${JSON.stringify(description.policy, null, 2)}\n`,
  };
}

/** @param {string} folder @param {import('./description.mjs').Description} description */
export function writePolicyFiles(folder, description) {
  for (const [path, content] of Object.entries(policyFiles(description))) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
