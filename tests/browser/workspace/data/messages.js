// The messages as they are now. They start from what was said, and change as the page is used; nothing is kept after a reload.

import { EARLIER, TALK } from './talk.js';
import { TEAMS } from './teams.js';

/**
 * @typedef {object} Message
 * @property {string} ts its id within a channel: seconds since 1970 with six decimals
 * @property {string} user id of the one who wrote it
 * @property {string} text
 * @property {Map<string, Set<string>>} reactions emoji -> ids of people
 * @property {Message[]} replies
 * @property {string} [file] name of a file
 * @property {boolean} [edited]
 */

/** Tells the views: detail is the id of the channel. */
export const changes = new EventTarget();

const EARLIER_ROWS = 160;
const MINUTE = 60;
/** The last message of every channel was written late in the last afternoon, whatever time it is now. */
const LATEST = lastAfternoon();
/** @type {Map<string, Message[]>} */
const channels = new Map();

/** @param {string} channel @returns {Message[]} oldest first */
export function messagesIn(channel) {
  let messages = channels.get(channel);
  if (!messages) {
    messages = begin(channel);
    channels.set(channel, messages);
  }
  return messages;
}

/** @param {string} channel @param {string} ts @returns {Message | undefined} also among the replies */
export function messageAt(channel, ts) {
  return messagesIn(channel).flatMap((message) => [message, ...message.replies]).find((message) => message.ts === ts);
}

/**
 * @param {string} channel
 * @param {{user: string, text: string, file?: string}} said
 * @param {string} [threadTs] of the message it answers
 * @returns {Message}
 */
export function say(channel, { user, text, file }, threadTs) {
  const message = { ts: (Date.now() / 1000).toFixed(6), user, text, file, reactions: new Map(), replies: [] };
  const list = threadTs ? messageAt(channel, threadTs)?.replies : messagesIn(channel);
  list?.push(message);
  changed(channel);
  return message;
}

/** @param {string} channel @param {Message} message @param {string} text */
export function reword(channel, message, text) {
  message.text = text;
  message.edited = true;
  changed(channel);
}

/** @param {string} channel @param {Message} message @param {string} emoji @param {string} user @returns {boolean} whether it is set now */
export function toggleReaction(channel, message, emoji, user) {
  const who = message.reactions.get(emoji) ?? new Set();
  const set = !who.has(user);
  if (set) who.add(user);
  else who.delete(user);
  if (who.size) message.reactions.set(emoji, who);
  else message.reactions.delete(emoji);
  changed(channel);
  return set;
}

/** @returns {number} seconds since 1970 */
function lastAfternoon() {
  const day = new Date();
  day.setHours(16, 42, 0, 0);
  if (day.getTime() > Date.now()) day.setDate(day.getDate() - 1);
  return day.getTime() / 1000;
}

/** @param {string} channel */
function changed(channel) {
  changes.dispatchEvent(new CustomEvent('change', { detail: channel }));
}

/** @param {string} channel @returns {Message[]} */
function begin(channel) {
  const said = TALK[channel] ?? [];
  const recent = timed(said, LATEST - said.reduce((sum, [, minutes]) => sum + minutes, 0) * MINUTE);
  const team = TEAMS.find(({ channels: all }) => all.some(({ id, kind }) => id === channel && kind === 'channel'));
  if (!team) return recent;
  const people = Object.keys(team.people).filter((id) => id !== 'USLACKB0T');
  const lines = EARLIER[team.id];
  const earlier = Array.from({ length: EARLIER_ROWS }, (_, row) => ({
    ts: earlierTime(EARLIER_ROWS - 1 - row),
    user: people[(row * 5 + channel.charCodeAt(4)) % people.length],
    text: lines[(row * 3 + channel.charCodeAt(3)) % lines.length],
    reactions: new Map(),
    replies: [],
  }));
  return [...earlier, ...recent];
}

/** Eight messages a day, by daylight. @param {number} back 0 for the last one of the day before @returns {string} */
function earlierTime(back) {
  const day = new Date(LATEST * 1000);
  day.setDate(day.getDate() - 1 - Math.floor(back / 8));
  day.setHours(17 - (back % 8), (back * 7) % 60, 0, 0);
  return `${day.getTime() / 1000}.000100`;
}

/** @param {import('./talk.js').Said[]} said @param {number} start seconds since 1970 @returns {Message[]} */
function timed(said, start) {
  let at = start;
  return said.map(([user, minutes, text, extras = {}], row) => {
    at += minutes * MINUTE;
    const reactions = new Map(Object.entries(extras.reactions ?? {}).map(([emoji, who]) => [emoji, new Set(who)]));
    return { ts: `${at}.${String(row + 1).padStart(6, '0')}`, user, text, file: extras.file, reactions, replies: timed(extras.thread ?? [], at) };
  });
}
