// Plays the organisation: packs the extension, serves it on 127.0.0.1, and writes policies where browsers look for them.
// Only in an /etc of its own (see apart.sh); it refuses to touch the machine's.

import express from 'express';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipOf } from '../../build/archive.mjs';
import { crx, makeKey, signer } from '../../build/crx.mjs';
import { policyFiles } from '../../build/policy/write.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHROMIUM = '/etc/chromium/policies/managed';
const FIREFOX = '/etc/firefox/policies';
const TIME = new Date('2026-01-01T00:00:00Z');

/** @param {string} browser @returns {any} */
const manifestOf = (browser) => JSON.parse(readFileSync(join(ROOT, `target/extension/${browser}/manifest.json`), 'utf8'));

function refuseTheMachines() {
  const apart = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').some((line) => / \/etc .* - overlay /.test(line));
  if (!apart) throw new Error('policies of this machine are left alone: run these tests by tests/policy/apart.sh, as build.sh does');
}

/** @typedef {Awaited<ReturnType<typeof startOrganisation>>} Organisation */

/** @param {'chromium' | 'firefox'} browser */
export async function startOrganisation(browser) {
  refuseTheMachines();
  const folder = mkdtempSync(join(tmpdir(), 'trainspotter-organisation-'));
  makeKey(join(folder, 'key.pem'));
  const key = signer(join(folder, 'key.pem'));
  const manifest = manifestOf(browser);
  const firefoxId = manifestOf('firefox').browser_specific_settings.gecko.id;
  /** What is offered now. */
  let offered = { version: manifest.version, bytes: Buffer.alloc(0) };
  /** @type {string[]} */
  const asked = [];

  const app = express();
  app.use((request, _, next) => {
    asked.push(request.path);
    next();
  });
  const server = await new Promise((/** @type {(server: import('node:http').Server) => void} */ resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  /** Every policy file, for what is offered now. @param {Record<string, unknown>} policy */
  const files = (policy) => policyFiles({
    version: offered.version, chromiumId: key.id, firefoxId, updatesUrl: `http://127.0.0.1:${port}`, crx: 'package.crx', xpi: `package-${offered.version}.xpi`, policy,
    schema: JSON.parse(readFileSync(join(ROOT, 'extension/managed_schema.json'), 'utf8')),
  });
  app.get('/updates.xml', (_, response) => void response.type('xml').send(files({})['server/updates.xml']));
  app.get('/updates.json', (_, response) => void response.type('json').send(files({})['server/updates.json']));
  app.get('/package.crx', (_, response) => void response.type('application/x-chrome-extension').send(offered.bytes));
  app.get(/^\/package-[\d.]+\.xpi$/, (_, response) => void response.type('application/x-xpinstall').send(offered.bytes));

  return {
    id: browser === 'chromium' ? key.id : firefoxId,
    manifest,
    asked,
    /** Packs the extension, changed in its manifest, and offers it from now on. @param {object} [changes] of the manifest */
    async offer(changes = {}) {
      const changed = { ...manifest, ...changes };
      const zip = await zipOf(join(ROOT, `target/extension/${browser}`), TIME, { 'manifest.json': Buffer.from(JSON.stringify(changed)) });
      offered = { version: changed.version, bytes: browser === 'chromium' ? crx(zip, key) : zip };
    },
    /**
     * Sets what is decided, by the very file that a release ships.
     * @param {Record<string, unknown> | null} policy null: nothing decided, only installed
     * @param {(policies: any) => any} [change] of the policies around it
     */
    decide(policy, change = (policies) => policies) {
      const shipped = JSON.parse(String(files(policy ?? {})[browser === 'chromium' ? 'linux/chromium/trainspotter.json' : 'linux/firefox/policies.json']));
      const policies = browser === 'chromium' ? shipped : shipped.policies;
      if (policy === null) delete policies['3rdparty'];
      const changed = change(policies);
      if (browser === 'chromium') {
        mkdirSync(CHROMIUM, { recursive: true });
        // Otherwise nobody can look into an extension that a policy installed, the driver included.
        writeFileSync(join(CHROMIUM, 'trainspotter.json'), JSON.stringify({ DeveloperToolsAvailability: 1, ...changed }));
      } else {
        mkdirSync(FIREFOX, { recursive: true });
        // The package is not signed by the add-on store; this version lets an organisation say that it need not be.
        const unsigned = { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } };
        writeFileSync(join(FIREFOX, 'policies.json'), JSON.stringify({ policies: { Preferences: unsigned, ...changed } }));
      }
    },
    async close() {
      rmSync(folder, { recursive: true });
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
