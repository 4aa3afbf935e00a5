// The frame of the app: decides from the address what stands in it, and starts the rest.

import { huddle, browseChannels } from './actions.js';
import { boot, enter, poll } from './boot.js';
import { channelOf, teamOf } from './data/teams.js';
import { el, icon, iconButton } from './element.js';
import { go, here, moves } from './place.js';
import { workspace } from './wire.js';
import { channelView } from './views/channel.js';
import { openSearch, searchView } from './views/search.js';
import { rail, sidebar } from './views/sidebar.js';
import { threadPane } from './views/thread.js';

/**
 * @typedef {import('./data/teams.js').Team} Team
 * @typedef {import('./data/teams.js').Channel} Channel
 */

/** @type {{team: Team, channel: Channel} | null} */
let huddling = null;
/** @type {Team | null} */
let shown = null;
let middle = '';
const grid = el('div', { class: 'p-client_workspace' });
const top = el('div', { class: 'p-top_nav' });
document.body.append(el('div', { class: 'p-ia4_client' }, top, el('div', { class: 'p-client_workspace_wrapper' }, grid)));

function draw() {
  const place = here();
  const team = teamOf(place.team);
  const channel = channelOf(team, place.channel);
  const at = { ...place, channel: channel.id };
  document.title = `${place.view === 'channel' ? channel.name : place.view} | ${team.name}`;
  document.documentElement.dataset.team = team.id;
  if (shown && shown !== team) enter(team).catch((error) => workspace.errors.push(String(error)));
  if (shown !== team) top.replaceChildren(...topNav(team));
  shown = team;

  // A thread opens beside its channel: the channel is not opened again for it.
  const now = `${team.id}/${place.view}/${place.view === 'channel' ? channel.id : performance.now()}`;
  const main = now === middle ? grid.querySelector('main') : mainView(team, channel, place.view);
  middle = now;
  const pane = place.view === 'channel' && place.thread ? threadPane(team, channel, place.thread) : null;
  grid.classList.toggle('p-client_workspace--with_pane', Boolean(pane));
  replace(grid, rail(team, at), sidebar(team, at, huddleFoot()), main, pane);
}

/** Puts the parts in place without taking out those that stay: a list that leaves the document loses its place.
 * @param {HTMLElement} parent @param {...(Node | null)} parts */
function replace(parent, ...parts) {
  const wanted = parts.filter((part) => part !== null);
  for (const child of [...parent.childNodes]) if (!wanted.includes(child)) child.remove();
  const kept = parent.firstChild;
  for (const part of wanted) {
    if (part === kept) continue;
    const after = kept && wanted.indexOf(kept) > wanted.indexOf(part);
    parent.insertBefore(part, after ? kept : null);
  }
}

/** @param {Team} team @param {Channel} channel @param {import('./place.js').Place['view']} view */
function mainView(team, channel, view) {
  if (view === 'channel') return channelView(team, channel, { started: () => { huddling = { team, channel }; draw(); } });
  if (view === 'search') return searchView(team);
  if (view === 'browse-channels') return browseView(team);
  return el('main', { class: 'p-view_contents' },
    el('div', { class: 'p-view_header', 'data-qa': 'view_header' }, el('h1', { class: 'p-view_header__name' }, view === 'later' ? 'Later' : 'Activity')),
    el('p', { class: 'p-empty' }, 'Nothing waits for you here.'));
}

/** @param {Team} team */
function browseView(team) {
  browseChannels(team);
  return el('main', { class: 'p-view_contents' },
    el('div', { class: 'p-view_header', 'data-qa': 'view_header' }, el('h1', { class: 'p-view_header__name' }, 'Browse channels')),
    el('div', { class: 'p-browse' }, ...team.channels.filter(({ kind }) => kind === 'channel').map((channel) => el('button', {
      type: 'button', class: 'p-browse__row', click: () => go({ team: team.id, view: 'channel', channel: channel.id }),
    }, icon('hash'), el('strong', {}, channel.name), el('span', {}, channel.topic)))));
}

/** @param {Team} team */
function topNav(team) {
  const bot = team.channels.find(({ kind }) => kind === 'bot');
  return [
    el('button', { type: 'button', class: 'p-top_nav__search', 'data-qa': 'top_nav_search', click: () => openSearch(team) }, icon('search'), `Search ${team.name}`),
    iconButton('spark', 'Ask Slackbot', {
      class: 'p-top_nav__ai', 'data-qa': 'slackbot-ai-button', click: () => go({ team: team.id, view: 'channel', channel: bot?.id }),
    }),
  ];
}

function huddleFoot() {
  if (!huddling) return null;
  const { team, channel } = huddling;
  const leave = () => { huddle(team, channel, false); huddling = null; draw(); };
  return el('div', { class: 'p-huddle_sidebar_footer', 'data-qa': 'huddle_sidebar_footer' },
    el('span', {}, icon('headphones'), ` ${channel.name}`),
    iconButton('mute', 'Mute', { 'data-qa': 'huddle_sidebar_footer_mute_button' }),
    iconButton('leave', 'Leave huddle', { id: 'huddle_mini_player_leave_button', click: leave }));
}

moves.addEventListener('move', draw);
addEventListener('keydown', (event) => {
  if (event.key === 'k' && (event.ctrlKey || event.metaKey) && shown) { event.preventDefault(); openSearch(shown); }
});
draw();
poll(() => {
  const team = teamOf(here().team);
  return { team, channel: channelOf(team, here().channel).id };
});
boot(teamOf(here().team)).catch((error) => workspace.errors.push(String(error)));
