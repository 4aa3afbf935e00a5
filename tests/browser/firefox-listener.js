// What the harness has Firefox write down about itself. The function runs inside the browser, with the browser's rights.

/**
 * @typedef {object} Heard
 * @property {{level: 'error' | 'warning' | 'log', text: string, source: string}[]} printed
 * @property {{url: string, from: string}[]} asked by the extension, of anything but itself
 */

/**
 * Runs in the browser: collects console messages and errors of pages and extension, and the extension's requests, into a
 * global of the browser that outlives the window.
 * @param {string} id of the extension
 */
export function listen(id) {
  const { Ci, Cu, Services } = /** @type {any} */ (globalThis);
  /** @type {Heard} */
  const heard = { printed: [], asked: [] };
  Cu.getGlobalForObject(Services).harnessHeard = heard;

  // Errors and warnings of all processes arrive at the browser's own console; it keeps 250, a listener keeps them all.
  Services.console.registerListener({
    observe(/** @type {any} */ message) {
      if (!(message instanceof Ci.nsIScriptError)) return;
      const { sourceName, errorMessage, flags } = /** @type {any} */ (message);
      if (!/^(https|moz-extension):/.test(sourceName)) return;
      heard.printed.push({ level: flags & Ci.nsIScriptError.warningFlag ? 'warning' : 'error', text: errorMessage, source: sourceName });
    },
  });

  // console.log and its like stay in the process that called them: ask every process to pass them on.
  Services.ppmm.addMessageListener('harness:printed', (/** @type {any} */ { data }) => {
    if (!/^(https|moz-extension):/.test(data.source)) return;
    const level = data.level === 'error' || data.level === 'assert' ? 'error' : data.level === 'warn' ? 'warning' : 'log';
    heard.printed.push({ level, text: data.text, source: data.source });
  });
  const script = `Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage).addLogEventListener((event) => {
    const { level, filename, arguments: parts } = event.wrappedJSObject ?? event;
    const text = [...(parts ?? [])].map((part) => { try { return typeof part === 'object' ? JSON.stringify(part) : String(part); } catch { return '?'; } }).join(' ');
    Services.cpmm.sendAsyncMessage('harness:printed', { level, source: filename ?? '', text });
  }, Services.scriptSecurityManager.getSystemPrincipal());`;
  Services.ppmm.loadProcessScript(`data:application/javascript,${encodeURIComponent(script)}`, true);

  Services.obs.addObserver({
    observe(/** @type {any} */ channel) {
      const { URI, loadInfo } = channel.QueryInterface(Ci.nsIHttpChannel);
      const asker = [loadInfo.triggeringPrincipal, loadInfo.loadingPrincipal].find((principal) => principal?.addonPolicy?.id === id);
      if (asker) heard.asked.push({ url: URI.spec, from: asker.origin });
    },
  }, 'http-on-opening-request');
}
