// Letters on their way out of the card: copied, opened in mail, saved; with what was written, and nothing cut off.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Key, launch, waitFor } from './browser.js';
import { startServer } from './server.js';
import { LINDEN, WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const PRACTICE = 'slack-global-predictive-models';

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {WorkspaceHands} */ let hands;
/** @type {import('./shadow.js').Shadow} */ let pill;
/** @type {string} */ let downloads;

before(async () => {
  downloads = await mkdtemp(join(tmpdir(), 'trainspotter-downloads-'));
  server = await startServer();
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server, downloads });
  hands = new WorkspaceHands(browser);
  pill = browser.shadow('trainspotter-pill');
});

after(async () => {
  await browser?.close();
  await server?.close();
  await rm(downloads, { recursive: true, force: true });
});

/** Opens the card with the letter of a role. @param {object} settings @param {Parameters<WorkspaceHands['open']>[0]} [page] */
async function card(settings, page) {
  await browser.storage('local').set({ settings: { version: 1, ...settings } });
  await hands.open({ quiet: true, ...page });
  await hands.say('On its way');
  await pill.click('[data-part=pill]');
}

/** What stands in the area that shows the letter. @param {string} kind */
const shown = async (kind) => (await (await pill.inTree(`[data-part=${kind}-text]`)).getAttribute('value')) ?? '';

test('the saved letter has its own name and every word', async () => {
  await card({ roles: { [`slack/${LINDEN.team}`]: 'owner' } });
  const letter = await shown('letter');
  await pill.click('[data-part=save-letter]');
  const [name] = await waitFor(async () => {
    const files = (await readdir(downloads)).filter((file) => file.endsWith('.txt'));
    return files.length > 0 && (await readFile(join(downloads, files[0]), 'utf8')).length > 0 ? files : null;
  }, 'the file to be saved');
  assert.equal(name, `${PRACTICE}-letter.txt`);
  assert.equal(await readFile(join(downloads, name), 'utf8'), `feedback@slack.com\n\n${letter}`);
  assert.match(letter, /^Subject: Slack Global model opt-out request\n\n[^]+https:\/\/linden-books\.slack\.com/);
});

test('the mail link carries address, subject and body, with lines as mails end them', async () => {
  await card({ roles: { [`slack/${LINDEN.team}`]: 'owner' } });
  const letter = await shown('letter');
  const link = await (await pill.find('[data-part=mail-letter]')).getAttribute('href') ?? '';
  const [, to, query] = /^mailto:([^?]*)\?(.*)$/.exec(link) ?? [];
  const fields = new URLSearchParams(query.replaceAll('+', '%2B'));
  assert.equal(decodeURIComponent(to), 'feedback@slack.com');
  assert.equal(`Subject: ${fields.get('subject')}\n\n${fields.get('body')?.replaceAll('\r\n', '\n')}`, letter);
  assert.ok(!/[^\r]\n/.test(fields.get('body') ?? '') && query.includes('%0D%0A'), 'every line ends with CR LF');
  assert.ok(link.length < 2_000 && !/[\s"<>]/.test(link), link);
});

test('a letter too long for a mail link is copied, and the message opens empty', async () => {
  await card({ language: 'ja' }, {});
  const letter = await shown('request');
  assert.ok(encodeURIComponent(letter).length > 4_000, `${encodeURIComponent(letter).length} characters`);
  const link = await (await pill.find('[data-part=mail-request]')).getAttribute('href') ?? '';
  assert.match(link, /^mailto:\?subject=[^&]+$/);
  const explained = await pill.text('[data-part=mail-long]');
  // There is no mail program here, and browsers that ask for one ask in a window of their own.
  await browser.run(() => document.addEventListener('click', (event) => event.preventDefault(), { once: true }));
  await pill.click('[data-part=mail-request]');
  await waitFor(async () => (await pill.text('[data-part=mail-long]')) !== explained, 'the card to say that it was copied');
  assert.equal(`${letter.split('\n')[0]}\n\n${await pasted()}`, letter);
});

for (const clipboard of [true, false]) {
  test(`a letter is copied whole, ${clipboard ? 'the new way' : 'where the page forbids the new way'}`, async () => {
    await card({}, /** @type {object} */ (clipboard ? {} : { clipboard: 'none' }));
    const letter = await shown('request');
    await pill.click('[data-part=copy-request]');
    await waitFor(async () => (await pill.text('[data-part=copy-request]')) === 'Copied', 'the letter to be copied');
    // Firefox leaves the clipboard to every page.
    if (BROWSER === 'chromium') assert.equal(await browser.run(() => /** @type {any} */ (document).featurePolicy.allowsFeature('clipboard-write')), clipboard);
    assert.equal(await pasted(), letter);
  });
}

/** What lies on the clipboard, pasted by keyboard into the page's composer. */
async function pasted() {
  await browser.run(() => {
    document.addEventListener('paste', (event) => { /** @type {any} */ (window).pasted = event.clipboardData?.getData('text/plain'); }, { capture: true, once: true });
  });
  await pill.click('[data-part=close]');
  await (await browser.find('main [data-qa=texty_input]')).click();
  await browser.driver.actions().keyDown(Key.CONTROL).sendKeys('v').keyUp(Key.CONTROL).perform();
  const got = await waitFor(() => browser.run(() => /** @type {any} */ (window).pasted), 'what was pasted');
  return got.replaceAll('\r\n', '\n');
}
