// Where messages are written: a field that is edited as rich text, a paper clip, emoji, and the button that sends.

import { draft, sendMessage, uploadFile } from '../actions.js';
import { el, icon, iconButton } from '../element.js';
import { pickEmoji } from './emoji.js';

/**
 * @param {import('../data/teams.js').Team} team
 * @param {import('../data/teams.js').Channel} channel
 * @param {string} [threadTs] of the message it answers
 */
export function composer(team, channel, threadTs) {
  const saved = draft(team, channel, threadTs);
  const label = threadTs ? 'Reply…' : `Message ${channel.kind === 'channel' ? `#${channel.name}` : channel.name}`;
  const editor = el('div', {
    class: 'ql-editor ql-blank', 'data-qa': 'texty_input', contenteditable: 'true', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label,
    'data-placeholder': label, spellcheck: 'false', input: () => changed(), keydown: (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    },
  }, el('p', {}, el('br')));
  const sendButton = el('button', {
    type: 'button', class: 'c-wysiwyg_container__button c-wysiwyg_container__button--send', 'data-qa': 'texty_send_button', 'aria-label': 'Send now', 'aria-disabled': 'true', click: () => send(),
  }, icon('send'));
  const files = el('input', {
    type: 'file', class: 'hidden-file', tabindex: -1, 'aria-label': 'File to upload', 'data-qa': 'file_upload_input', change: () => {
      for (const file of files.files ?? []) uploadFile(team, channel, file);
      files.value = '';
    },
  });

  const text = () => editor.innerText.replace(/\u200b/g, '').trim();
  const changed = () => {
    const blank = !text();
    editor.classList.toggle('ql-blank', blank);
    sendButton.setAttribute('aria-disabled', String(blank));
    saved.changed(text());
  };
  const send = () => {
    const said = text();
    if (!said) return;
    saved.sent();
    editor.replaceChildren(el('p', {}, el('br')));
    editor.classList.add('ql-blank');
    sendButton.setAttribute('aria-disabled', 'true');
    sendMessage(team, channel, said, threadTs);
  };
  const insertEmoji = (/** @type {string} */ name) => {
    editor.focus();
    getSelection()?.selectAllChildren(editor);
    getSelection()?.collapseToEnd();
    document.execCommand('insertText', false, `:${name}: `);
  };

  return el('div', { class: 'p-message_pane_input', 'data-qa': 'message_input_container' },
    el('div', { class: 'c-wysiwyg_container', 'data-qa': 'message_input', 'data-channel-id': channel.id, 'data-thread-ts': threadTs },
      editor,
      el('div', { class: 'c-wysiwyg_container__footer' },
        iconButton('plus', 'Attach a file', { 'data-qa': 'texty_attach_button', click: () => files.click() }),
        iconButton('letter', 'Formatting', {}),
        iconButton('smile', 'Emoji', { 'data-qa': 'texty_emoji_button', click: (event) => pickEmoji(team, event.currentTarget, insertEmoji) }),
        iconButton('mention', 'Mention someone', {}),
        files, sendButton)));
}
