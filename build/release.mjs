// Packs target/extension/* into DIST and writes SHA256SUMS over all that is there.
//
// usage: node build/release.mjs DIST VERSION SECONDS
// Entries are sorted and carry the one given time, so the same content gives the same bytes.

import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

process.env.TZ = 'UTC';

const [dist, version, seconds] = process.argv.slice(2);
const mtime = new Date(Number(seconds) * 1000);

/**
 * @param {string} browser
 * @param {string} extension
 */
async function pack(browser, extension) {
  const directory = `target/extension/${browser}`;
  const declared = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')).version;
  if (declared !== version) throw new Error(`the manifest says version ${declared}, Cargo.toml ${version}`);
  const zip = new ZipFile();
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1).replaceAll('\\', '/'))
    .sort();
  for (const path of files) {
    zip.addBuffer(readFileSync(join(directory, path)), path, { mtime, mode: 0o100644 });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(dist, `trainspotter-${version}-${browser}.${extension}`)));
}

await pack('chromium', 'zip');
await pack('firefox', 'xpi');

const sums = readdirSync(dist)
  .sort()
  .map((name) => `${createHash('sha256').update(readFileSync(join(dist, name))).digest('hex')}  ${name}\n`);
writeFileSync(join(dist, 'SHA256SUMS'), sums.join(''));
