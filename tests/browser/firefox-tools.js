// The panel in Firefox's own developer tools, reached with the rights of the browser: the tools are part of its window, and the
// panel's page, which lives in the extension's process, is asked as the driver asks pages.

import { waitFor } from './wait.js';

/**
 * Shows the panel of an extension in the tools beside the current tab.
 * @param {<T, A extends unknown[]>(script: (...args: A) => T | Promise<T>, ...args: A) => Promise<T>} system runs with those rights
 * @param {() => Promise<string>} picture of the window as PNG in base64
 * @param {string} address of the panel's page
 * @returns {Promise<import('./browser.js').Panel>}
 */
export async function firefoxPanel(system, picture, address) {
  await waitFor(() => system(show, address), 'the panel among the tools', 20_000);
  return {
    run: async (script, ...args) => /** @type {any} */ (await system(askPanel, address, `return (${script})(...arguments)`, args)),
    picture,
    close: () => system(closeTools),
  };
}

/** Runs in the browser: shows the panel, and says whether its page is there yet. @param {string} address */
async function show(address) {
  const { ChromeUtils, Services } = /** @type {any} */ (globalThis);
  const { gDevTools } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs').loader.require('devtools/client/framework/devtools');
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  const tools = gDevTools.getToolboxForTab(gBrowser.selectedTab) ?? await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'netmonitor' });
  const [panel] = tools.getAdditionalTools();
  if (!panel) return false;
  if (tools.currentToolId !== panel.id) await tools.selectTool(panel.id);
  /** @type {(document: any) => any[]} */
  const frames = (document) => [...document.querySelectorAll('iframe, browser')].flatMap((frame) => [frame, ...(frame.contentDocument ? frames(frame.contentDocument) : [])]);
  return frames(tools.doc).some((frame) => frame.browsingContext?.currentWindowGlobal?.documentURI.spec === address);
}

/** Runs in the browser: has the panel's page run a script. @param {string} address @param {string} script @param {unknown[]} args @returns {Promise<unknown>} */
async function askPanel(address, script, args) {
  const { ChromeUtils, Services } = /** @type {any} */ (globalThis);
  const { gDevTools } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs').loader.require('devtools/client/framework/devtools');
  const { getMarionetteCommandsActorProxy } = ChromeUtils.importESModule('chrome://remote/content/marionette/actors/MarionetteCommandsParent.sys.mjs');
  const tools = gDevTools.getToolboxForTab(Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedTab);
  /** @type {(document: any) => any[]} */
  const frames = (document) => [...document.querySelectorAll('iframe, browser')].flatMap((frame) => [frame, ...(frame.contentDocument ? frames(frame.contentDocument) : [])]);
  const { browsingContext } = frames(tools.doc).find((frame) => frame.browsingContext?.currentWindowGlobal?.documentURI.spec === address);
  return getMarionetteCommandsActorProxy(() => browsingContext).executeScript(script, args, { async: false, sandboxName: null });
}

/** Runs in the browser. */
async function closeTools() {
  const { ChromeUtils, Services } = /** @type {any} */ (globalThis);
  const { gDevTools } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs').loader.require('devtools/client/framework/devtools');
  await gDevTools.closeToolboxForTab(Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedTab);
}
