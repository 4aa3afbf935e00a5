// Firefox behind the harness. The driver runs with system access, so the browser's own services can be asked what no page may
// know: whether the background runs, who made a request, what was printed where.

import firefox from 'selenium-webdriver/firefox.js';
import { firefoxPanel } from './firefox-tools.js';
import { ignoreGone, program } from './programs.js';
import { listen } from './firefox-listener.js';
import { waitFor } from './wait.js';

/** The extension's address is random in Firefox unless it is chosen beforehand. */
const ADDRESS = '7e57ab1e-0000-4000-8000-74657374696e';

/**
 * @param {import('./browser.js').LaunchOptions} options
 * @param {import('./browser.js').Extension | null} extension
 * @returns {Promise<import('./browser.js').Engine>}
 * @throws {Error} when the manifest has no Firefox id
 */
export async function startFirefox(options, extension) {
  const id = options.installed ?? (extension && extension.manifest.browser_specific_settings?.gecko?.id);
  if (extension && !id) throw new Error(`${extension.folder}/manifest.json needs browser_specific_settings.gecko.id`);
  const service = new firefox.ServiceBuilder(program('GECKODRIVER', ['geckodriver'])).addArguments('--allow-system-access').build();
  const driver = /** @type {firefox.Driver} */ (firefox.Driver.createSession(firefoxOptions(options, id ?? null), service));
  try {
    await driver.getSession();
    const engine = new Firefox(driver, id ?? '');
    await engine.system(listen, id ?? '');
    if (options.locale) await engine.system(speak, options.locale);
    if (extension) await driver.installAddon(extension.folder, true);
    if (options.installed) await waitFor(() => engine.system(isActive, id ?? ''), `${id} to be installed by policy`, 30_000);
    return engine;
  } catch (error) {
    await driver.quit().catch(ignoreGone);
    throw error;
  }
}

/** @param {import('./browser.js').LaunchOptions} options @param {string | null} id */
function firefoxOptions({ server, installed, headless = true, scale, colorScheme = 'light', locale, profile, downloads }, id) {
  const options = new firefox.Options();
  options.setBinary(program('FIREFOX_BIN', ['firefox-esr', 'firefox']));
  if (headless) options.addArguments('-headless');
  if (profile) options.addArguments('-profile', profile);
  /** @type {Record<string, string | number | boolean>} */
  const preferences = {
    'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
    // The manifest as a document must stay the extension's own, or nothing of its storage can be seen from there.
    'devtools.jsonview.enabled': false,
    'services.settings.server': 'data:,#nothing-to-fetch',
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
  };
  if (id) preferences['extensions.webextensions.uuids'] = JSON.stringify({ [id]: ADDRESS });
  if (scale) preferences['layout.css.devPixelsPerPx'] = String(scale);
  if (locale) preferences['intl.accept_languages'] = locale;
  if (downloads) Object.assign(preferences, { 'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.useDownloadDir': true });
  if (server) {
    Object.assign(preferences, {
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': server.proxyPort,
      'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': server.proxyPort,
      // What a policy installs comes from a server on this machine.
      'network.proxy.no_proxies_on': installed ? '127.0.0.1' : '',
    });
    options.setAcceptInsecureCerts(true);
  }
  for (const [name, value] of Object.entries(preferences)) options.setPreference(name, value);
  return options;
}

/** Runs in the browser. Claims the language without its language pack: pages and extensions then follow it. @param {string} locale */
function speak(locale) {
  const { Services } = /** @type {any} */ (globalThis);
  Services.locale.availableLocales = [locale, 'en-US'];
  Services.locale.requestedLocales = [locale];
}

/** Runs in the browser. @param {string} id */
function isActive(id) {
  const policy = /** @type {any} */ (globalThis).WebExtensionPolicy.getByID(id);
  return Boolean(policy?.active);
}

/** @implements {Omit<import('./browser.js').Engine, never>} */
class Firefox {
  /** @param {firefox.Driver} driver @param {string} id of the extension */
  constructor(driver, id) {
    this.driver = driver;
    this.id = id;
    this.origin = `moz-extension://${ADDRESS}`;
  }

  /**
   * Runs a function with the rights of the browser itself.
   * @template T @template {unknown[]} A @param {(...args: A) => T | Promise<T>} script @param {A} args JSON @returns {Promise<T>}
   */
  async system(script, ...args) {
    await this.driver.setContext(/** @type {any} */ ('chrome'));
    try {
      return await this.driver.executeScript(script, ...args);
    } finally {
      await this.driver.setContext(/** @type {any} */ ('content'));
    }
  }

  async workerRunning() {
    return this.system((id) => {
      const { extension } = /** @type {any} */ (globalThis).WebExtensionPolicy.getByID(id);
      return extension.backgroundState === 'running';
    }, this.id);
  }

  async stopWorker() {
    await this.system(async (id) => {
      const { extension } = /** @type {any} */ (globalThis).WebExtensionPolicy.getByID(id);
      await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
    }, this.id);
  }

  async reloadExtension() {
    await this.system(async (id) => {
      const { ChromeUtils } = /** @type {any} */ (globalThis);
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      await (await AddonManager.getAddonByID(id)).reload();
    }, this.id);
  }

  async consoleMessages() {
    const { printed } = await this.heard();
    return printed.map(({ source, ...message }) => {
      const from = source.startsWith(`${this.origin}/`) ? /** @type {const} */ ('extension') : /** @type {const} */ ('page');
      return { from, source, ...message };
    });
  }

  async externalRequests() {
    return (await this.heard()).asked;
  }

  /** @private @returns {Promise<import('./firefox-listener.js').Heard>} */
  async heard() {
    return this.system(() => {
      const { Cu, Services } = /** @type {any} */ (globalThis);
      return Cu.getGlobalForObject(Services).harnessHeard;
    });
  }

  /** @param {'light' | 'dark'} scheme */
  async colorScheme(scheme) {
    await this.system((value) => {
      /** @type {any} */ (globalThis).Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', value);
    }, scheme === 'dark' ? 0 : 1);
  }

  /** @param {import('./browser.js').Needs} needs */
  async needs({ forcedColors, reducedMotion }) {
    await this.system((colours, motion) => {
      const { prefs } = /** @type {any} */ (globalThis).Services;
      // 2: the person's colours instead of the page's, always; 0: only with a system theme of high contrast.
      prefs.setIntPref('browser.display.document_color_use', colours ? 2 : 0);
      prefs.setIntPref('ui.prefersReducedMotion', motion ? 1 : 0);
    }, forcedColors ?? false, reducedMotion ?? false);
  }

  /** @param {string} address */
  async openPanel(address) {
    const picture = async () => {
      await this.driver.setContext(/** @type {any} */ ('chrome'));
      return this.driver.takeScreenshot().finally(() => this.driver.setContext(/** @type {any} */ ('content')));
    };
    return firefoxPanel((script, ...args) => this.system(script, ...args), picture, address);
  }

  async close() {
    await this.driver.quit().catch(ignoreGone);
  }
}
