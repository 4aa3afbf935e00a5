// Chromium behind the harness. What leaves it is learnt from its own log files and not by attaching to the worker: an attached
// worker never falls asleep, and tests would see one that users never have.

import { logging } from 'selenium-webdriver';
import chrome from 'selenium-webdriver/chrome.js';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPanel } from './chromium-tools.js';
import { ignoreGone, program } from './programs.js';
import { LOG_MARK } from './proxy.js';
import { waitFor } from './wait.js';

/**
 * @param {import('./browser.js').LaunchOptions} options
 * @param {import('./browser.js').Extension | null} extension
 * @returns {Promise<import('./browser.js').Engine>}
 */
export async function startChromium(options, extension) {
  const logs = await mkdtemp(join(tmpdir(), 'trainspotter-chromium-'));
  const service = new chrome.ServiceBuilder(program('CHROMEDRIVER', ['chromedriver'])).build();
  const driver = chrome.Driver.createSession(chromiumOptions(options, extension, logs), service);
  try {
    await driver.getSession();
    const id = options.installed ?? (extension && await extensionId(extension));
    const engine = new Chromium(driver, id, logs);
    if (extension) await waitFor(() => engine.worker(), `the background of ${extension.folder} to start in Chromium`, 20_000);
    if (options.installed) await waitFor(() => engine.isInstalled(), `${id} to be installed by policy`, 20_000);
    return engine;
  } catch (error) {
    await driver.quit().catch(ignoreGone);
    await rm(logs, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {import('./browser.js').LaunchOptions} options
 * @param {import('./browser.js').Extension | null} extension
 * @param {string} logs folder
 */
function chromiumOptions({ server, installed, headless = true, scale, colorScheme, locale, profile, downloads, developerTools }, extension, logs) {
  const options = new chrome.Options();
  options.setBinaryPath(program('CHROMIUM_BIN', ['chromium', 'chromium-browser']));
  options.addArguments(
    '--no-first-run', '--disable-sync', '--disable-component-update', '--disable-search-engine-choice-screen',
    '--enable-logging', `--log-file=${join(logs, 'console.log')}`, `--log-net-log=${join(logs, 'network.json')}`,
  );
  // This one, which the driver adds by itself, would keep policies from installing anything.
  if (installed) options.excludeSwitches('disable-background-networking');
  else options.addArguments('--disable-background-networking');
  if (headless) options.addArguments('--headless=new');
  if (developerTools) options.addArguments('--auto-open-devtools-for-tabs');
  if (process.getuid?.() === 0) options.addArguments('--no-sandbox');
  if (extension) options.addArguments(`--load-extension=${extension.folder}`);
  if (server) {
    options.addArguments(
      `--proxy-server=http://127.0.0.1:${server.proxyPort}`, '--ignore-certificate-errors',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    );
    // What a policy installs comes from a server on this machine.
    if (!installed) options.addArguments('--proxy-bypass-list=<-loopback>');
  }
  if (scale) options.addArguments(`--force-device-scale-factor=${scale}`);
  if (colorScheme === 'dark') options.addArguments('--force-dark-mode');
  if (locale) options.addArguments(`--lang=${locale}`, `--accept-lang=${locale}`);
  if (profile) options.addArguments(`--user-data-dir=${profile}`);
  // Without developer mode an unpacked extension is switched off, not reloaded, when it is reloaded. The driver writes the
  // preferences anew, so a profile to be started again, with what a policy has installed in it, goes without.
  if (!installed) options.setUserPreferences({ extensions: { ui: { developer_mode: true } }, ...(downloads ? { download: { default_directory: downloads } } : {}) });
  const kept = new logging.Preferences();
  kept.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  kept.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
  options.setLoggingPrefs(kept);
  return options;
}

/** Chromium's id: from the manifest's key, or else from the folder. @param {import('./browser.js').Extension} extension */
async function extensionId({ folder, manifest }) {
  const seed = manifest.key ? Buffer.from(manifest.key, 'base64') : await realpath(folder);
  return createHash('sha256').update(seed).digest('hex').slice(0, 32).replace(/./g, (digit) => 'abcdefghijklmnop'[parseInt(digit, 16)]);
}

/** @implements {Omit<import('./browser.js').Engine, never>} */
class Chromium {
  /** @param {chrome.Driver} driver @param {string | null} id of the extension @param {string} logs folder */
  constructor(driver, id, logs) {
    this.driver = driver;
    this.origin = `chrome-extension://${id}`;
    this.logs = logs;
    /** WebDriver forgets log entries once they were read. @type {import('./browser.js').ConsoleMessage[]} */
    this.printed = [];
    /** @type {{url: string, from: string}[]} */
    this.asked = [];
  }

  /** @param {string} command @param {object} [params] @returns {Promise<any>} */
  devtools(command, params = {}) {
    return /** @type {any} */ (this.driver).sendAndGetDevToolsCommand(command, params);
  }

  /** The DevTools target of the extension's worker while it runs. @returns {Promise<string | undefined>} */
  async worker() {
    const { targetInfos } = await this.devtools('Target.getTargets');
    return targetInfos.find((/** @type {any} */ info) => info.type === 'service_worker' && info.url.startsWith(`${this.origin}/`))?.targetId;
  }

  /** Whether its pages can be opened. Nothing but a policy's first installation starts the worker by itself. */
  async isInstalled() {
    await this.driver.get(`${this.origin}/manifest.json`);
    const there = await this.driver.executeScript('return typeof chrome.runtime?.id');
    await this.driver.get('about:blank');
    return there === 'string';
  }

  async workerRunning() {
    return Boolean(await this.worker());
  }

  async stopWorker() {
    const before = await this.worker();
    if (!before) return;
    await this.devtools('ServiceWorker.enable');
    await this.devtools('ServiceWorker.stopAllWorkers');
    // The page may have woken a new one before anybody could look: the old one is gone all the same.
    await waitFor(async () => await this.worker() !== before, 'the worker to stop', 5_000);
  }

  /** @param {<T>(use: () => Promise<T>) => Promise<T>} inExtension */
  async reloadExtension(inExtension) {
    const before = await this.worker();
    // The page asks for the end of its own extension: it would be gone before it could answer, so it asks later.
    await inExtension(async () => {
      await this.driver.executeScript('setTimeout(() => chrome.runtime.reload())');
      await waitFor(async () => { const now = await this.worker(); return now && now !== before; }, 'the reloaded extension to start', 20_000);
    });
  }

  async consoleMessages() {
    for (const { level, message } of await this.driver.manage().logs().get(logging.Type.BROWSER)) {
      const [, source, text] = /^(\S+) (.*)$/s.exec(message) ?? ['', '', message];
      const name = level.value >= logging.Level.SEVERE.value ? 'error' : level.value >= logging.Level.WARNING.value ? 'warning' : 'log';
      this.printed.push({ from: source.startsWith(`${this.origin}/`) ? 'extension' : 'page', level: name, text, source });
    }
    // WebDriver hears the tabs, not the worker; the log file hears all, but not the levels.
    const file = await readFile(join(this.logs, 'console.log'), 'utf8').catch(() => '');
    const lines = [...file.matchAll(/:CONSOLE[:(]\d+\)?\] "(.*?)", source: (\S*) \(\d+\)$/gms)];
    const heard = new Set(this.printed.map(({ source }) => source));
    const unheard = lines.filter(([, , source]) => source.startsWith(`${this.origin}/`) && !heard.has(source));
    return [...this.printed, ...unheard.map(([, text, source]) => ({
      from: /** @type {const} */ ('extension'), level: text.startsWith('Uncaught') ? /** @type {const} */ ('error') : /** @type {const} */ ('log'), text, source,
    }))];
  }

  /** @param {<T>(url: string, use: () => Promise<T>) => Promise<T>} visit */
  async externalRequests(visit) {
    // Content scripts ask in the page's name; only the call stack tells them from it.
    for (const entry of await this.driver.manage().logs().get(logging.Type.PERFORMANCE)) {
      const { method, params } = JSON.parse(entry.message).message;
      if (method !== 'Network.requestWillBeSent' || params.documentURL.startsWith(this.origin)) continue;
      const frame = params.initiator.stack?.callFrames.find((/** @type {{url: string}} */ { url }) => url.startsWith(this.origin));
      if (frame && !params.request.url.startsWith(this.origin)) this.asked.push({ url: params.request.url, from: frame.url });
    }
    // The network log is written in blocks: what comes before a visit is there once the visit is.
    const mark = `http://${LOG_MARK}/${performance.now()}`;
    const log = await visit(mark, () => waitFor(async () => {
      const text = await readFile(join(this.logs, 'network.json'), 'utf8');
      return text.includes(mark) ? text : '';
    }, 'the network log to be written'));
    const own = [...log.matchAll(/^\{"params":(\{"initiator":"chrome-extension:.*?\}),"phase"/gm)].map(([, params]) => JSON.parse(params));
    const worker = own.filter(({ initiator }) => initiator === this.origin).map(({ url }) => ({ url, from: this.origin }));
    return [...this.asked, ...worker];
  }

  /** @param {'light' | 'dark'} scheme */
  async colorScheme(scheme) {
    await this.devtools('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  }

  /** @param {import('./browser.js').Needs} needs */
  async needs({ forcedColors, reducedMotion }) {
    await this.devtools('Emulation.setEmulatedMedia', { features: [
      { name: 'forced-colors', value: forcedColors ? 'active' : 'none' }, { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
    ] });
  }

  /** @param {string} address */
  async openPanel(address) {
    const { debuggerAddress } = (await this.driver.getCapabilities()).get('goog:chromeOptions');
    return chromiumPanel(debuggerAddress, address);
  }

  async close() {
    await this.driver.quit().catch(ignoreGone);
    await rm(this.logs, { recursive: true, force: true });
  }
}
