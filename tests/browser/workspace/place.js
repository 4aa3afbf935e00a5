// Where in the app one is: read from the address, changed without loading a page.

/**
 * @typedef {object} Place
 * @property {string} team id
 * @property {'channel' | 'search' | 'browse-channels' | 'activity-inbox' | 'later'} view
 * @property {string} [channel] id
 * @property {string} [thread] ts of the message whose thread is open
 */

/** Fires `move` when the place has changed. */
export const moves = new EventTarget();

/** @returns {Place} */
export function here() {
  const [, , team = '', where = '', kind, thread] = location.pathname.split('/');
  if (where === 'search' || where === 'browse-channels' || where === 'activity-inbox' || where === 'later') return { team, view: where };
  return { team, view: 'channel', channel: where, thread: kind === 'thread' ? thread?.split('-')[1] : undefined };
}

/** @param {Place} place */
export function go({ team, view, channel, thread }) {
  const path = view === 'channel' ? channel + (thread ? `/thread/${channel}-${thread}` : '') : view;
  // The query holds a test's options: it stays, so that a reload means the same page.
  history.pushState(null, '', `/client/${team}/${path}${location.search}`);
  moves.dispatchEvent(new Event('move'));
}

addEventListener('popstate', () => moves.dispatchEvent(new Event('move')));
