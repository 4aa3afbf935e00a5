// What the client asks for by itself: a hundred requests at the start, and a few again and again for as long as it is open.
// None of them is anybody's doing, and some have AI in their names: a reader of the network has to keep quiet about all.

import { TEAMS } from './data/teams.js';
import { options } from './options.js';
import { api, edge, preload, telemetry, workspace } from './wire.js';

/** Before the client knows its version and its workspace. */
const FIRST = ['api.features', 'experiments.getByUser', 'client.shouldReload', 'users.prefs.get', 'client.init'];

const THEN = [
  'client.userBoot', 'client.extras', 'client.channels', 'client.counts', 'client.dms', 'conversations.listPrefs', 'conversations.genericInfo',
  'dnd.info', 'dnd.teamInfo', 'emoji.collections.list', 'megaphone.notifications.list', 'team.targetingCriteria', 'help.issues.ticketStats',
  'users.stateMachine', 'users.priority.list', 'users.interactions.list', 'users.channelSuggestions.list', 'subscriptions.thread.getView',
  'activity.views', 'activity.feed', 'activity.feed.scoreEntries', 'files.collections.list', 'lists.getMyItems', 'quip.lookupThreadIds',
  'search.autocomplete.model', 'search.autocomplete.intentModel', 'search.autocomplete.offlineFeatures', 'search.precache',
  'aiApps.list', 'ai.alpha.translate.locales', 'ai.alpha.digest.listDigestChannelIds', 'slackbot.mcp.list', 'slackbot.precache',
  'slackbot.suggestions.listForDesktop', 'slackAi.permissions.getForUser', 'sfdc.agentforce.listInstalled', 'features.access.policies.list',
  'admin.advisor.recommendations.list', 'drafts.list', 'saved.list', 'bookmarks.list', 'screenhero.rooms.info', 'files.list', 'messages.list',
];

const CACHED = [
  'users/list', 'users/info', 'users/counts', 'channels/info', 'channels/membership', 'emojis/list', 'permissions/info', 'huddles/list', 'huddles/info',
  'users/info', 'channels/info', 'users/info',
];

const THUMBNAILS = 48;

/**
 * The start, for the workspace in view; the other one is only counted.
 * @param {import('./data/teams.js').Team} team
 */
export async function boot(team) {
  if (options.quiet) {
    workspace.booted = true;
    return;
  }
  await Promise.all(FIRST.map((method) => api(team, method, {}, { reason: 'initial-data', boot: true })));
  await Promise.all([
    ...THEN.map((method) => api(team, method, {}, { reason: 'deferred-data' })),
    ...CACHED.map((path) => edge(team, path)),
    ...TEAMS.filter((other) => other !== team).map((other) => api(other, 'client.counts', {}, { reason: 'other-teams' })),
    ...Array.from({ length: THUMBNAILS }, (_, number) => preload(thumbnail(team, number))),
  ]);
  telemetry('boot', { team: team.id, requests: workspace.sent.length });
  workspace.booted = true;
}

/** The start of a second workspace in a client that runs already. @param {import('./data/teams.js').Team} team */
export async function enter(team) {
  if (options.quiet) return;
  await Promise.all([
    ...['client.userBoot', 'client.counts', 'conversations.genericInfo', 'users.priority.list'].map((method) => api(team, method, {}, { reason: 'switch-team' })),
    edge(team, 'users/list'), edge(team, 'channels/info'),
  ]);
}

/**
 * Asks for news again and again.
 * @param {() => {team: import('./data/teams.js').Team, channel: string}} where one is now
 */
export function poll(where) {
  if (options.quiet || options.poll === 0) return;
  setInterval(() => {
    const { team, channel } = where();
    const asked = [
      api(team, 'client.counts', {}, { reason: 'poll' }),
      api(team, 'conversations.history', { channel, limit: '28' }, { reason: 'poll' }),
      edge(team, 'huddles/list'), edge(team, 'huddles/info'), edge(team, 'users/info'),
      ...TEAMS.filter((other) => other !== team).map((other) => api(other, 'client.counts', {}, { reason: 'poll' })),
    ];
    Promise.all(asked).catch((error) => workspace.errors.push(String(error)));
  }, options.poll);
}

/** @param {import('./data/teams.js').Team} team @param {number} number */
function thumbnail(team, number) {
  const file = `F07${String(number).padStart(3, '0')}${team.id.slice(3, 6)}`;
  return `https://files.slack.com/files-tmb/${team.id}-${file}-${(number * 2654435761 >>> 0).toString(16).padStart(8, '0')}/photo_${number}_360.jpg`;
}
