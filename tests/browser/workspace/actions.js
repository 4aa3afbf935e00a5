// What a person does, and the requests that come of it. Views call these and never the network.

import { ANSWERS } from './data/talk.js';
import { messagesIn, reword, say, toggleReaction } from './data/messages.js';
import { options } from './options.js';
import { api, edge, upload, workspace } from './wire.js';

/**
 * @typedef {import('./data/teams.js').Team} Team
 * @typedef {import('./data/teams.js').Channel} Channel
 * @typedef {import('./data/messages.js').Message} Message
 */

/** Failures belong to the page's list of errors, not to whoever clicked. @param {Promise<unknown>[]} asked */
function settle(...asked) {
  return Promise.all(asked).catch((error) => { workspace.errors.push(String(error)); });
}

/** @param {Team} team @param {Channel} channel */
export function openChannel(team, channel) {
  const fields = { channel: channel.id };
  return settle(
    api(team, 'conversations.view', fields, { reason: 'message-pane/requestHistory' }),
    api(team, 'conversations.history', { ...fields, limit: '28' }, { reason: 'message-pane/requestHistory' }),
    api(team, 'conversations.mark', { ...fields, ts: messagesIn(channel.id).at(-1)?.ts ?? '' }, { reason: 'viewed' }),
    edge(team, 'users/info', { channel: channel.id }),
  );
}

/** @param {Team} team @param {Channel} channel @param {string} ts */
export function openThread(team, channel, ts) {
  return settle(
    api(team, 'conversations.replies', { channel: channel.id, ts }, { reason: 'history-api/fetchReplies' }),
    api(team, 'subscriptions.thread.mark', { channel: channel.id, thread_ts: ts }, { reason: 'marked-thread' }),
  );
}

/** @param {Team} team @param {Channel} channel @param {string} text @param {string} [threadTs] */
export async function sendMessage(team, channel, text, threadTs) {
  const fields = { channel: channel.id, type: 'message', blocks: JSON.stringify([{ type: 'rich_text', text }]), ...(threadTs ? { thread_ts: threadTs } : {}) };
  say(channel.id, { user: team.me, text }, threadTs);
  await settle(api(team, 'chat.postMessage', fields, { reason: 'webapp_message_send' }));
  if (channel.kind === 'bot') setTimeout(() => say(channel.id, { user: 'USLACKB0T', text: ANSWERS.chat }), 700);
}

/** @param {Team} team @param {Channel} channel @param {Message} message @param {string} text */
export function editMessage(team, channel, message, text) {
  reword(channel.id, message, text);
  return settle(api(team, 'chat.update', { channel: channel.id, ts: message.ts, blocks: text }, { reason: 'edit' }));
}

/** @param {Team} team @param {Channel} channel @param {Message} message @param {string} emoji */
export function react(team, channel, message, emoji) {
  const set = toggleReaction(channel.id, message, emoji, team.me);
  return settle(api(team, set ? 'reactions.add' : 'reactions.remove', { channel: channel.id, timestamp: message.ts, name: emoji }, { reason: 'changeReactionFromUserAction' }));
}

/** @param {Team} team */
export function openEmojiPicker(team) {
  return settle(api(team, 'emoji.collections.list', {}, { reason: 'emoji-picker' }), edge(team, 'emojis/list'));
}

/** @param {Team} team @param {Channel} channel @param {File} file */
export async function uploadFile(team, channel, file) {
  try {
    const { upload_url: url, file: id } = await api(team, 'files.getUploadURL', { filename: file.name, length: String(file.size) }, { reason: 'file-upload' });
    await upload(url, file);
    await api(team, 'files.completeUpload', { files: JSON.stringify([{ id, title: file.name }]), channel: channel.id }, { reason: 'file-upload' });
    say(channel.id, { user: team.me, text: '', file: file.name });
  } catch (error) {
    workspace.errors.push(String(error));
  }
}

/** Saves what is being written, when the writer pauses. @param {Team} team @param {Channel} channel @param {string} [threadTs] */
export function draft(team, channel, threadTs) {
  let saved = false;
  let timer = 0;
  let linked = '';
  const fields = { destinations: JSON.stringify([{ channel_id: channel.id, thread_ts: threadTs }]) };
  return {
    /** @param {string} text as it is now */
    changed(text) {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        const method = !text ? 'drafts.delete' : saved ? 'drafts.update' : 'drafts.create';
        if (!text && !saved) return;
        saved = Boolean(text);
        settle(api(team, method, fields, { reason: 'DraftsStore' }));
        const link = /https?:\/\/\S+/.exec(text)?.[0] ?? '';
        if (link && link !== linked) settle(api(team, 'chat.unfurlLink', { url: link }, { reason: 'unfurl' }));
        linked = link;
      }, options.draft);
    },
    /** The text was sent: there is nothing left to save. */
    sent() {
      clearTimeout(timer);
      if (saved) settle(api(team, 'drafts.delete', fields, { reason: 'DraftsStore' }));
      saved = false;
    },
  };
}

/** @param {Team} team */
export function focusSearch(team) {
  return settle(
    api(team, 'search.precache', {}, { reason: 'search-focus' }),
    api(team, 'search.autocomplete.model', {}, { reason: 'search-focus' }),
  );
}

/** @param {Team} team @param {string} query */
export function suggest(team, query) {
  return settle(
    api(team, 'search.autocomplete', { query }, { reason: 'autocomplete' }),
    edge(team, 'users/search', { query }), edge(team, 'channels/search', { query }),
  );
}

/** @param {Team} team @param {string} query */
export function search(team, query) {
  return settle(...['messages', 'files', 'people', 'channels'].map((module) => api(team, `search.modules.${module}`, { query, module }, { reason: 'search' })));
}

/** @param {Team} team */
export function browseChannels(team) {
  return settle(api(team, 'conversations.suggestions', {}, { reason: 'trigger-channel-suggestions' }), edge(team, 'channels/search', { query: '' }));
}

/** @param {Team} team @param {Channel} channel @param {string} ts @returns {Promise<string[]>} the summary, as if it had come over the socket */
export async function summarizeThread(team, channel, ts) {
  await settle(api(team, 'ai.alpha.summarize.thread', { channel: channel.id, thread_ts: ts }, { reason: 'summarize' }));
  return ANSWERS.summary;
}

/** @param {Team} team @param {boolean} good */
export function rateSummary(team, good) {
  return settle(api(team, 'ai.alpha.summarize.feedback', { rating: good ? 'positive' : 'negative' }, { reason: 'feedback' }));
}

/** @param {Team} team @param {Channel} bot */
export function startAssistant(team, bot) {
  return settle(api(team, 'assistant.threads.startThread', { channel: bot.id }, { reason: 'slackbot-ai-button' }));
}

/** @param {Team} team @param {Channel} channel @param {boolean} join */
export function huddle(team, channel, join) {
  return settle(api(team, join ? 'rooms.join' : 'rooms.leave', { channel: channel.id }, { reason: 'huddle' }), edge(team, 'huddles/info'));
}
