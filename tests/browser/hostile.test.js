// Pages that flood, lie, hide and replace what the browser gives them: the page stays usable, the counts are
// capped and say so, and the extension keeps its word.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { APPS, appPages, openApp } from './apps.js';
import { launch, waitFor } from './browser.js';
import { DECOY, flood } from './flood.js';
import { startServer } from './server.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));
const HOST = 'claude.ai';
/** So many times what the same flood takes without the extension. */
const MOST_TIMES = 3;

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {import('./shadow.js').Shadow} */ let pill;

before(async () => {
  server = await startServer(appPages());
});

afterEach(async () => {
  await browser?.close();
});

after(async () => {
  await server?.close();
});

async function start() {
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server });
  pill = browser.shadow('trainspotter-pill');
}

/** @returns {Promise<import('../../extension/types.js').TabState>} */
async function remembered() {
  const stored = await browser.storage('session').get();
  return Object.entries(stored).find(([key]) => key.startsWith('tab-'))?.[1];
}

test('a page that replaces what it is given cannot blind the sensor', async () => {
  await start();
  await openApp(browser, HOST);
  // Later, and with loops of the oldest kind: the driver needs some of this to come back from here.
  await browser.run(() => void setTimeout(() => {
    const broken = () => { throw new Error('not here'); };
    const page = /** @type {any} */ (window);
    const ask = page.fetch.bind(window);
    const replaced = [
      [page, ['MutationObserver', 'PerformanceObserver', 'URL', 'Map', 'Set', 'ResizeObserver', 'CSSStyleSheet', 'fetch']],
      [page.performance, ['getEntries', 'now']], [Document.prototype, ['querySelector', 'createElement']], [EventTarget.prototype, ['addEventListener']],
      [Element.prototype, ['matches', 'querySelector', 'querySelectorAll', 'attachShadow', 'append', 'getAttribute']], [HTMLElement.prototype, ['focus', 'showPopover']],
      [String.prototype, ['startsWith', 'split']], [Array.prototype, ['map', 'filter', 'some', Symbol.iterator]],
    ];
    for (let owner = 0; owner < replaced.length; owner += 1) {
      for (let name = 0; name < replaced[owner][1].length; name += 1) Object.defineProperty(replaced[owner][0], replaced[owner][1][name], { value: broken, configurable: true });
    }
    ask('/api/organizations/01234567-89ab-cdef-0123-456789abcdef/chat_conversations/01234567-89ab-cdef-0123-456789abcdef/completion', { method: 'POST' });
  }, 100));
  const counts = await waitFor(async () => (await remembered())?.counts['ai.prompt'], 'the prompt to be remembered');
  assert.equal(counts.request, 1);
});

test('a flood of requests and mutations, and ten thousand decoys, leave the page usable and are told', async () => {
  // Requests enough for the limit; a hundred thousand of them are made by flood.js.
  const how = { requests: 2_400, decoy: DECOY };
  browser = await launch({ browser: BROWSER, server });
  await openApp(browser, HOST);
  const alone = await flood(browser, how);
  await browser.close();
  await start();
  await openApp(browser, HOST);
  await waitFor(() => remembered(), 'the page to be watched', 20_000);
  const watched = await flood(browser, how);
  assert.deepEqual([watched.elements, watched.requests], [100_000, 2_400]);
  // Floors for a machine that does other things meanwhile.
  assert.ok(watched.longest < Math.max(MOST_TIMES * alone.longest, 1_000), `the page stood still for ${Math.round(watched.longest)} ms, without the extension for ${Math.round(alone.longest)}`);
  assert.ok(watched.seconds < MOST_TIMES * alone.seconds, `the flood took ${watched.seconds} s, without the extension ${alone.seconds}`);
  // A page can click what it likes; only a person's clicks count.
  await browser.run(() => { for (const button of document.querySelectorAll('[aria-label="Send message"]')) /** @type {HTMLElement} */ (button).click(); });
  const tab = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://'))?.id));
  // The popup asks for what was only counted.
  await browser.extensionPage(`popup/popup.html?tab=${tab}`, async (page) => {
    await waitFor(async () => /only counted/.test(await (await page.find('main')).getText()), 'the popup to say so');
  });
  const state = await waitFor(async () => { const now = await remembered(); return now?.overflow > 0 ? now : null; }, 'the overflow to be counted', 30_000);
  assert.ok(state.overflow >= 300, `${state.overflow} beyond the limit`);
  assert.equal(state.counts['ai.prompt']?.surface ?? 0, 0, 'a click of the page itself was taken for a person\'s');
  assert.ok(JSON.stringify(state).length < 200_000, 'what is remembered stays small');
  await (await browser.find('[data-test=act]')).click();
  await waitFor(async () => ((await remembered()).counts['ai.prompt']?.surface ?? 0) === 1, 'a real click to be seen after the flood', 20_000);
});

test('restyled, hidden, moved, covered: the notice stays where it is seen, and gives up before it fights', async () => {
  await start();
  await browser.storage('local').set({ settings: { version: 1, accounts: { claude: 'personal' } } });
  await openApp(browser, HOST);
  await (await browser.find('[data-test=act]')).click();
  await pill.find('[data-part=pill]');
  await browser.run(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('trainspotter-pill { display: none !important; opacity: 0 !important; transform: scale(0) !important; visibility: hidden !important; zoom: 0.01 !important; clip-path: inset(50%) !important; left: -9999px !important; transition: all 100s !important }');
    document.adoptedStyleSheets = [sheet];
    const host = /** @type {HTMLElement} */ (document.querySelector('trainspotter-pill'));
    host.style.setProperty('opacity', '0', 'important');
    host.setAttribute('hidden', '');
    host.inert = true;
    host.className = 'mine';
  });
  await waitFor(() => browser.run(() => !document.querySelector('trainspotter-pill')?.hasAttribute('hidden')), 'the notice to be put back');
  await pill.find('[data-part=pill]');
  await browser.run(() => {
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.popover = 'manual';
    cover.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh;background:#fff;z-index:2147483647';
    document.body.append(cover);
    cover.showPopover();
  });
  await waitFor(async () => {
    await (await pill.find('[data-part=pill]', 100)).click();
    return (await pill.all('[data-part=card]')).length;
  }, 'the notice to rise above the cover and to open');
  await browser.press('\uE00C');
  await browser.run(() => {
    document.querySelector('#cover')?.remove();
    const again = () => document.querySelector('trainspotter-pill')?.remove();
    new MutationObserver(again).observe(document.documentElement, { childList: true });
    again();
  });
  await waitFor(async () => (await pill.all('[data-part=pill]')).length === 0, 'the page to win');
  const badge = await browser.extensionPage('popup/popup.html', (page) => page.run(async () => {
    const [tab] = (await chrome.tabs.query({})).filter((one) => one.url?.startsWith('https://'));
    return chrome.action.getBadgeText({ tabId: tab.id });
  }));
  assert.equal(badge, '!', 'the badge is out of the page\'s reach');
});

test('neither composer nor send button is ever covered, in any corner and at any size', async () => {
  await start();
  let checked = 0;
  for (const size of [{ width: 1280, height: 800 }, { width: 640, height: 400 }, { width: 500, height: 700 }]) {
    await browser.resize(size);
    for (const corner of ['top-end', 'bottom-end', 'bottom-start', 'top-start']) {
      await browser.storage('local').set({ settings: { version: 1, corner, accounts: { claude: 'personal' } } });
      await openApp(browser, HOST);
      await browser.run(() => {
        const [composer, send] = [document.querySelector('[contenteditable]'), document.querySelector('[data-test=act]')];
        document.querySelector('.act')?.prepend(/** @type {Element} */ (composer));
        /** @type {HTMLElement} */ (composer).style.flex = '1';
        /** @type {HTMLElement} */ (composer).focus();
        send?.setAttribute('data-corner-test', '');
      });
      await (await browser.find('[data-test=act]')).click();
      // What the page alone shows may be there first; the click is louder.
      await pill.find('[data-level=alert] [data-part=pill]');
      for (const part of ['status', 'card']) {
        if (part === 'card') await pill.click('[data-part=pill]');
        const shown = await (await pill.find(`[data-part=${part}]`)).getRect();
        const taken = await browser.run(() => ['[contenteditable]', '[data-test=act]'].map((selector) => {
          const { x, y, width, height } = /** @type {Element} */ (document.querySelector(selector)).getBoundingClientRect();
          return { x, y, width, height };
        }));
        for (const box of taken) {
          const apart = shown.x >= box.x + box.width || box.x >= shown.x + shown.width || shown.y >= box.y + box.height || box.y >= shown.y + shown.height;
          assert.ok(apart, `${part} in ${corner} at ${size.width}x${size.height}: ${JSON.stringify([shown, box])}`);
          checked += 1;
        }
        assert.ok(shown.x >= 0 && shown.y >= 0 && shown.x + shown.width <= size.width && shown.y + shown.height <= size.height, `${part} in ${corner} at ${size.width}x${size.height} is inside the window: ${JSON.stringify(shown)}`);
      }
    }
  }
  assert.equal(checked, 48);
});

test('an open workspace that polls with ever new ids falls silent, and the worker sleeps', async () => {
  await start();
  await openApp(browser, HOST, '?poll=100');
  await waitFor(async () => (await remembered())?.app === 'claude', 'the page to be reported');
  // The first answers settle what the polls are.
  const first = server.requests.length;
  await waitFor(() => server.requests.length > first + 20, 'twenty polls');
  await waitFor(async () => {
    await browser.stopWorker();
    const polls = server.requests.length;
    await waitFor(() => server.requests.length > polls + 30, 'thirty polls');
    return !(await browser.workerRunning());
  }, 'thirty polls that wake nobody', 30_000);
  assert.equal(APPS[HOST].app, 'claude');
});
