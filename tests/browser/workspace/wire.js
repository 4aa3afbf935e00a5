// Everything this page asks of the network, in the shape the real client gives its requests; and a list of it, so that what
// a server saw can be compared with what the page did. Nothing else in this folder may open a connection.

import { options } from './options.js';

/**
 * @typedef {object} Workspace what tests can see of the page, as `window.workspace`
 * @property {{url: string, method: string}[]} sent every request the page made, in order
 * @property {string[]} errors everything that failed or was thrown
 * @property {number} pending requests without an answer yet
 * @property {boolean} booted
 */

/** @type {Workspace} */
export const workspace = { sent: [], errors: [], pending: 0, booted: false };
/** @type {any} */ (window).workspace = workspace;
addEventListener('error', (event) => workspace.errors.push(String(event.error ?? event.message)));
addEventListener('unhandledrejection', (event) => workspace.errors.push(String(event.reason)));
addEventListener('securitypolicyviolation', (event) => workspace.errors.push(`${event.violatedDirective} refused ${event.blockedURI}`));

const SESSION = hex(8);
const CLIENT = `${hex(4)}lnd${hex(5)}`;
const VERSION = '1795420800';
const FINGERPRINT = hex(2);
/** Not a secret and not one's likeness: no token of a real workspace begins so. */
const TOKEN = 'test-token-of-a-workspace-that-does-not-exist';

/**
 * A call of a workspace's API.
 * @param {import('./data/teams.js').Team} team
 * @param {string} method such as `chat.postMessage`
 * @param {Record<string, string>} [fields]
 * @param {{reason?: string, boot?: boolean}} [how] boot: before the client knows who it is, so without session and route
 */
export function api(team, method, fields = {}, { reason = 'noreason', boot = false } = {}) {
  const id = `${boot ? 'noversion' : SESSION}-${(Date.now() / 1000).toFixed(3)}`;
  const query = boot
    ? [['_x_id', id], ['_x_version_ts', 'noversion']]
    : [['_x_id', id], ['_x_csid', CLIENT], ['slack_route', team.id], ['_x_version_ts', VERSION]];
  query.push(['_x_foreground', String(document.visibilityState === 'visible')], ['_x_frontend_build_type', 'current'], ['_x_desktop_ia', '4'], ['_x_gantry', 'true']);
  if (!boot) query.push(...trace());
  query.push(['fp', FINGERPRINT], ['_x_num_retries', '0']);
  const body = form({ token: TOKEN, ...fields, _x_reason: reason, _x_mode: 'online', _x_sonic: 'true', _x_app_name: 'client' });
  return ask(`https://${team.host}/api/${method}?${new URLSearchParams(query)}`, { body });
}

/**
 * A question to the cache of people, channels and emoji.
 * @param {import('./data/teams.js').Team} team
 * @param {string} path such as `users/info`
 * @param {object} [question]
 */
export function edge(team, path, question = {}) {
  const query = new URLSearchParams([['_x_app_name', 'client'], ...trace(), ['fp', FINGERPRINT], ['_x_num_retries', '0']]);
  // Text, not JSON, by its type: a simple request needs no leave from the other host first.
  const body = new Blob([JSON.stringify({ token: TOKEN, ...question })], { type: 'text/plain' });
  return ask(`https://edgeapi.slack.com/cache/${team.id}/${path}?${query}`, { body });
}

/** The bytes of a file, by the older interface, which can tell how far it got. @param {string} url @param {File} file */
export function upload(url, file) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    note(url, 'POST');
    workspace.pending += 1;
    request.addEventListener('loadend', () => {
      workspace.pending -= 1;
      if (request.status === 200) resolve(undefined);
      else reject(new Error(`${url} answered ${request.status}`));
    });
    request.send(form({ filename: file.name, file }));
  });
}

/** @type {Set<string>} */
const pictures = new Set();

/** Notes a picture before the page shows it; the browser keeps it, so only its first showing is a request. @param {string} url */
export function picture(url) {
  if (!pictures.has(url)) note(url, 'GET');
  pictures.add(url);
  return url;
}

/** Fetches a picture that is not shown yet. @param {string} url */
export async function preload(url) {
  const image = new Image();
  workspace.pending += 1;
  const settled = new Promise((resolve) => {
    image.addEventListener('load', resolve);
    image.addEventListener('error', resolve);
  });
  image.src = picture(url);
  await settled;
  workspace.pending -= 1;
  if (!image.naturalWidth) workspace.errors.push(`no picture at ${url}`);
}

/** What the client tells about itself. @param {string} name @param {object} what */
export function telemetry(name, what) {
  if (options.quiet) return;
  const url = `https://slack.com/clog/track/?logs=${encodeURIComponent(JSON.stringify([{ event: name, ...what }]))}`;
  note(url, 'POST');
  navigator.sendBeacon(url);
}

/** @param {string} url @param {RequestInit} init @returns {Promise<any>} what the server answered */
async function ask(url, init) {
  note(url, 'POST');
  workspace.pending += 1;
  try {
    const response = await fetch(url, { method: 'POST', credentials: 'include', ...init });
    const answer = await response.json();
    if (!answer.ok) throw new Error(`${url} answered ${JSON.stringify(answer)}`);
    return answer;
  } finally {
    workspace.pending -= 1;
  }
}

/** @param {string} url @param {string} method */
function note(url, method) {
  workspace.sent.push({ url, method });
}

/** @param {Record<string, string | File>} fields */
function form(fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

/** @returns {[string, string][]} */
function trace() {
  return [['_x_b3_traceid', hex(16)], ['_x_b3_spanid', hex(16)], ['_x_b3_sampled', '1']];
}

/** @param {number} digits */
function hex(digits) {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(digits / 2)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, digits);
}
