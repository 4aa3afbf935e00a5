// One request through WebAssembly and JavaScript, boundary included, in a page of Chromium.
//
// usage: node benches/wasm/chromium.js ROUNDS RULES...
import express from 'express';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from '../../tests/browser/browser.js';
import { waitFor } from '../../tests/browser/wait.js';

/** Longest measuring, in milliseconds. */
const LONGEST = 300_000;

const [rounds, ...counts] = process.argv.slice(2).map(Number);
const root = (/** @type {string} */ path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const PACKAGES = 'benches/peers/node_modules';

/** Where the page finds the packages by their names, as Node would. */
async function imports() {
  /** @type {Record<string, string>} */
  const found = {};
  for (const path of await readdir(root(PACKAGES), { recursive: true })) {
    if (!/^(@[^/]+\/)?[^/@.]+\/package\.json$/.test(path)) continue;
    const { name, exports, module } = JSON.parse(await readFile(root(`${PACKAGES}/${path}`), 'utf8'));
    const entry = exports?.['.']?.import?.default ?? module;
    if (entry) found[name] = `/${PACKAGES}/${name}/${entry}`;
  }
  return found;
}

const page = (await readFile(root('benches/wasm/page.html'), 'utf8')).replace('"IMPORTS"', JSON.stringify(await imports()));
const app = express();
app.get('/', (_, response) => response.type('html').send(page));
for (const folder of ['benches/wasm', 'extension', 'target/wasm', 'target/bench', PACKAGES]) {
  app.use(`/${folder}`, express.static(root(folder), { extensions: ['js'] }));
}
const server = app.listen(0, '127.0.0.1');
await new Promise((resolve) => { server.once('listening', resolve); });
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const browser = await launch({ browser: 'chromium' });
try {
  await browser.driver.manage().setTimeouts({ script: LONGEST });
  await browser.open(`http://127.0.0.1:${port}/`);
  await waitFor(() => browser.run(() => 'measureEngines' in globalThis), 'the page of engines to be ready');
  const comparisons = await browser.run((...args) => /** @type {any} */ (globalThis).measureEngines(...args), rounds, counts);
  console.log(JSON.stringify({ part: 'chromium', comparisons }));
} finally {
  await browser.close();
  server.close();
}
