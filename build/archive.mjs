// A folder as a zip whose bytes depend on its content and one given time alone.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

// The format holds local time.
process.env.TZ = 'UTC';

/**
 * @param {string} folder
 * @param {Date} mtime of every file
 * @param {Record<string, Buffer>} [instead] contents that take the place of those in the folder
 */
export async function zipOf(folder, mtime, instead = {}) {
  const zip = new ZipFile();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
    .sort();
  for (const path of files) {
    zip.addBuffer(instead[path] ?? readFileSync(join(folder, path)), path, { mtime, mode: 0o100644 });
  }
  zip.end();
  return buffer(zip.outputStream);
}
