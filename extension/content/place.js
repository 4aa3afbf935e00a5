// The place of pill and card in the page: a closed shadow root in the top layer, which the page's styles
// and scripts cannot reach, and which is put back when the page removes, hides or covers it.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { element } = kit.parts;

  const NAME = 'trainspotter-pill';
  /** A page that removes, hides or covers it more often than this in a minute wins: the badge still tells. */
  const MOST_RETURNS = 5;
  const MINUTE = 60_000;
  /** Wait before looking whether something was laid over it, in milliseconds. */
  const LOOK_DELAY = 300;
  /** What the page's own styles must not decide: whether and where it is seen. The rest is in the sheet. */
  const OWN_STYLE = {
    display: 'block', visibility: 'visible', opacity: '1', 'content-visibility': 'visible', contain: 'none',
    transform: 'none', translate: 'none', scale: 'none', rotate: 'none', zoom: '1', filter: 'none', 'mix-blend-mode': 'normal',
    'clip-path': 'none', clip: 'auto', mask: 'none', animation: 'none', transition: 'none',
    position: 'fixed', inset: '0', margin: '0', width: '100%', height: '100%', 'max-width': 'none', 'max-height': 'none',
    'min-width': '0', 'min-height': '0', overflow: 'visible', 'pointer-events': 'none', 'z-index': '2147483647',
  };

  /** @type {HTMLElement | undefined} */
  let host;
  /** @type {ShadowRoot} */
  let root;
  /** The sheet as an element, where a sheet as an object is refused. @type {HTMLElement | undefined} */
  let style;
  /** When it was put back. @type {number[]} */
  let returns = [];
  let ended = new AbortController();

  const guard = new MutationObserver(() => {
    if (hidden()) again(attach);
    else later();
  });

  function put() {
    // One that an earlier version of this extension left behind answers to nobody.
    document.querySelectorAll(NAME).forEach((left) => left.remove());
    host = document.createElement(NAME);
    root = host.attachShadow({ mode: 'closed' });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(kit.look);
      root.adoptedStyleSheets = [sheet];
    } catch {
      // Some versions of Firefox refuse a sheet from a content script; an element serves as well.
      style = element('style', { text: kit.look });
    }
    host.dir = kit.texts.direction();
    host.lang = kit.texts.language();
    ended = new AbortController();
    attach();
    // What a page opens later comes to lie above; it cannot do so without one of these.
    document.addEventListener('toggle', later, { capture: true, signal: ended.signal });
    document.addEventListener('fullscreenchange', later, { signal: ended.signal });
  }

  function attach() {
    if (!host) return;
    host.hidden = false;
    host.inert = false;
    host.removeAttribute('class');
    host.setAttribute('popover', 'manual');
    host.removeAttribute('style');
    for (const [name, value] of Object.entries(OWN_STYLE)) host.style.setProperty(name, value, 'important');
    if (!host.isConnected) document.documentElement.append(host);
    if (host.matches(':not(:popover-open)')) host.showPopover?.();
    guard.observe(document.documentElement, { childList: true });
    if (document.body) guard.observe(document.body, { childList: true });
    guard.observe(host, { attributes: true });
    // What was just done here is not the page's doing.
    guard.takeRecords();
  }

  function hidden() {
    if (!host) return false;
    const { display, visibility, opacity } = getComputedStyle(host);
    return !host.isConnected || host.hidden || host.inert || display === 'none' || visibility !== 'visible' || Number(opacity) < 0.5;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let looking;

  function later() {
    looking ??= setTimeout(() => {
      looking = undefined;
      if (covered()) again(rise);
    }, LOOK_DELAY);
  }

  /** Whether something of the page lies over it. A dialog that the app itself opened is left alone. */
  function covered() {
    const shown = host && root.querySelector('[data-part=pill], [data-part=card]');
    if (!shown || root.activeElement || document.querySelector(':modal')) return false;
    const { left, top, width, height } = shown.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return above !== null && above !== host;
  }

  /** To the top of the top layer. */
  function rise() {
    host?.hidePopover?.();
    attach();
  }

  /** @param {() => void} repair */
  function again(repair) {
    const now = Date.now();
    returns = [...returns.filter((time) => now - time < MINUTE), now];
    if (returns.length <= MOST_RETURNS) repair();
    else guard.disconnect();
  }

  kit.place = {
    /** The root, made when it is not there. */
    root() {
      if (!host) put();
      return root;
    },
    /** @param {Node[]} nodes */
    fill: (...nodes) => kit.place.root().replaceChildren(...(style ? [style] : []), ...nodes),
    host: () => host,
    remove() {
      guard.disconnect();
      ended.abort();
      clearTimeout(looking);
      looking = undefined;
      host?.remove();
      host = undefined;
      returns = [];
    },
  };
})();
