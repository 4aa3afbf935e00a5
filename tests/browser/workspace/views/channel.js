// The middle of the page: the head of a channel, its messages, and the composer under them.

import { huddle, openChannel, startAssistant } from '../actions.js';
import { changes, messagesIn } from '../data/messages.js';
import { el, icon, iconButton } from '../element.js';
import { composer } from './composer.js';
import { messageView } from './message.js';
import { VirtualList } from './virtual-list.js';

/**
 * @typedef {import('../data/teams.js').Team} Team
 * @typedef {import('../data/teams.js').Channel} Channel
 */

/** @param {Team} team @param {Channel} channel @param {{started: () => void}} on what the frame does when a huddle starts */
export function channelView(team, channel, on) {
  const list = new VirtualList(`Messages in ${channel.name}`);
  const show = (/** @type {boolean} */ toEnd) => list.show(rows(team, channel), { toEnd });
  const follow = (/** @type {any} */ { detail }) => {
    if (!list.element.isConnected) changes.removeEventListener('change', follow);
    else if (detail === channel.id) show(false);
  };
  changes.addEventListener('change', follow);
  const view = el('main', { class: 'p-view_contents p-view_contents--primary' },
    header(channel, () => { huddle(team, channel, true); on.started(); }),
    list.element,
    composer(team, channel));
  openChannel(team, channel);
  if (channel.kind === 'bot') startAssistant(team, channel);
  queueMicrotask(() => show(true));
  return view;
}

/** @param {Channel} channel @param {() => void} startHuddle */
function header(channel, startHuddle) {
  return el('div', { class: 'p-view_header', 'data-qa': 'view_header' },
    el('h1', { class: 'p-view_header__name' }, channel.kind === 'channel' ? icon('hash') : null, el('span', { 'data-qa': 'channel_name' }, channel.name)),
    el('span', { class: 'p-view_header__topic' }, channel.topic),
    el('div', { class: 'p-view_header__actions', role: 'toolbar', 'aria-label': 'Primary view actions' },
      el('span', { class: 'p-view_header__members' }, icon('people'), String(channel.members)),
      el('span', { class: 'p-huddle_channel_header_button__container' },
        iconButton('headphones', `Start a huddle in ${channel.name}`, { 'data-qa': 'huddle_channel_header_button__start_button', click: startHuddle })),
      iconButton('search', `Search in ${channel.name}`, { 'data-qa': 'search_in_channel_button' })));
}

/** @param {Team} team @param {Channel} channel @returns {import('./virtual-list.js').Row[]} */
function rows(team, channel) {
  let day = '';
  return messagesIn(channel.id).flatMap((message) => {
    const row = { key: `${channel.id}-${message.ts}`, draw: () => messageView(team, channel, message) };
    const today = dayOf(message.ts);
    if (today === day) return [row];
    day = today;
    return [{ key: `${channel.id}-day-${today}`, draw: () => el('div', { class: 'c-message_list__day_divider' }, el('span', {}, today)) }, row];
  });
}

/** @param {string} ts */
function dayOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
}
