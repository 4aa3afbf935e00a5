// Packs target/extension/* into DIST, writes the policy files beside it and SHA256SUMS over all that is there.
//
// usage: node build/release.mjs DIST SECONDS KEY_FILE
// Everything carries the one given time, so the same content and key give the same bytes.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipOf } from './archive.mjs';
import { crx, signer } from './crx.mjs';
import { describe } from './policy/describe.mjs';
import { writePolicyFiles } from './policy/write.mjs';
import { steadyBill } from './sbom.mjs';

const [dist, seconds, keyFile] = process.argv.slice(2);
const time = new Date(Number(seconds) * 1000);
const key = signer(keyFile);
const description = describe(key.id);
const { version } = description;

for (const browser of ['chromium', 'firefox']) {
  const declared = JSON.parse(readFileSync(`target/extension/${browser}/manifest.json`, 'utf8')).version;
  if (declared !== version) throw new Error(`${browser}: the manifest says version ${declared}, not ${version}; build it anew`);
}
const chromium = await zipOf('target/extension/chromium', time);
writeFileSync(join(dist, `trainspotter-${version}-chromium.zip`), chromium);
writeFileSync(join(dist, description.crx), crx(chromium, key));
writeFileSync(join(dist, description.xpi), await zipOf('target/extension/firefox', time));
for (const part of ['core', 'build-tools']) {
  const bill = steadyBill(JSON.parse(readFileSync(`target/sbom/${part}.json`, 'utf8')), time);
  writeFileSync(join(dist, `trainspotter-${version}-${part}.cdx.json`), `${JSON.stringify(bill, null, 2)}\n`);
}
writePolicyFiles(join(dist, 'policy'), description);

const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const sums = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  .map((file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file.slice(dist.length + 1)}\n`);
writeFileSync(join(dist, 'SHA256SUMS'), sums.join(''));
console.log(`id in Chromium browsers: ${key.id}`);
