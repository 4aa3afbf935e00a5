// The panel in Chromium's own developer tools. WebDriver knows pages and not the tools around them, so Chromium is asked through the
// protocol that the tools themselves speak, on a connection beside that of the driver.

import WebSocket from 'ws';
import { waitFor } from './wait.js';

/**
 * Shows the panel of an extension in the tools, which have to be open (`developerTools` when launching).
 * @param {string} debuggerAddress host and port
 * @param {string} address of the panel's page
 * @returns {Promise<import('./browser.js').Panel>}
 */
export async function chromiumPanel(debuggerAddress, address) {
  const { ask, close } = await connect(debuggerAddress);
  /** @param {(url: string) => boolean} wanted @param {string} what @returns {Promise<string>} a session with it */
  const attach = async (wanted, what) => {
    const { targetId } = await waitFor(async () => {
      const { targetInfos } = await ask('Target.getTargets', { filter: [{}] });
      // The tools are also a tab, which has nothing to ask.
      return targetInfos.find((/** @type {{ type: string, url: string }} */ { type, url }) => type !== 'tab' && wanted(url));
    }, what, 20_000);
    return (await ask('Target.attachToTarget', { targetId, flatten: true })).sessionId;
  };
  /** @param {string} session @param {Function} script @param {unknown[]} args */
  const run = async (session, script, args) => {
    const expression = `(${script})(...${JSON.stringify(args)})`;
    const { result, exceptionDetails } = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, session);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const tools = await attach((url) => url.startsWith('devtools://'), 'the developer tools');
  await waitFor(() => run(tools, show, [address.slice(0, address.indexOf('/', 'chrome-extension://'.length))]), 'the panel among the tools', 20_000);
  const panel = await attach((url) => url === address, 'the page of the panel');
  return {
    run: (script, ...args) => run(panel, script, args),
    picture: async () => (await ask('Page.captureScreenshot', { format: 'png' }, tools)).data,
    close: async () => close(),
  };
}

/** Runs in the tools: shows the panel, and says whether it is there yet. @param {string} origin of the extension */
async function show(origin) {
  const { InspectorView, ViewManager } = await import(/** @type {string} */ ('devtools://devtools/bundled/ui/legacy/legacy.js'));
  const tab = InspectorView?.InspectorView.instance().tabbedPane.tabIds().find((/** @type {string} */ id) => id.startsWith(origin));
  if (tab) await ViewManager.ViewManager.instance().showView(tab);
  return Boolean(tab);
}

/** @param {string} debuggerAddress */
async function connect(debuggerAddress) {
  const { webSocketDebuggerUrl } = /** @type {any} */ (await (await fetch(`http://${debuggerAddress}/json/version`)).json());
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  /** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
  const asked = new Map();
  socket.on('message', (message) => {
    const { id, result, error } = JSON.parse(String(message));
    if (error) asked.get(id)?.reject(new Error(error.message));
    else asked.get(id)?.resolve(result);
    asked.delete(id);
  });
  let number = 0;
  return {
    /** @param {string} method @param {object} [params] @param {string} [sessionId] @returns {Promise<any>} */
    ask: (method, params = {}, sessionId) => new Promise((resolve, reject) => {
      number += 1;
      asked.set(number, { resolve, reject });
      socket.send(JSON.stringify({ id: number, method, params, sessionId }));
    }),
    close: () => socket.close(),
  };
}
