// The pane on the right: a thread, the button that has it summarised, and the summary.

import { openThread, rateSummary, summarizeThread } from '../actions.js';
import { changes, messageAt } from '../data/messages.js';
import { el, icon, iconButton } from '../element.js';
import { go } from '../place.js';
import { composer } from './composer.js';
import { messageView } from './message.js';

/**
 * @typedef {import('../data/teams.js').Team} Team
 * @typedef {import('../data/teams.js').Channel} Channel
 */

/** @param {Team} team @param {Channel} channel @param {string} ts of the message the thread hangs on */
export function threadPane(team, channel, ts) {
  const said = el('div', { class: 'p-threads_flexpane__content', tabindex: 0, role: 'group', 'aria-label': 'Messages of the thread' });
  const summary = el('div', { class: 'p-ai_summary__place', 'aria-live': 'polite' });
  const draw = () => {
    const root = messageAt(channel.id, ts);
    if (!root) return;
    said.replaceChildren(
      messageView(team, channel, root, { inThread: true }),
      el('div', { class: 'p-flexpane__replies_divider' }, el('span', {}, `${root.replies.length} ${root.replies.length === 1 ? 'reply' : 'replies'}`)),
      el('div', { 'data-qa': 'reply_container' }, ...root.replies.map((reply) => messageView(team, channel, reply, { inThread: true }))),
    );
  };
  const follow = (/** @type {any} */ { detail }) => {
    if (!said.isConnected) changes.removeEventListener('change', follow);
    else if (detail === channel.id) draw();
  };
  changes.addEventListener('change', follow);
  const summarize = el('button', {
    type: 'button', class: 'button p-ai_summary__button', 'data-qa': 'ai_summary_summarize_thread_button', 'aria-label': 'Summarize thread', click: async () => {
      summary.replaceChildren(el('p', { class: 'p-ai_summary__wait' }, 'Reading the thread …'));
      const points = await summarizeThread(team, channel, ts);
      summary.replaceChildren(summaryCard(team, points));
    },
  }, icon('spark', 'ai-spark'), 'Summarize');
  draw();
  openThread(team, channel, ts);
  return el('aside', { class: 'p-threads_flexpane', 'data-qa': 'threads_flexpane', 'aria-label': 'Thread' },
    el('div', { class: 'p-flexpane_header' },
      el('h2', {}, 'Thread'), el('span', { class: 'p-flexpane_header__channel' }, channel.kind === 'channel' ? `#${channel.name}` : channel.name),
      summarize,
      iconButton('close', 'Close thread', { 'data-qa': 'close_flexpane', click: () => go({ team: team.id, view: 'channel', channel: channel.id }) })),
    summary, said, composer(team, channel, ts));
}

/** @param {Team} team @param {string[]} points */
function summaryCard(team, points) {
  return el('section', { class: 'p-ai_summary', 'aria-label': 'Summary', 'data-qa': 'ai_summary_card' },
    el('h3', {}, icon('spark'), 'Summary'),
    el('ul', {}, ...points.map((point) => el('li', {}, point))),
    el('div', { class: 'p-ai_summary__rate' }, 'Was this of use?',
      iconButton('good', 'Good summary', { click: () => rateSummary(team, true) }), iconButton('bad', 'Bad summary', { click: () => rateSummary(team, false) })));
}
