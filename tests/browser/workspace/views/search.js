// Searching: the dialog that suggests while one types, and the view of what was found.

import { focusSearch, search, suggest } from '../actions.js';
import { messagesIn } from '../data/messages.js';
import { el, icon } from '../element.js';
import { options } from '../options.js';
import { go } from '../place.js';
import { messageView } from './message.js';

/** @typedef {import('../data/teams.js').Team} Team */

let lastQuery = '';

/** @param {Team} team */
export function openSearch(team) {
  let timer = 0;
  const suggestions = el('div', { class: 'c-search_autocomplete', 'data-qa': 'search_autocomplete', role: 'listbox', 'aria-label': 'Suggestions' });
  const field = el('input', {
    class: 'c-search__input_box', type: 'text', 'aria-label': `Search ${team.name}`, placeholder: `Search ${team.name}`, autocomplete: 'off', spellcheck: 'false',
    input: () => {
      clearTimeout(timer);
      const query = field.value.trim();
      suggestions.replaceChildren(...(query ? suggestionsFor(team, query).map((text) => suggestion(text)) : []));
      if (query) timer = window.setTimeout(() => suggest(team, query), options.draft);
    },
    keydown: (event) => {
      if (event.key === 'Escape') dialog.remove();
      if (event.key === 'Enter' && field.value.trim()) submit(field.value.trim());
    },
  });
  const submit = (/** @type {string} */ query) => {
    clearTimeout(timer);
    dialog.remove();
    lastQuery = query;
    go({ team: team.id, view: 'search' });
  };
  const suggestion = (/** @type {string} */ text) => el('button', {
    type: 'button', role: 'option', 'aria-selected': 'false', class: 'c-search_autocomplete__suggestion_item', click: () => submit(text),
  }, icon('search'), text);
  const dialog = el('div', { class: 'c-search_modal', role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Search', mousedown: (event) => { if (event.target === dialog) dialog.remove(); } },
    el('div', { class: 'c-search_modal__box' }, el('label', { class: 'c-search_modal__line' }, icon('search'), field), suggestions));
  document.body.append(dialog);
  field.focus();
  focusSearch(team);
}

/** @param {Team} team */
export function searchView(team) {
  const query = lastQuery;
  if (query) search(team, query);
  const found = query ? team.channels.flatMap((channel) => messagesIn(channel.id)
    .flatMap((message) => [message, ...message.replies])
    .filter(({ text }) => text.toLowerCase().includes(query.toLowerCase()))
    .map((message) => ({ channel, message }))).slice(0, 20) : [];
  const tab = (/** @type {string} */ name, /** @type {boolean} */ on) => el('button', {
    type: 'button', class: `p-search_tab${on ? ' p-search_tab--on' : ''}`, role: 'tab', 'aria-selected': String(on), 'data-qa': `search_tab_${name.toLowerCase()}`,
  }, name);
  return el('main', { class: 'p-view_contents p-search_view', 'data-qa': 'search_view' },
    el('div', { class: 'p-view_header', 'data-qa': 'view_header' }, el('h1', { class: 'p-view_header__name' }, query ? `“${query}”` : 'Search')),
    el('div', { class: 'p-search_tabs', role: 'tablist', 'aria-label': 'Kinds of results' }, ...['Messages', 'Files', 'People', 'Channels'].map((name) => tab(name, name === 'Messages'))),
    el('div', { class: 'p-search_filters', 'data-qa': 'search_filters' }, `${found.length} found, newest first`),
    el('div', { class: 'p-search_results', tabindex: 0, role: 'group', 'aria-label': 'Results' },
      ...found.reverse().map(({ channel, message }) => el('div', { 'data-qa': 'search_result', class: 'p-search_result' },
        el('div', { class: 'p-search_result__channel' }, channel.kind === 'channel' ? `#${channel.name}` : channel.name),
        messageView(team, channel, message, { inThread: true })))));
}

/** @param {Team} team @param {string} query */
function suggestionsFor(team, query) {
  const names = [...team.channels.map(({ name }) => name), ...Object.values(team.people).map(({ name }) => name)];
  return [query, ...new Set(names.filter((name) => name.toLowerCase().includes(query.toLowerCase())))].slice(0, 6);
}
