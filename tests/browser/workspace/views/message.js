// One message: who, when, what, the reactions under it, the tools that appear beside it, and the editor that takes its place.

import { el, icon, iconButton } from '../element.js';
import { editMessage, react } from '../actions.js';
import { go } from '../place.js';
import { picture } from '../wire.js';
import { emojiImage, pickEmoji } from './emoji.js';

/**
 * @typedef {import('../data/teams.js').Team} Team
 * @typedef {import('../data/teams.js').Channel} Channel
 * @typedef {import('../data/messages.js').Message} Message
 */

/** @param {Team} team @param {Channel} channel @param {Message} message @param {{inThread?: boolean}} [where] */
export function messageView(team, channel, message, { inThread = false } = {}) {
  const writer = team.people[message.user];
  const body = el('div', { class: 'p-rich_text_section', 'data-qa': 'message-text' }, message.text);
  const element = el('div', {
    class: 'c-message_kit__message', 'data-qa': 'message_container', 'data-msg-ts': message.ts, 'data-msg-channel-id': channel.id,
    mouseenter: () => showTools(), mouseleave: () => hideTools(), focusin: () => showTools(),
  },
  el('img', { class: 'c-avatar', src: picture(`https://ca.slack-edge.com/${team.id}-${message.user}-a1c9-48`), alt: '', width: 36, height: 36 }),
  el('div', { class: 'c-message_kit__gutter__right' },
    el('div', { class: 'c-message__sender_line' },
      el('button', { type: 'button', class: 'c-message__sender_button', 'data-qa': 'message_sender_name', 'data-message-sender': message.user }, writer?.name ?? message.user),
      el('time', { class: 'c-timestamp', datetime: new Date(Number(message.ts) * 1000).toISOString() }, clock(message.ts))),
    message.text ? body : null,
    message.edited ? el('span', { class: 'c-message__edited_label' }, '(edited)') : null,
    message.file ? fileView(team, message) : null,
    reactionBar(team, channel, message),
    !inThread && message.replies.length ? replyBar(team, channel, message) : null));

  /** @type {HTMLElement | null} */
  let tools = null;
  const showTools = () => {
    if (tools) return;
    tools = toolbar(team, channel, message, inThread, () => edit(team, channel, message, body, hideTools));
    element.append(tools);
  };
  const hideTools = () => {
    tools?.remove();
    tools = null;
  };
  return element;
}

/** @param {Team} team @param {Channel} channel @param {Message} message @param {boolean} inThread @param {() => void} startEdit */
function toolbar(team, channel, message, inThread, startEdit) {
  return el('div', { class: 'c-message_actions__container', role: 'group', 'aria-label': 'Message actions' },
    ...['check', 'heart', 'eyes'].map((emoji) => el('button', {
      type: 'button', class: 'icon-button', 'aria-label': `React with ${emoji}`, 'data-emoji': emoji, click: () => react(team, channel, message, emoji),
    }, emojiImage(emoji))),
    iconButton('smile', 'Find another reaction', {
      'data-qa': 'add_reaction_action', click: (event) => pickEmoji(team, event.currentTarget, (emoji) => react(team, channel, message, emoji)),
    }),
    inThread ? null : iconButton('thread', 'Reply in thread', { 'data-qa': 'start_thread', click: () => openThreadOf(team, channel, message) }),
    message.user === team.me && message.text ? iconButton('edit', 'Edit message', { 'data-qa': 'edit_message', click: startEdit }) : null);
}

/** @param {Team} team @param {Channel} channel @param {Message} message */
function openThreadOf(team, channel, message) {
  go({ team: team.id, view: 'channel', channel: channel.id, thread: message.ts });
}

/** @param {Team} team @param {Channel} channel @param {Message} message */
function reactionBar(team, channel, message) {
  if (!message.reactions.size) return null;
  return el('div', { class: 'c-reaction_bar', 'data-qa': 'reaction_bar' },
    ...[...message.reactions].map(([emoji, who]) => el('button', {
      type: 'button', class: `c-reaction${who.has(team.me) ? ' c-reaction--reacted' : ''}`, 'data-qa': 'reactji', 'data-emoji': emoji,
      'aria-pressed': String(who.has(team.me)), 'aria-label': `${who.size} reacted with ${emoji}`, click: () => react(team, channel, message, emoji),
    }, emojiImage(emoji), el('span', { class: 'c-reaction__count' }, String(who.size)))),
    iconButton('smile', 'Add reaction', {
      class: 'c-reaction_add', 'data-qa': 'add_reaction', click: (event) => pickEmoji(team, event.currentTarget, (emoji) => react(team, channel, message, emoji)),
    }));
}

/** @param {Team} team @param {Channel} channel @param {Message} message */
function replyBar(team, channel, message) {
  const writers = [...new Set(message.replies.map(({ user }) => user))].slice(0, 4);
  return el('button', { type: 'button', class: 'c-message__reply_bar', 'data-qa': 'reply_bar', click: () => openThreadOf(team, channel, message) },
    ...writers.map((user) => el('img', { class: 'c-avatar c-avatar--small', src: picture(`https://ca.slack-edge.com/${team.id}-${user}-a1c9-48`), alt: '', width: 22, height: 22 })),
    el('span', { class: 'c-message__reply_count' }, `${message.replies.length} ${message.replies.length === 1 ? 'reply' : 'replies'}`));
}

/** @param {Team} team @param {Message} message */
function fileView(team, message) {
  const name = String(message.file);
  const url = `https://files.slack.com/files-tmb/${team.id}-F${message.ts.replace('.', '').slice(-8)}-9f3c/${encodeURIComponent(name)}_480.jpg`;
  return el('figure', { class: 'c-files_container' },
    el('figcaption', {}, icon('files'), name),
    el('img', { class: 'p-file_image_thumbnail', 'data-qa': 'message_file_image_thumbnail', src: picture(url), alt: `Preview of ${name}`, width: 240, height: 180 }));
}

/** @param {Team} team @param {Channel} channel @param {Message} message @param {HTMLElement} body @param {() => void} done */
function edit(team, channel, message, body, done) {
  const field = el('textarea', { class: 'p-message_editor__field', 'aria-label': 'Edit message', rows: 2, 'data-qa': 'message_editor_field' });
  field.value = message.text;
  const save = () => editMessage(team, channel, message, field.value.trim());
  body.replaceChildren(field, el('div', { class: 'p-message_editor__buttons' },
    el('button', { type: 'button', class: 'button', click: () => body.replaceChildren(message.text) }, 'Cancel'),
    el('button', { type: 'button', class: 'button button--primary', 'data-qa': 'save_edit', click: save }, 'Save')));
  done();
  field.focus();
}

/** @param {string} ts */
export function clock(ts) {
  return new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
