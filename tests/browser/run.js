// Shows the built extension at work: sends a message in the test workspace as a person would and prints what the extension says
// about it, or opens any address with the extension loaded. With a display the browser stays open until its window is closed.
//
//     node tests/browser/run.js [--browser=firefox] [--dark] [URL]

import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.js';
import { startServer } from './server.js';
import { WorkspaceHands } from './workspace-hands.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MESSAGE = 'The spring list is ready, I will bring ten copies to the reading.';
const PILL = 'trainspotter-pill';

const { values, positionals: [url] } = parseArgs({
  options: { browser: { type: 'string', default: process.env.BROWSER ?? 'chromium' }, dark: { type: 'boolean', default: false } },
  allowPositionals: true,
});
try {
  await main();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}

async function main() {
  const name = values.browser;
  if (name !== 'chromium' && name !== 'firefox') throw new Error(`there is no browser "${name}": chromium or firefox`);
  const extension = join(ROOT, 'target/extension', name);
  if (!existsSync(join(extension, 'manifest.json'))) throw new Error(`nothing is built at ${relative('.', extension)}: run ./build.sh extension first`);
  const headless = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const server = url ? undefined : await startServer();
  try {
    const browser = await launch({ browser: name, extension, server, headless, colorScheme: values.dark ? 'dark' : 'light' });
    try {
      if (url) await visit(browser, url);
      else await demonstrate(browser);
      const picture = join(ROOT, 'target/run', `${name}${url ? '-page' : ''}${values.dark ? '-dark' : ''}.png`);
      await browser.screenshot(picture);
      console.log(`\nScreenshot: ${relative('.', picture)}`);
      if (!headless) await untilClosed(browser);
    } finally {
      await browser.close();
    }
  } finally {
    await server?.close();
  }
}

/** @param {import('./browser.js').Browser} browser */
async function demonstrate(browser) {
  const hands = new WorkspaceHands(browser);
  await hands.open();
  await hands.say(MESSAGE);
  console.log(`In ${browser.name}, in a workspace that this repository serves itself, one message was sent:\n    ${MESSAGE}`);
  const pill = browser.shadow(PILL);
  await pill.find('[data-part=pill]', 15_000);
  console.log(`\nThe pill says:\n${indent(await pill.text('[data-part=pill]'))}`);
  await pill.click('[data-part=pill]');
  console.log(`\nThe card says:\n${indent(await pill.text('[data-part=card]'))}`);
  await pill.still();
}

/** @param {import('./browser.js').Browser} browser @param {string} address */
async function visit(browser, address) {
  await browser.open(address);
  console.log(`Opened ${address} in ${browser.name}, in a fresh profile with the extension loaded.`);
}

/** WebDriver has no word for "the person has closed the window": ask, seldom. @param {import('./browser.js').Browser} browser */
async function untilClosed(browser) {
  console.log('The browser stays open until its window is closed.');
  while ((await browser.driver.getAllWindowHandles().catch(() => [])).length) await pause(500);
}

/** @param {string} text */
function indent(text) {
  return text.replace(/^/gm, '    ');
}
