// The extensions that are compared in a browser, as folders: ours as built, peers as published or with the least manifest
// around their published script, and small ones that mark the ends of the scale.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const EVERYWHERE = ['*://*/*'];
const PACKAGES = 'benches/peers/node_modules';

/** Answers every message and does nothing else. */
const ANSWERS = 'chrome.runtime.onMessage.addListener((message, sender, respond) => respond(null));\n';
const OBSERVES = `${ANSWERS}chrome.webRequest.onCompleted.addListener(() => {}, { urls: ['*://*/*'] });\n`;

/** @param {string} name @param {'chromium' | 'firefox'} browser @param {object} more */
const manifest = (name, browser, more) => ({
  manifest_version: 3,
  name: `Bench: ${name}`,
  version: '1',
  background: browser === 'firefox' ? { scripts: ['background.js'] } : { service_worker: 'background.js' },
  ...(browser === 'firefox' ? { browser_specific_settings: { gecko: { id: `${name}@bench.example` } } } : {}),
  ...more,
});

/** @param {string} name @param {Record<string, string>} files @param {object} described its manifest @returns {Promise<string>} the folder */
async function write(name, files, described) {
  const folder = at(`target/bench/extensions/${name}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [path, text] of Object.entries({ ...files, 'manifest.json': JSON.stringify(described) })) await writeFile(`${folder}/${path}`, text);
  return folder;
}

/**
 * The extensions beside each other on the heavy page, in Chromium; `undefined` is a browser without any.
 * @returns {Promise<Record<string, string | undefined>>} folders by name
 */
export async function besides() {
  const empty = await write('empty', { 'background.js': ANSWERS }, manifest('empty', 'chromium', {}));
  const observing = { permissions: ['webRequest'], host_permissions: EVERYWHERE };
  const webRequest = await write('webrequest', { 'background.js': OBSERVES }, manifest('webrequest', 'chromium', observing));
  const script = { content_scripts: [{ matches: EVERYWHERE, js: ['compiled.js'], all_frames: true }] };
  const cookies = await write('cookies', { 'background.js': ANSWERS }, manifest('cookies', 'chromium', script));
  await cp(at(`${PACKAGES}/idcac-playwright/compiled.js`), `${cookies}/compiled.js`);
  return {
    none: undefined,
    empty,
    Trainspotter: at('target/extension/chromium'),
    webRequest,
    Autoconsent: at(`${PACKAGES}/@duckduckgo/autoconsent/dist/addon-mv3`),
    "I don't care about cookies": cookies,
  };
}

/** Sends what the page asks for to the background and says how long the answer took. It runs in the page, as a content script. */
const ASKS = `addEventListener('message', async ({ data }) => {
  if (!data?.ask) return;
  const start = performance.now();
  const answer = await chrome.runtime.sendMessage(data.ask);
  postMessage({ took: performance.now() - start, answer });
});\n`;

/**
 * Ours and an empty one, both with one more content script, which sends on request.
 * @param {'chromium' | 'firefox'} browser @param {string} pattern of the page that asks
 * @returns {Promise<{Trainspotter: string, empty: string}>} folders
 */
export async function waking(browser, pattern) {
  const asking = { matches: [pattern], js: ['asks.js'] };
  const empty = await write(`wake-empty-${browser}`, { 'background.js': ANSWERS, 'asks.js': ASKS }, manifest('wake-empty', browser, { content_scripts: [asking] }));
  const ours = at(`target/bench/extensions/wake-ours-${browser}`);
  await rm(ours, { recursive: true, force: true });
  await cp(at(`target/extension/${browser}`), ours, { recursive: true });
  const own = JSON.parse(await readFile(`${ours}/manifest.json`, 'utf8'));
  await writeFile(`${ours}/manifest.json`, JSON.stringify({ ...own, content_scripts: [...own.content_scripts, asking] }));
  await writeFile(`${ours}/asks.js`, ASKS);
  return { Trainspotter: ours, empty };
}
