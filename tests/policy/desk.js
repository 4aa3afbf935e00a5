// A desk in an organisation: one browser at a time on a profile that stays, a policy that really arrives, and the test workspace.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, waitFor } from '../browser/browser.js';
import { startServer } from '../browser/server.js';
import { WorkspaceHands } from '../browser/workspace-hands.js';
import { startOrganisation } from './organisation.js';

export const PRACTICE = 'slack-global-predictive-models';
export const ORGANISATION = { name: 'Linden Ltd', contact: 'privacy@linden.example', note: 'No customer names in here, please.' };
export const FORBIDDEN = { organisation: ORGANISATION, stances: [{ practice: PRACTICE, stance: 'forbidden', reference: 'Rule 7' }], allowSnooze: false, staleAfterDays: 100, region: 'de' };
export const OPTED_OUT = { organisation: ORGANISATION, stances: [{ practice: PRACTICE, stance: 'opted-out', date: '2026-08-03', reference: 'LEGAL-118' }] };

/** Every test of the file that makes one has a profile of its own. */
export class Desk {
  /** @type {import('../browser/server.js').TestServer} */ server = /** @type {any} */ (undefined);
  /** @type {import('./organisation.js').Organisation} */ organisation = /** @type {any} */ (undefined);
  /** @type {import('../browser/browser.js').Browser} */ browser = /** @type {any} */ (undefined);
  profile = '';

  /** @param {'chromium' | 'firefox'} name */
  constructor(name) {
    this.name = name;
    before(async () => {
      this.server = await startServer();
      this.organisation = await startOrganisation(name);
    });
    beforeEach(async () => {
      this.profile = await mkdtemp(join(tmpdir(), 'trainspotter-policy-'));
      await this.organisation.offer();
    });
    afterEach(async () => {
      await this.browser?.close();
      await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
    });
    after(async () => {
      await this.organisation?.close();
      await this.server?.close();
    });
  }

  /** Starts the browser, again on the same profile. */
  async start() {
    this.browser = await launch({ browser: this.name, installed: this.organisation.id, server: this.server, profile: this.profile });
  }

  /** Asks the background, as a page of the extension does. @param {object} message @returns {Promise<any>} */
  ask(message) {
    return this.browser.extensionPage('manifest.json', (page) => page.run((what) => chrome.runtime.sendMessage(what), message));
  }

  /** What holds, as soon as it is what is wanted. @param {(managed: any) => unknown} wanted @param {string} what */
  managedOnce(wanted, what) {
    return waitFor(async () => {
      const managed = await this.ask({ type: 'managed' });
      assert.ok(wanted(managed), JSON.stringify({ arrival: managed?.arrival, stances: managed?.settled?.context.stances, failed: managed?.failed }));
      return managed;
    }, what, 15_000);
  }

  /** Waits for a policy that names the organisation, or for any. */
  arrived() {
    return this.managedOnce(({ managed }) => managed, 'the policy');
  }

  get pill() {
    return this.browser.shadow('trainspotter-pill');
  }

  async pills() {
    return (await this.pill.all('[data-part=pill]')).length;
  }

  /** Writes a message in the workspace and sends it. */
  async send() {
    const hands = new WorkspaceHands(this.browser);
    await hands.open();
    await hands.compose('Ten copies are on the way\uE007');
  }

  /** Sends a message and gives what the card says. */
  async cardAfterSending() {
    await this.send();
    await this.pill.find('[data-part=pill]', 15_000);
    await this.pill.click('[data-part=pill]');
    return this.pill.text('[data-part=card]');
  }

  /** The number of the workspace's tab. @returns {Promise<number>} */
  workspaceTab() {
    return this.browser.extensionPage('manifest.json', (page) => page.run(async () => (await chrome.tabs.query({})).find((one) => one.url?.startsWith('https://app.'))?.id ?? -1));
  }
}
