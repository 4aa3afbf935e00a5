// For those who see, move and read otherwise: colours of the system, no motion, everything twice as large.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';
import { WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const EXTENSION = fileURLToPath(new URL(`../../target/extension/${BROWSER}`, import.meta.url));

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {import('./shadow.js').Shadow} */ let pill;

before(async () => {
  server = await startServer();
});

afterEach(async () => {
  await browser?.close();
});

after(async () => {
  await server?.close();
});

/** @param {Partial<import('./browser.js').LaunchOptions>} [options] */
async function start(options = {}) {
  browser = await launch({ browser: BROWSER, extension: EXTENSION, server, ...options });
  pill = browser.shadow('trainspotter-pill');
  await browser.storage('local').set({ settings: { version: 1, welcomed: '2026-01-01' } });
  const hands = new WorkspaceHands(browser);
  await hands.open();
  return hands;
}

/** What a part looks like. @param {string} selector @param {string[]} properties @returns {Promise<string[]>} */
const computed = async (selector, ...properties) => browser.driver.executeScript(
  'const style = getComputedStyle(arguments[0]); return arguments[1].map((name) => style.getPropertyValue(name));', await pill.find(selector), properties,
);

/** The number of the workspace's tab. */
const workspaceTab = () => browser.extensionPage('manifest.json', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id));

test('with the system\'s colours every border, state and lamp is still seen', async () => {
  const hands = await start();
  await browser.needs({ forcedColors: true });
  await hands.say('Look at it');
  await pill.find('[data-part=pill]');
  assert.deepEqual(await computed('[data-part=status]', 'border-top-width', 'border-top-style'), ['2px', 'solid']);
  await browser.screenshot(`target/run/forced-pill-${BROWSER}.png`);
  await pill.click('[data-part=pill]');
  assert.deepEqual(await computed('[data-part=card]', 'border-top-width', 'border-top-style'), ['2px', 'solid']);
  const [pressed, other] = [await computed('[data-part=roles] [aria-pressed=true]', 'border-top-width'), await computed('[data-part=roles] [aria-pressed=false]', 'border-top-width')];
  assert.deepEqual([pressed, other], [['3px'], ['1px']], 'the chosen role is told by more than its colour');
  const [[lamp], [head], [ink]] = [await computed('[data-part=hero] .lamp-light', 'fill'), await computed('[data-part=hero] .lamp-head', 'fill'), await computed('[data-part=hero] h2', 'color')];
  assert.equal(lamp, ink);
  assert.notEqual(lamp, head);
  await browser.screenshot(`target/run/forced-card-${BROWSER}.png`);
  const tab = await workspaceTab();
  for (const [name, path] of [['popup', `popup/popup.html?tab=${tab}`], ['options', 'options/options.html']]) {
    await browser.extensionPage(path, async (page) => {
      await page.needs({ forcedColors: true });
      const row = await page.find('[data-part=row] > summary');
      const arrow = await browser.driver.executeScript('return getComputedStyle(arguments[0], "::after").borderBottomWidth', row);
      assert.equal(arrow, '2px', 'that a row opens is told by a border, which forced colours leave');
      await page.screenshot(`target/run/forced-${name}-${BROWSER}.png`);
    });
  }
});

test('nothing moves for those who asked for less motion', async () => {
  const hands = await start();
  await browser.needs({});
  await hands.say('Look at it');
  assert.deepEqual(await computed('[data-part=status]', 'animation-name'), ['arrive']);
  await browser.needs({ reducedMotion: true });
  assert.deepEqual(await computed('[data-part=status]', 'animation-name', 'transition-duration'), ['none', '0s']);
  await pill.click('[data-part=pill]');
  assert.deepEqual(await computed('[data-part=card]', 'animation-name', 'transition-duration'), ['none', '0s']);
});

test('at 200 % everything can be reached and nothing has to be scrolled sideways', async () => {
  // A window of 1280 by 800 at 200 %.
  const hands = await start({ scale: 2, windowSize: { width: 640, height: 400 } });
  assert.equal(await browser.run(() => devicePixelRatio), 2);
  await hands.say('Look at it');
  await pill.find('[data-part=pill]');
  await browser.screenshot(`target/run/zoomed-pill-${BROWSER}.png`);
  await pill.click('[data-part=pill]');
  const card = await pill.find('[data-part=card]');
  await browser.screenshot(`target/run/zoomed-card-${BROWSER}.png`);
  const reached = await browser.driver.executeScript(`
    const [card, root] = arguments;
    for (const fold of card.querySelectorAll('details')) fold.open = true;
    const scroll = card.querySelector('[data-part=scroll]');
    const buttons = [...card.querySelectorAll('button, a, summary, textarea')].filter((one) => one.checkVisibility());
    const lost = buttons.filter((one) => {
      one.scrollIntoView({ block: 'center', behavior: 'instant' });
      const box = one.getBoundingClientRect();
      const x = box.left + Math.min(box.width / 2, 20), y = box.top + Math.min(box.height / 2, 20);
      const hit = root.elementFromPoint(x, y);
      return !(hit && (one.contains(hit) || hit.contains(one)) && hit !== card);
    });
    return { buttons: buttons.length, lost: lost.map((one) => one.outerHTML.slice(0, 80)), sideways: scroll.scrollWidth - scroll.clientWidth };
  `, card, await pill.root());
  assert.ok(/** @type {any} */ (reached).buttons >= 10, JSON.stringify(reached));
  assert.deepEqual([/** @type {any} */ (reached).lost, /** @type {any} */ (reached).sideways], [[], 0]);
  const tab = await workspaceTab();
  for (const [name, path] of [['popup', `popup/popup.html?tab=${tab}`], ['options', 'options/options.html']]) {
    await browser.extensionPage(path, async (page) => {
      await page.find('[data-part=row]');
      const sideways = () => page.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await waitFor(async () => (await sideways()) <= 0, `the ${name} to fit`);
      await page.screenshot(`target/run/zoomed-${name}-${BROWSER}.png`);
    });
  }
});
