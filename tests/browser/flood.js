// A page that floods: 100,000 elements of which 10,000 are decoys for our selectors, and requests to ever new addresses.
// The same with and without the extension, so that what it costs is a ratio and not the speed of a machine.
//
// usage: BROWSER=chromium node tests/browser/flood.js [REQUESTS]
// By default 100,000 requests. Prints one line for each run, and what the extension remembers of the flood.

import { fileURLToPath } from 'node:url';
import { appPages, openApp } from './apps.js';
import { launch } from './browser.js';
import { startServer } from './server.js';

/** @typedef {{ longest: number, seconds: number, requests: number, elements: number }} Flood `longest`: pause of the page's own clock, in milliseconds */

const ROUNDS = 100;
/** Longest that a driver waits for a flood, in milliseconds. */
const PATIENCE = 1_200_000;

/**
 * Floods the page that is open.
 * @param {import('./browser.js').Browser} browser
 * @param {{ requests: number, decoy: Record<string, string> }} how `decoy`: attributes that our selectors look for
 * @returns {Promise<Flood>}
 */
export async function flood(browser, { requests, decoy }) {
  await browser.driver.manage().setTimeouts({ script: PATIENCE });
  return browser.run(async (rounds, asked, attributes) => {
    const began = performance.now();
    let [longest, last, made, elements] = [0, began, 0, 0];
    const clock = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 20);
    // Letters alone, so that no two look like the same address with another id.
    const word = (/** @type {number} */ number) => [...number.toString(10)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const place = document.createElement('div');
    document.body.append(place);
    for (let round = 0; round < rounds; round += 1) {
      for (let one = 0; one < 1_000; one += 1) {
        const added = document.createElement(one % 10 ? 'i' : 'button');
        if (one % 10 === 0) for (const [name, value] of Object.entries(attributes)) added.setAttribute(name, value);
        place.append(added);
        elements += 1;
      }
      let next = 0;
      const each = Math.ceil(asked / rounds);
      // As many at once as a browser has connections to a host, or the queue would be measured.
      await Promise.all(Array.from({ length: 24 }, async () => {
        while (next < each) {
          const one = next;
          next += 1;
          made += 1;
          await fetch(`/api/organizations/${word(round)}/chat_conversations/${word(one)}`).catch(() => undefined);
        }
      }));
      // A page may clear what it has been told; what watches it has to cope.
      performance.clearResourceTimings();
    }
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    clearInterval(clock);
    return { longest, seconds: (performance.now() - began) / 1_000, requests: made, elements };
  }, ROUNDS, requests, decoy);
}

/** What a decoy on the page of the flood looks like. */
export const DECOY = { 'data-testid': 'chat-input', role: 'switch', 'aria-label': 'Help improve Claude', 'aria-checked': 'true' };
export const FLOODED = 'claude.ai';

async function main() {
  const name = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
  const requests = Number(process.argv[2] ?? 100_000);
  if (!(requests > 0)) throw new Error(`REQUESTS must be a number, not ${process.argv[2]}`);
  const server = await startServer(appPages());
  try {
    for (const extension of [undefined, fileURLToPath(new URL(`../../target/extension/${name}`, import.meta.url))]) {
      const browser = await launch({ browser: name, extension, server });
      try {
        await openApp(browser, FLOODED);
        const seen = await flood(browser, { requests, decoy: DECOY });
        console.log(`${name}, ${extension ? 'with' : 'without'} the extension: ${seen.elements} elements and ${seen.requests} requests in ${seen.seconds.toFixed(1)} s; the page's clock stood still for ${Math.round(seen.longest)} ms at most`);
        if (!extension) continue;
        const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://'))?.id));
        const [words, bytes] = await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
          await page.find('[data-part=counts]');
          return page.run(async () => [document.querySelector('main')?.textContent?.includes('only counted'), JSON.stringify(await chrome.storage.session.get(null)).length]);
        });
        console.log(`${name}: the popup ${words ? 'says' : 'does not say'} that some were only counted; ${bytes} bytes remembered`);
      } finally {
        await browser.close();
      }
      server.requests.length = 0;
    }
  } finally {
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
