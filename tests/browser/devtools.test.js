// The panel in the browser's own developer tools: what they recorded before it was opened, what it records itself, and what is left
// when it is closed. What the panel does with a recording is tested in audit.test.js.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { mkdir, writeFile } from 'node:fs/promises';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';
import { HARBOUR, LINDEN, WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = process.env.EXTENSION ?? fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {WorkspaceHands} */ let hands;

before(async () => {
  server = await startServer();
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server, developerTools: true });
  hands = new WorkspaceHands(browser);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** What the panel shows. @param {import('./browser.js').Panel} panel */
const shown = (panel) => panel.run(() => ({
  recording: document.querySelectorAll('[data-part=state][data-recording]').length === 1,
  groups: [...document.querySelectorAll('[data-part=app] > h2')].map(({ textContent }) => textContent),
  sent: document.querySelectorAll('tr[data-activity="message.send"]').length,
  alerts: document.querySelectorAll('[data-part=findings] [data-level=alert]').length,
}));

test('in the developer tools the panel records the workspace it was opened beside, and forgets it', async () => {
  await hands.open({ poll: 0 });
  const panel = await browser.openPanel('devtools/panel.html');
  await waitFor(async () => (await shown(panel)).recording, 'the panel to record');

  await hands.say('a message that nobody may keep');
  const heard = await waitFor(async () => {
    const now = await shown(panel);
    return now.sent > 0 && now.alerts > 0 ? now : undefined;
  }, 'the message and what it feeds in the panel', 20_000);
  assert.equal(heard.sent, 1);
  // The page was there before the tools: what it asks for now names only its origin, and that is no workspace.
  assert.deepEqual(heard.groups, [`Slack · ${LINDEN.team}`]);

  await hands.open({ team: HARBOUR.team, channel: HARBOUR.channel, poll: 0 });
  await hands.say('another one');
  const both = await waitFor(async () => {
    const now = await shown(panel);
    return now.sent > 1 && now.groups.length > 1 ? now : undefined;
  }, 'the second workspace in the panel', 20_000);
  assert.deepEqual(both.groups.sort(), [`Slack · ${LINDEN.team}`, `Slack · ${HARBOUR.team}`]);

  if (process.env.PICTURES) {
    await mkdir('target/pictures', { recursive: true });
    await writeFile(`target/pictures/devtools-${BROWSER}.png`, await panel.picture(), 'base64');
  }
  await panel.close();
  const kept = JSON.stringify(await browser.storage('local').get());
  assert.doesNotMatch(kept, /chat\.postMessage|nobody may keep/, 'nothing of the recording is stored');
});
