// The small pages of several apps, for `startServer`; see apps/apps.json.

import { readFile } from 'node:fs/promises';

/** @type {Record<string, { path: string, app: string, activity: string, by: ('request' | 'surface' | 'page')[] }>} by host */
export const APPS = JSON.parse(await readFile(new URL('apps/apps.json', import.meta.url), 'utf8'));

const ASKED_HOSTS = ['*.flightproxy.teams.microsoft.com', '*.individual.githubcopilot.com', '*.githubcopilot.com'];

/** @param {string[]} [moreHosts] of pages under the same documents, such as other tenants */
export function appPages(moreHosts = []) {
  const reaches = ASKED_HOSTS.map((host) => `https://${host}`).join(' ');
  const hosts = [...Object.keys(APPS), ...moreHosts];
  const pages = Object.fromEntries(hosts.map((host) => [host, { folder: 'apps', reaches, images: '' }]));
  return { hosts: [...hosts, ...ASKED_HOSTS], pages };
}

/** Opens the page of an app and waits until it is ready. @param {import('./browser.js').Browser} browser @param {string} host @param {string} [query] */
export async function openApp(browser, host, query = '') {
  await browser.open(`https://${host}${APPS[host].path}${query}`);
  await browser.find('[data-ready=true]');
}
