// One way to drive both browsers with the extension loaded: start it, look into its closed shadow roots with real input, stop
// its worker, reload it under a living page, read its storage and everything it printed or asked the network for. What
// differs between the browsers lives in chromium.js and firefox.js; tests name a browser, never one of those files.

import assert from 'node:assert/strict';
import axeCore from 'axe-core';
import { Key } from 'selenium-webdriver';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { startChromium } from './chromium.js';
import { startFirefox } from './firefox.js';
import { Shadow } from './shadow.js';
import { waitFor } from './wait.js';

/**
 * @typedef {object} LaunchOptions
 * @property {'chromium' | 'firefox'} browser
 * @property {string} [extension] folder of the unpacked extension; none: a bare browser
 * @property {string} [installed] id of an extension that a policy of the machine installs; instead of `extension`
 * @property {import('./server.js').TestServer} [server] the only network there is; none: the real one
 * @property {boolean} [headless] true unless said otherwise
 * @property {{width: number, height: number}} [windowSize] of the page inside the window, in CSS pixels; headless only
 * @property {number} [scale] device pixels per CSS pixel
 * @property {'light' | 'dark'} [colorScheme]
 * @property {string} [locale] language tag for the page and for the extension's messages
 * @property {string} [downloads] folder for what a person saves
 * @property {boolean} [developerTools] opens the browser's own developer tools beside each tab; Chromium needs that for `openPanel`
 * @property {string} [profile] folder to keep the profile in, to start again where a run ended; none: a fresh one
 */

/**
 * @typedef {object} ConsoleMessage
 * @property {'page' | 'extension'} from
 * @property {'error' | 'warning' | 'log'} level the Chromium worker's own `console.error` arrives as `log`; what it throws is an `error`
 * @property {string} text
 * @property {string} source address of the script or page, where known
 */

/**
 * The extension's panel in the browser's own developer tools.
 * @typedef {object} Panel
 * @property {<T, A extends unknown[]>(script: (...args: A) => T | Promise<T>, ...args: A) => Promise<T>} run in the panel's own page; the
 *   script sees nothing of its file, arguments and answer are JSON
 * @property {() => Promise<string>} picture of the tools as PNG in base64
 * @property {() => Promise<void>} close lets go of the tools
 */

/**
 * What chromium.js and firefox.js each have to provide.
 * @typedef {object} Engine
 * @property {import('selenium-webdriver').WebDriver} driver
 * @property {string} origin of the extension's pages, without the slash at the end
 * @property {() => Promise<void>} stopWorker
 * @property {() => Promise<boolean>} workerRunning
 * @property {(inExtension: <T>(use: () => Promise<T>) => Promise<T>) => Promise<void>} reloadExtension
 * @property {() => Promise<ConsoleMessage[]>} consoleMessages
 * @property {(visit: <T>(url: string, use: () => Promise<T>) => Promise<T>) => Promise<{url: string, from: string}[]>} externalRequests
 * @property {(scheme: 'light' | 'dark') => Promise<void>} colorScheme
 * @property {(needs: Needs) => Promise<void>} needs
 * @property {(address: string) => Promise<Panel>} openPanel
 * @property {() => Promise<void>} close
 */

/**
 * What a person has told the system to do for them.
 * @typedef {{forcedColors?: boolean, reducedMotion?: boolean}} Needs
 */

/**
 * Starts a browser and, when there is one, waits until the extension in it is ready.
 * @param {LaunchOptions} options
 * @returns {Promise<Browser>}
 * @throws {Error} when a browser or driver is missing (it says which variable names it) or the extension does not load
 */
export async function launch(options) {
  const extension = options.extension && await readExtension(options.extension);
  const start = { chromium: startChromium, firefox: startFirefox }[options.browser];
  if (!start) throw new Error(`there is no browser "${options.browser}": chromium or firefox`);
  const browser = new Browser(options.browser, await start(options, extension || null));
  try {
    // In a window that somebody looks at, that somebody or the desktop decides.
    if (options.headless !== false) await browser.resize(options.windowSize ?? { width: 1280, height: 800 });
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

/**
 * @typedef {{folder: string, manifest: {key?: string, browser_specific_settings?: {gecko?: {id?: string}}}}} Extension
 * @param {string} folder
 * @returns {Promise<Extension>}
 */
async function readExtension(folder) {
  const path = join(resolve(folder), 'manifest.json');
  const text = await readFile(path, 'utf8').catch(() => { throw new Error(`no extension at ${path}: build it first`); });
  return { folder: resolve(folder), manifest: JSON.parse(text) };
}

/** A running browser. Not to be made by hand: see `launch`. */
export class Browser {
  /** @param {'chromium' | 'firefox'} name @param {Engine} engine */
  constructor(name, engine) {
    this.name = name;
    this.driver = engine.driver;
    /** Of the extension's pages, `chrome-extension://…` or `moz-extension://…`. */
    this.origin = engine.origin;
    /** @private */
    this.engine = engine;
  }

  /** Opens an address in the current tab. @param {string} url */
  async open(url) {
    await this.driver.get(url);
  }

  /**
   * Runs a function in the page and gives its answer; it sees nothing of this file.
   * @template T @template {unknown[]} A
   * @param {(...args: A) => T | Promise<T>} script
   * @param {A} args JSON or elements
   * @returns {Promise<Awaited<T>>}
   */
  async run(script, ...args) {
    return /** @type {any} */ (await this.driver.executeScript(script, ...args));
  }

  /** How many elements of the page match, closed shadow roots excluded. @param {string} selector */
  async count(selector) {
    return (await this.driver.findElements({ css: selector })).length;
  }

  /** The one element that matches, once it is there. @param {string} selector @returns {Promise<import('selenium-webdriver').WebElement>} */
  async find(selector) {
    return waitFor(async () => (await this.driver.findElements({ css: selector }))[0], `${selector} in the page`);
  }

  /**
   * Clicks an element and types into it, key by key, as a person would; the keys go to whatever has the focus then.
   * WebDriver's own sendKeys refuses fields inside closed shadow roots in Chromium.
   * @param {import('selenium-webdriver').WebElement} element
   * @param {...string} keys text or selenium's `Key`
   */
  async type(element, ...keys) {
    await element.click();
    await this.press(...keys);
  }

  /** Presses keys into whatever has the focus. @param {...string} keys */
  async press(...keys) {
    await this.driver.actions().sendKeys(...keys).perform();
  }

  /** Empties the field that has the focus. */
  async clear() {
    await this.driver.actions().keyDown(Key.CONTROL).sendKeys('a').keyUp(Key.CONTROL).sendKeys(Key.BACK_SPACE).perform();
  }

  /** The inside of a shadow root, open or closed. @param {string} hostSelector the element that carries it */
  shadow(hostSelector) {
    return new Shadow(this, hostSelector);
  }

  /**
   * Opens a page of the extension in a tab of its own, lets it be used there, closes it and comes back.
   * @template T
   * @param {string} path such as `popup.html`
   * @param {(browser: Browser) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async extensionPage(path, use) {
    return this.visit('tab', `${this.origin}/${path}`, () => use(this));
  }

  /**
   * The extension's stored values, read and written from its own origin. A window of its own, not a tab, so that the page
   * under test stays visible; its manifest as the document, so that none of the extension's code runs.
   * @param {'local' | 'session' | 'sync' | 'managed'} area
   */
  storage(area) {
    /** @param {'get' | 'set' | 'remove' | 'clear'} method @param {unknown[]} args @returns {Promise<any>} */
    const call = (method, ...args) => this.inExtension(() => this.driver.executeScript(
      'const [area, method, args] = arguments; return chrome.storage[area][method](...args)', area, method, args,
    ));
    return {
      /** @param {string | string[]} [keys] none: everything @returns {Promise<Record<string, any>>} */
      get: (keys) => call('get', keys ?? null),
      /** @param {Record<string, unknown>} values @returns {Promise<void>} */
      set: (values) => call('set', values),
      /** @param {string | string[]} keys @returns {Promise<void>} */
      remove: (keys) => call('remove', keys),
      /** @returns {Promise<void>} */
      clear: () => call('clear'),
    };
  }

  /** Stops the service worker (Chromium) or event page (Firefox) as the browser does when it is idle. */
  async stopWorker() {
    await this.engine.stopWorker();
  }

  /** Whether the background is running now; asking does not wake it. */
  async workerRunning() {
    return this.engine.workerRunning();
  }

  /** Reloads the extension as an update would, under whatever pages are open, and waits until its background ran again. */
  async reloadExtension() {
    await this.engine.reloadExtension((use) => this.inExtension(use));
  }

  /** Everything printed or thrown so far, by the pages and by every part of the extension. @returns {Promise<ConsoleMessage[]>} */
  async consoleMessages() {
    return this.engine.consoleMessages();
  }

  /**
   * The requests that the extension made to anything but its own files. A content script asks in the page's name: Chromium
   * knows better, Firefox does not, so compare `server.requests` with the page's own list there.
   * @returns {Promise<{url: string, from: string}[]>}
   * @throws {Error} in Chromium, when it was launched without a server
   */
  async externalRequests() {
    return this.engine.externalRequests((url, use) => this.visit('window', url, use));
  }

  /**
   * Opens the extension's panel in the browser's own developer tools, beside the current tab.
   * @param {string} path of its page
   * @returns {Promise<Panel>}
   */
  async openPanel(path) {
    return this.engine.openPanel(`${this.origin}/${path}`);
  }

  /** Shows what is in the current tab in light or in dark from now on. @param {'light' | 'dark'} scheme */
  async colorScheme(scheme) {
    await this.engine.colorScheme(scheme);
    const dark = scheme === 'dark';
    await waitFor(() => this.run((wanted) => matchMedia('(prefers-color-scheme: dark)').matches === wanted, dark), `the page to be ${scheme}`);
  }

  /** Shows what is in the current tab as somebody with these needs has it. @param {Needs} needs */
  async needs(needs) {
    await this.engine.needs(needs);
    const wanted = { forcedColors: needs.forcedColors ?? false, reducedMotion: needs.reducedMotion ?? false };
    await waitFor(() => this.run(({ forcedColors, reducedMotion }) => (
      matchMedia('(forced-colors: active)').matches === forcedColors && matchMedia('(prefers-reduced-motion: reduce)').matches === reducedMotion
    ), wanted), `the page to follow ${JSON.stringify(wanted)}`);
  }

  /** Saves what the window shows as PNG, making the folders on the way. @param {string} path */
  async screenshot(path) {
    const image = await this.driver.takeScreenshot();
    await mkdir(dirname(resolve(path)), { recursive: true });
    await writeFile(path, image, 'base64');
  }

  /**
   * Checks accessibility with axe.
   * @param {string | Shadow} [context] selector or shadow root; none: the whole page
   * @returns {Promise<import('axe-core').Result[]>} the violations
   */
  async axe(context) {
    const inShadow = context instanceof Shadow;
    const host = inShadow ? await context.host() : null;
    const root = inShadow ? await context.root() : null;
    const result = await this.driver.executeScript(`
      const [context, host, root] = arguments;
      if (!window.axe) { ${axeCore.source} }
      // axe sees open shadow roots only: lend it this one for the moment.
      if (host) Object.defineProperty(host, 'shadowRoot', { value: root, configurable: true });
      return window.axe.run(host ?? context ?? document).finally(() => { if (host) delete host.shadowRoot; })
        .then(({ violations }) => JSON.stringify(violations));
    `, inShadow ? null : context ?? null, host, root);
    return JSON.parse(/** @type {string} */ (result));
  }

  /**
   * Makes the page inside the window this large and waits until it is.
   * @param {{width: number, height: number}} size CSS pixels
   * @throws {Error} when the window does not follow: browsers have a least width, window managers have wishes
   */
  async resize({ width, height }) {
    const sizes = () => this.run(() => ({ width: innerWidth, height: innerHeight, right: outerWidth - innerWidth, below: outerHeight - innerHeight }));
    const { right, below } = await sizes();
    await this.driver.manage().window().setRect({ width: width + right, height: height + below });
    await waitFor(async () => {
      const now = await sizes();
      assert.deepEqual([now.width, now.height], [width, height]);
      return true;
    }, `a page of ${width} by ${height}`);
  }

  /** Ends the browser and its driver. */
  async close() {
    await this.engine.close();
  }

  /** @private @template T @param {() => Promise<T>} use @returns {Promise<T>} */
  async inExtension(use) {
    return this.visit('window', `${this.origin}/manifest.json`, use);
  }

  /** @private @template T @param {'tab' | 'window'} kind @param {string} url @param {() => Promise<T>} use @returns {Promise<T>} */
  async visit(kind, url, use) {
    const back = await this.driver.getWindowHandle();
    await this.driver.switchTo().newWindow(kind);
    const here = await this.driver.getWindowHandle();
    try {
      await this.driver.get(url);
      return await use();
    } finally {
      // The page may have closed itself: popups do, and every page of an extension that is reloaded.
      if ((await this.driver.getAllWindowHandles()).includes(here)) {
        await this.driver.switchTo().window(here);
        await this.driver.close();
      }
      await this.driver.switchTo().window(back);
    }
  }
}

export { Key, waitFor };
