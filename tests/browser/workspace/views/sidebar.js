// The left edge: the rail of tabs and workspaces, and the sidebar with the channels of one of them.

import { el, icon, iconButton } from '../element.js';
import { TEAMS } from '../data/teams.js';
import { go } from '../place.js';
import { picture } from '../wire.js';

/**
 * @typedef {import('../data/teams.js').Team} Team
 * @typedef {import('../place.js').Place} Place
 */

/** @param {Team} team @param {Place} place */
export function rail(team, place) {
  const tab = (/** @type {string} */ name, /** @type {Parameters<typeof icon>[0]} */ shape, /** @type {() => void} */ click) => el('button', {
    type: 'button', class: `p-tab_rail__button${name === 'Home' && place.view === 'channel' ? ' p-tab_rail__button--active' : ''}`,
    'data-qa': `tab_rail_${name.toLowerCase()}_button`, click,
  }, icon(shape), el('span', {}, name));
  const dm = team.channels.find(({ kind }) => kind === 'dm');
  return el('nav', { class: 'p-tab_rail', 'data-qa': 'tab_rail_desktop', 'aria-label': 'Workspaces and tabs' },
    ...TEAMS.map((other) => teamSwitch(other, other === team)),
    el('hr'),
    tab('Home', 'home', () => go({ team: team.id, view: 'channel', channel: team.channels[0].id })),
    tab('DMs', 'dms', () => go({ team: team.id, view: 'channel', channel: dm?.id })),
    tab('Activity', 'bell', () => go({ team: team.id, view: 'activity-inbox' })),
    tab('Later', 'later', () => go({ team: team.id, view: 'later' })),
    el('img', { class: 'c-avatar p-tab_rail__me', src: picture(`https://ca.slack-edge.com/${team.id}-${team.me}-a1c9-48`), alt: 'You', width: 36, height: 36 }));
}

/** @param {Team} team @param {boolean} active */
function teamSwitch(team, active) {
  const initials = team.name.split(' ').map(([letter]) => letter).join('');
  return el('button', {
    type: 'button', class: `p-team_switch${active ? ' p-team_switch--active' : ''}`, 'data-qa': 'team_switch', 'data-team-id': team.id,
    'aria-label': `${initials}: ${team.name}`, title: team.name, click: () => go({ team: team.id, view: 'channel', channel: team.channels[0].id }),
  }, initials);
}

/** @param {Team} team @param {Place} place @param {HTMLElement | null} foot */
export function sidebar(team, place, foot) {
  const bot = team.channels.find(({ kind }) => kind === 'bot');
  return el('div', { class: 'p-channel_sidebar', 'data-qa': 'channel-sidebar' },
    el('div', { class: 'p-ia4_home_header' },
      el('button', { type: 'button', class: 'p-ia4_home_header_menu__button', 'data-qa': 'team-menu-trigger' }, team.name),
      iconButton('edit', 'New message', { 'data-qa': 'composer_button' })),
    el('nav', { class: 'p-channel_sidebar__static_list', 'aria-label': `Channels of ${team.name}`, tabindex: 0 },
      special('Threads', 'thread', { 'data-qa': 'channel_sidebar_vall_threads' }),
      special('Drafts', 'edit', { 'data-qa': 'channel_sidebar_pdrafts' }),
      special('Huddles', 'headphones', { 'data-qa': 'channel_sidebar_pbrowse-huddles' }),
      el('div', { class: 'p-channel_sidebar__section_heading' }, 'Channels'),
      ...team.channels.filter(({ kind }) => kind === 'channel').map((channel) => row(team, place, channel)),
      special('Browse channels', 'compass', { 'data-qa': 'channel_sidebar_browse_channels', click: () => go({ team: team.id, view: 'browse-channels' }) }),
      el('div', { class: 'p-channel_sidebar__section_heading' }, 'Direct messages'),
      ...team.channels.filter(({ kind }) => kind === 'dm').map((channel) => row(team, place, channel)),
      bot ? row(team, place, bot) : null),
    foot);
}

/** @param {string} name @param {Parameters<typeof icon>[0]} shape @param {import('../element.js').Properties} properties */
function special(name, shape, properties) {
  return el('button', { type: 'button', ...properties, class: 'p-channel_sidebar__channel' }, icon(shape), el('span', { class: 'p-channel_sidebar__name' }, name));
}

/** @param {Team} team @param {Place} place @param {import('../data/teams.js').Channel} channel */
function row(team, place, channel) {
  const selected = place.view === 'channel' && place.channel === channel.id;
  const marks = [channel.unread && !selected && 'unread', selected && 'selected', channel.suggested && 'suggested'].filter(Boolean);
  const person = Object.values(team.people).find(({ name }) => name === channel.name);
  return el('button', {
    type: 'button', class: ['p-channel_sidebar__channel', ...marks.map((mark) => `p-channel_sidebar__channel--${mark}`)].join(' '),
    'data-qa': channel.kind === 'bot' ? 'channel_sidebar_pslackbot' : 'channel_sidebar_channel', 'data-qa-channel-sidebar-channel-id': channel.id,
    'aria-current': selected ? 'page' : null, click: () => go({ team: team.id, view: 'channel', channel: channel.id }),
  },
  channel.kind === 'channel' ? icon('hash')
    : el('img', { class: 'c-avatar c-avatar--small', src: picture(`https://ca.slack-edge.com/${team.id}-${person?.id}-a1c9-48`), alt: '', width: 20, height: 20 }),
  el('span', { class: 'p-channel_sidebar__name' }, channel.name),
  channel.suggested ? el('span', { class: 'p-channel_sidebar__hint' }, 'suggested') : null);
}
