// The few emoji of these workspaces, drawn for them, and the picker that offers them.

import { openEmojiPicker } from '../actions.js';
import { el } from '../element.js';
import { picture } from '../wire.js';

export const EMOJI = ['check', 'heart', 'eyes', 'tada', 'book', 'sun', 'coffee', 'sprout', 'music', 'star'];

/** @param {string} name */
export function emojiImage(name) {
  return el('img', { class: 'c-emoji', src: picture(`https://a.slack-edge.com/emoji/${name}.svg`), alt: '', width: 18, height: 18 });
}

/**
 * @param {import('../data/teams.js').Team} team
 * @param {HTMLElement} anchor the button it belongs to
 * @param {(emoji: string) => void} picked
 */
export function pickEmoji(team, anchor, picked) {
  openEmojiPicker(team);
  const choose = (/** @type {string} */ name) => {
    picker.remove();
    picked(name);
  };
  const button = (/** @type {string} */ name) => el('button', { type: 'button', class: 'icon-button', 'aria-label': name, 'data-emoji': name, click: () => choose(name) }, emojiImage(name));
  const picker = el('div', {
    class: 'p-emoji_picker', role: 'dialog', 'aria-label': 'Emoji', 'data-qa': 'emoji_picker',
    keydown: (event) => { if (event.key === 'Escape') { picker.remove(); anchor.focus(); } },
  },
  el('div', { class: 'p-emoji_picker__content' }, ...EMOJI.map(button)),
  el('div', { class: 'p-emoji_picker__footer' }, el('span', {}, 'Often used'), ...EMOJI.slice(0, 3).map(button)));
  document.querySelector('.p-emoji_picker')?.remove();
  document.body.append(picker);
  const { top, left } = anchor.getBoundingClientRect();
  picker.style.left = `${Math.max(8, Math.min(left - 120, innerWidth - picker.offsetWidth - 8))}px`;
  picker.style.top = `${Math.max(8, Math.min(top - picker.offsetHeight - 6, innerHeight - picker.offsetHeight - 8))}px`;
  picker.querySelector('button')?.focus();
}
