// Hands for the test workspace: what a person does there, with real clicks and keys, named by what it is and not by a selector.

import { waitFor } from './wait.js';

/** Where the two test workspaces are. */
export const LINDEN = { team: 'T07LNDNBK', host: 'linden-books.slack.com', channel: 'C07SH0PFL', other: 'C07EVENTS', dm: 'D07T0B1AS', bot: 'D07SLKB0T' };
export const HARBOUR = { team: 'T09HRBRCH', host: 'harbour-choir.slack.com', channel: 'C09REHRSL' };

export class WorkspaceHands {
  /** @param {import('./browser.js').Browser} browser */
  constructor(browser) {
    this.browser = browser;
  }

  /**
   * Opens the workspace and waits until it has started and every answer is in.
   * @param {{team?: string, channel?: string, csp?: 'none' | 'strict' | 'tt', poll?: number, draft?: number, quiet?: boolean}} [options]
   *   `poll`, `draft` in ms; `quiet`: no boot and no polls
   */
  async open({ team = LINDEN.team, channel = LINDEN.channel, quiet = false, ...options } = {}) {
    const query = new URLSearchParams(Object.entries(options).map(([name, value]) => [name, String(value)]));
    if (quiet) query.set('quiet', '');
    await this.browser.open(`https://app.slack.com/client/${team}/${channel}${query.size ? `?${query}` : ''}`);
    await this.settled();
  }

  /** Waits until the page has started and waits for no answer. */
  async settled() {
    await waitFor(async () => {
      const { booted, pending } = await this.state();
      return booted && pending === 0;
    }, 'the workspace to have started and to wait for no answer', 20_000);
  }

  /** What the page says about itself: its own list of requests, its errors. @returns {Promise<import('./workspace/wire.js').Workspace>} */
  async state() {
    return this.browser.run(() => /** @type {any} */ (window).workspace ?? { sent: [], errors: [], pending: 1, booted: false });
  }

  /** Types into the composer without sending. @param {string} text @param {{inThread?: boolean}} [where] */
  async compose(text, { inThread = false } = {}) {
    await this.browser.type(await this.browser.find(`${inThread ? '[data-qa=threads_flexpane]' : 'main'} [data-qa=texty_input]`), text);
  }

  /** Sends what the composer holds, with the mouse. @param {{inThread?: boolean}} [where] */
  async send({ inThread = false } = {}) {
    await this.click(`${inThread ? '[data-qa=threads_flexpane]' : 'main'} [data-qa=texty_send_button]`);
  }

  /** Writes and sends a message, and waits until it stands in the channel and the server has it. @param {string} text */
  async say(text) {
    await this.compose(text);
    await this.send();
    await waitFor(async () => (await this.lastMessage()) === text, `"${text}" to stand in the channel`);
    await this.settled();
  }

  /** The text of the lowest message in the channel. */
  async lastMessage() {
    return this.browser.run(() => [...document.querySelectorAll('main [data-qa=message-text]')]
      .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top).at(-1)?.textContent ?? '');
  }

  /** Goes to a channel of this workspace by the sidebar. @param {string} channel id */
  async goTo(channel) {
    await this.click(`[data-qa-channel-sidebar-channel-id="${channel}"]`);
  }

  /** Goes to another workspace in the same tab. @param {string} team id */
  async switchTeam(team) {
    await this.click(`[data-qa=team_switch][data-team-id="${team}"]`);
  }

  /** Opens the one thread in view. */
  async openThread() {
    await this.click('main [data-qa=reply_bar]');
    await this.browser.find('[data-qa=threads_flexpane]');
  }

  /** Has the open thread summarised and gives what came. */
  async summarizeThread() {
    await this.click('[data-qa=ai_summary_summarize_thread_button]');
    return (await this.browser.find('[data-qa=ai_summary_card]')).getText();
  }

  /** Opens the search and types, without searching. @param {string} query */
  async typeSearch(query) {
    await this.click('[data-qa=top_nav_search]');
    await this.browser.type(await this.browser.find('.c-search__input_box'), query);
  }

  /** @param {string} query */
  async search(query) {
    await this.typeSearch(query);
    await this.browser.press('\uE007');
    await this.browser.find('[data-qa=search_view]');
  }

  /** Adds a reaction to the last message, by the emoji picker. @param {string} emoji */
  async react(emoji) {
    const message = await this.lastRow();
    await this.browser.driver.actions().move({ origin: message }).perform();
    await this.click('[data-qa=add_reaction_action]');
    await this.click(`.p-emoji_picker__content [data-emoji=${emoji}]`);
  }

  /** Rewrites the last message, which has to be one's own. @param {string} text */
  async edit(text) {
    await this.browser.driver.actions().move({ origin: await this.lastRow() }).perform();
    await this.click('[data-qa=edit_message]');
    await this.browser.clear();
    await this.browser.press(text);
    await this.click('[data-qa=save_edit]');
  }

  /** Uploads a file from this machine. @param {string} path absolute */
  async upload(path) {
    await (await this.browser.find('main [data-qa=file_upload_input]')).sendKeys(path);
  }

  /** Clicks once it is there, with the mouse. @param {string} selector */
  async click(selector) {
    await (await this.browser.find(selector)).click();
  }

  /** @private @returns {Promise<import('selenium-webdriver').WebElement>} */
  async lastRow() {
    const row = await this.browser.run(() => [...document.querySelectorAll('main [data-qa=message_container]')]
      .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top).at(-1));
    return /** @type {any} */ (row);
  }
}
