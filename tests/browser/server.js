// The closed network of the browser tests: one HTTPS server that answers for every host an app talks to, told apart by the
// Host header, and one CONNECT proxy that leads the browser to it and to nowhere else. Every request is written down, so a
// test can say "this and no more left the browser". Must not know what any request means: that is the extension's work.

import express from 'express';
import { generate } from 'selfsigned';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { picture } from './pictures.js';
import { startProxy } from './proxy.js';

/**
 * One request that reached the server.
 * @typedef {object} SeenRequest
 * @property {string} host
 * @property {string} method
 * @property {string} path
 * @property {string} url the whole URL, as the page asked for it
 * @property {Record<string, string>} query
 * @property {Record<string, string>} fields text fields of a multipart form; files appear as "name (N bytes)"
 * @property {Record<string, string>} headers only those in KEPT_HEADERS
 */

/**
 * @typedef {object} TestServer
 * @property {number} port of the HTTPS server, on 127.0.0.1
 * @property {number} proxyPort of the CONNECT proxy, on 127.0.0.1
 * @property {SeenRequest[]} requests in the order of arrival
 * @property {string[]} refused host:port of every connection the proxy turned away
 * @property {(wanted: (request: SeenRequest) => boolean, what: string, timeout?: number) => Promise<SeenRequest>} seen
 *   the first request, past or to come, that is wanted; rejects after `timeout` ms, saying what was awaited
 * @property {() => Promise<void>} close
 */

const KEPT_HEADERS = ['origin', 'referer', 'content-type', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'];
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Host of an app's page -> its folder beside this file, and the origins its page may talk to. */
export const PAGES = {
  'app.slack.com': { folder: 'workspace', reaches: 'https://*.slack.com https://slack.com', images: 'https://*.slack-edge.com https://*.slack.com' },
};

/** Every host of the test workspace; `*.` stands for one label. */
export const WORKSPACE_HOSTS = ['slack.com', '*.slack.com', '*.slack-edge.com'];

/**
 * Starts the server and the proxy on free ports.
 * @param {{hosts?: string[], pages?: Record<string, {folder: string, reaches: string, images: string}>}} [options] hosts that are answered (`*.` = any one label); the rest is refused
 * @returns {Promise<TestServer>}
 */
export async function startServer({ hosts = WORKSPACE_HOSTS, pages = PAGES } = {}) {
  /** @type {SeenRequest[]} */
  const requests = [];
  const arrivals = new EventEmitter();
  arrivals.setMaxListeners(0);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(express.raw({ type: () => true, limit: '20mb' }));
  app.use(async (request, response, next) => {
    const seen = await describe(request);
    requests.push(seen);
    arrivals.emit('request', seen);
    next();
  });
  for (const [host, page] of Object.entries(pages)) app.use(onlyOn(host, servePage(page)));
  app.use(onlyOn('*.slack-edge.com', express.Router()
    .use('/emoji', express.static(join(HERE, 'workspace/emoji'), { immutable: true, maxAge: '1h' }))
    .use(picture)));
  app.use(onlyOn('files.slack.com', express.Router().get(/^\/files-(tmb|pri)\//, picture)));
  app.use(answerApi);

  const names = hosts.map((host) => ({ type: /** @type {const} */ (2), value: host }));
  const certificate = await generate([{ name: 'commonName', value: 'Test workspace' }], {
    keySize: 2048, extensions: [{ name: 'subjectAltName', altNames: names }],
  });
  const server = createServer({ key: certificate.private, cert: certificate.cert }, app);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  const port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  const proxy = await startProxy({ serves: (host) => hosts.some((pattern) => matches(pattern, host)), target: port });

  return {
    port,
    proxyPort: proxy.port,
    requests,
    refused: proxy.refused,
    seen: (wanted, what, timeout = 10_000) => firstSeen(requests, arrivals, wanted, what, timeout),
    async close() {
      await proxy.close();
      const closed = new Promise((resolve) => { server.close(resolve); });
      server.closeAllConnections();
      await closed;
    },
  };
}

/** @param {string} pattern @param {string} host */
function matches(pattern, host) {
  if (!pattern.startsWith('*.')) return pattern === host;
  return host.endsWith(pattern.slice(1)) && !host.slice(0, -pattern.length + 1).includes('.');
}

/**
 * @param {string} pattern
 * @param {import('express').RequestHandler} handler
 * @returns {import('express').RequestHandler}
 */
function onlyOn(pattern, handler) {
  return (request, response, next) => {
    if (matches(pattern, request.hostname)) handler(request, response, next);
    else next();
  };
}

/**
 * A single-page app: files where there are files, the one document everywhere else, under the policy that `?csp=` asks for.
 * @param {{folder: string, reaches: string, images: string}} page
 */
function servePage({ folder, reaches, images }) {
  const root = join(HERE, folder);
  const strict = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${reaches}; `
    + `img-src 'self' blob: ${images}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  const policies = /** @type {Record<string, string>} */ ({
    none: '',
    strict,
    tt: `${strict}; require-trusted-types-for 'script'; trusted-types 'none'`,
  });
  return express.Router()
    .use(express.static(root, { index: false, redirect: false, cacheControl: false }))
    .use((request, response) => {
      if (/\.\w+$/.test(request.path)) { response.sendStatus(404); return; }
      const policy = policies[String(request.query.csp ?? 'tt')];
      if (policy === undefined) { response.status(400).send('csp is none, strict or tt'); return; }
      if (policy) response.set('Content-Security-Policy', policy);
      if (request.query.clipboard === 'none') response.set('Permissions-Policy', 'clipboard-write=(), clipboard-read=()');
      response.sendFile('index.html', { root });
    });
}

/** What the API answers is not what the tests are about: everything is fine, always. @type {import('express').RequestHandler} */
function answerApi(request, response) {
  const origin = request.get('origin');
  if (origin) response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' });
  if (request.method === 'OPTIONS') {
    response.set({ 'Access-Control-Allow-Methods': 'GET, POST', 'Access-Control-Allow-Headers': 'content-type' });
    response.sendStatus(204);
    return;
  }
  const answer = { ok: true, ts: (Date.now() / 1000).toFixed(6) };
  if (request.path === '/api/files.getUploadURL') {
    response.json({ ...answer, file: 'F07LNDN42', upload_url: 'https://files.slack.com/upload/v1/CwABAAAAXAoAAVk8b2xpbmRlbgwAAg' });
  } else response.json(answer);
}

/** @param {import('express').Request} request @returns {Promise<SeenRequest>} */
async function describe(request) {
  const kept = KEPT_HEADERS.map((name) => [name, request.get(name)]).filter(([, value]) => value !== undefined);
  const host = request.hostname;
  return {
    host,
    method: request.method,
    path: request.path,
    url: `https://${host}${request.originalUrl}`,
    query: Object.fromEntries(new URL(request.originalUrl, `https://${host}`).searchParams),
    fields: await formFields(request.body, request.get('content-type') ?? ''),
    headers: Object.fromEntries(kept),
  };
}

/** @param {unknown} body @param {string} type @returns {Promise<Record<string, string>>} */
async function formFields(body, type) {
  if (!Buffer.isBuffer(body) || !type.startsWith('multipart/form-data')) return {};
  const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData();
  return Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : `${value.name} (${value.size} bytes)`]));
}

/**
 * @param {SeenRequest[]} past
 * @param {EventEmitter} arrivals
 * @param {(request: SeenRequest) => boolean} wanted
 * @param {string} what
 * @param {number} timeout
 * @returns {Promise<SeenRequest>}
 */
function firstSeen(past, arrivals, wanted, what, timeout) {
  const found = past.find(wanted);
  if (found) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    /** @param {SeenRequest} request */
    const check = (request) => {
      if (wanted(request)) finish(() => resolve(request));
    };
    const timer = setTimeout(() => {
      const last = past.slice(-3).map((request) => request.url).join(', ') || 'nothing';
      finish(() => reject(new Error(`waited ${timeout} ms for ${what}; ${past.length} requests came, the last: ${last}`)));
    }, timeout);
    /** @param {() => void} settle */
    const finish = (settle) => {
      clearTimeout(timer);
      arrivals.off('request', check);
      settle();
    };
    arrivals.on('request', check);
  });
}
