// Records what the page requests while the panel is open: addresses, methods and sockets, never what was sent.
//
// Bodies, cookies and headers are not kept; of the headers only the two that say for which page a request was made.

const HEADERS = ['referer', 'sec-fetch-dest'];
/** Entries kept; older ones are counted and let go. */
const MOST = 50_000;

/**
 * An entry without anything that a report does not need.
 * @param {any} entry
 * @param {string} pageref
 */
export function slim(entry, pageref) {
  const { request = {}, response = {} } = entry;
  const headers = (request.headers ?? []).filter((/** @type {{ name?: string }} */ { name }) => HEADERS.includes(String(name).toLowerCase()));
  const messages = Array.isArray(entry._webSocketMessages) ? entry._webSocketMessages.map((/** @type {any} */ { type, time, opcode }) => ({ type, time, opcode, data: '' })) : undefined;
  return {
    pageref,
    startedDateTime: entry.startedDateTime,
    time: entry.time ?? 0,
    ...(entry._resourceType ? { _resourceType: entry._resourceType } : {}),
    request: { method: request.method, url: request.url, httpVersion: request.httpVersion ?? '', headers, queryString: [], cookies: [], headersSize: -1, bodySize: -1 },
    response: { status: response.status ?? 0, statusText: '', httpVersion: response.httpVersion ?? '', headers: [], cookies: [], content: { size: response.content?.size ?? 0, mimeType: response.content?.mimeType ?? '' }, redirectURL: '', headersSize: -1, bodySize: -1 },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    ...(messages ? { _webSocketMessages: messages } : {}),
  };
}

/**
 * Address of the page that made requests, where nobody told it: its own document, or what a request names as its referrer.
 * @param {ReturnType<typeof slim>[]} entries
 * @returns {string | undefined}
 */
function addressOfPage(entries) {
  const document = entries.find((entry) => entry._resourceType === 'document');
  const referrers = entries.flatMap(({ request }) => request.headers).filter(({ name }) => name.toLowerCase() === 'referer');
  return document?.request.url ?? referrers[0]?.value;
}

/**
 * Where the inspected tab is. What it requests later names only the origin as its referrer, and that does not tell the workspace.
 * The background is asked, so that nothing runs in the page.
 * @returns {Promise<string | undefined>} nothing where the extension may not look
 */
async function inspectedAddress() {
  const address = await chrome.runtime.sendMessage({ type: 'address', tab: chrome.devtools.inspectedWindow.tabId });
  return typeof address === 'string' ? address : undefined;
}

/** A recording that grows. */
export class Recorder {
  /** @type {{ id: string, title: string, startedDateTime: string, pageTimings: object }[]} */
  pages = [];
  /** @type {any[]} */
  entries = [];
  recording = false;
  left = 0;

  /** @param {(fresh: any[], pages: Recorder['pages']) => void} grown */
  constructor(grown) {
    this.grown = grown;
    this.finished = (/** @type {any} */ entry) => this.take([entry]);
    this.navigated = (/** @type {string} */ url) => this.page(url);
  }

  /** Starts, with what the developer tools have recorded themselves since they were opened. @returns {Promise<void>} */
  async start() {
    // Opened as a page of its own, outside the developer tools, there is nothing to record.
    if (this.recording || !chrome.devtools) return;
    this.recording = true;
    chrome.devtools.network.onRequestFinished.addListener(this.finished);
    chrome.devtools.network.onNavigated.addListener(this.navigated);
    if (this.entries.length > 0) return;
    const address = await inspectedAddress();
    if (this.pages.length === 0) this.page(address ?? '');
    else if (this.pages.length === 1 && address) this.pages[0].title = address;
    const before = await new Promise((resolve) => {
      chrome.devtools.network.getHAR(resolve);
    });
    const log = /** @type {any} */ (before)?.log ?? /** @type {any} */ (before) ?? {};
    // What the tools already had is older than what came in meanwhile.
    this.take(log.entries ?? []);
  }

  stop() {
    if (!this.recording) return;
    this.recording = false;
    chrome.devtools.network.onRequestFinished.removeListener(this.finished);
    chrome.devtools.network.onNavigated.removeListener(this.navigated);
  }

  clear() {
    this.entries = [];
    this.left = 0;
    this.pages = this.pages.slice(-1);
  }

  /** @param {string} url */
  page(url) {
    this.pages.push({ id: `page_${this.pages.length + 1}`, title: url, startedDateTime: new Date().toISOString(), pageTimings: {} });
  }

  /** @param {any[]} entries */
  take(entries) {
    if (this.pages.length === 0) this.page('');
    const page = this.pages[this.pages.length - 1];
    const fresh = entries.map((entry) => slim(entry, page.id));
    page.title ||= addressOfPage(fresh) ?? '';
    this.entries.push(...fresh);
    const over = this.entries.length - MOST;
    if (over > 0) {
      this.entries.splice(0, over);
      this.left += over;
    }
    if (fresh.length > 0) this.grown(fresh, this.pages);
  }

  /** The recording as a HAR. @param {any[]} [entries] those to put in; all if left out */
  har(entries = this.entries) {
    return { log: { version: '1.2', creator: { name: 'Trainspotter', version: chrome.runtime.getManifest().version }, pages: this.pages, entries } };
  }
}
