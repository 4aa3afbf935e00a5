// An open workspace that nobody touches and that keeps polling, for ten real minutes: how long the background is awake
// after the first of them. Prints one line; exits with 1 when it woke.
//
// usage: BROWSER=chromium node tests/browser/idle.js [MINUTES]
// Asking whether the background runs does not wake it.

import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';
import { startServer } from './server.js';
import { WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const MINUTE = 60_000;
/** Between two looks, in milliseconds: a background that woke stays for half a minute. */
const EVERY = 1_000;
/** Between two polls of the page, in milliseconds. */
const POLL = 1_000;

const minutes = Number(process.argv[2] ?? 10);
if (!(minutes > 1)) throw new Error(`minutes must be more than one, not ${process.argv[2]}`);
const server = await startServer();
const browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
try {
  await new WorkspaceHands(browser).open({ poll: POLL });
  const began = performance.now();
  let [looks, awake, last, polls] = [0, 0, 0, 0];
  while (performance.now() - began < minutes * MINUTE) {
    await pause(EVERY);
    const running = await browser.workerRunning();
    const passed = performance.now() - began;
    if (running) last = passed;
    if (passed < MINUTE) polls = server.requests.length;
    else {
      looks += 1;
      awake += Number(running);
    }
  }
  const seconds = Math.round(last / 1_000);
  console.log(`${BROWSER}: ${minutes} minutes, ${server.requests.length - polls} requests of the page after the first; background awake at ${awake} of ${looks} looks after it, last seen awake after ${seconds} s`);
  process.exitCode = awake > 0 ? 1 : 0;
} finally {
  await browser.close();
  await server.close();
}
