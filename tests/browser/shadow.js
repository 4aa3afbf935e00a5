// The inside of a shadow root, closed ones too: WebDriver's Get Element Shadow Root passes the closed door in both browsers.
// Everything is found anew at each call, because the parts under test are rebuilt while they are looked at.

import { waitFor } from './wait.js';

export class Shadow {
  /** @param {import('./browser.js').Browser} browser @param {string} hostSelector */
  constructor(browser, hostSelector) {
    this.browser = browser;
    this.hostSelector = hostSelector;
  }

  /** The element that carries the root, once it is there. @returns {Promise<import('selenium-webdriver').WebElement>} */
  async host() {
    return this.browser.find(this.hostSelector);
  }

  /** The root as an argument for `executeScript`, which takes selenium's elements but not its roots. */
  async root() {
    const root = await (await this.host()).getShadowRoot();
    return { 'shadow-6066-11e4-a52e-4f735466cecf': await root.getId() };
  }

  /** The elements that match now, none if the host is not there. @param {string} selector */
  async all(selector) {
    const [host] = await this.browser.driver.findElements({ css: this.hostSelector });
    return host ? (await host.getShadowRoot()).findElements({ css: selector }) : [];
  }

  /** How many of the matching elements can be seen now. @param {string} selector */
  async visible(selector) {
    const shown = await Promise.all((await this.all(selector)).map((element) => element.isDisplayed()));
    return shown.filter(Boolean).length;
  }

  /** The first matching element that can be seen, once there is one. @param {string} selector @param {number} [timeout] ms */
  async find(selector, timeout) {
    return waitFor(async () => {
      for (const element of await this.all(selector)) if (await element.isDisplayed()) return element;
      return null;
    }, `${selector} to be seen inside ${this.hostSelector}`, timeout);
  }

  /** The first matching element, seen or folded away, once there is one. @param {string} selector */
  async inTree(selector) {
    return waitFor(async () => (await this.all(selector))[0], `${selector} inside ${this.hostSelector}`);
  }

  /** Clicks with the mouse, so whatever covers the element gets the click instead and the driver says so. @param {string} selector */
  async click(selector) {
    await (await this.find(selector)).click();
  }

  /** Clicks a field and types. @param {string} selector @param {...string} keys */
  async type(selector, ...keys) {
    await this.browser.type(await this.find(selector), ...keys);
  }

  /** The text as a person sees it. @param {string} selector */
  async text(selector) {
    return (await this.find(selector)).getText();
  }

  /** Waits until what comes in has come in: a picture taken before shows it half there. */
  async still() {
    await this.browser.driver.executeScript(`
      return Promise.allSettled(arguments[0].getAnimations().map(({ finished }) => finished)).then(() => null);
    `, await this.root());
  }

  /** What has the focus inside the root, as `tag` or `tag[data-part=…]`; null when the focus is elsewhere. */
  async focused() {
    return this.browser.driver.executeScript(`
      const active = arguments[0].activeElement;
      return active && active.localName + (active.dataset.part ? '[data-part=' + active.dataset.part + ']' : '');
    `, await this.root());
  }
}
