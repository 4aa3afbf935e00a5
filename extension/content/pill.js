// The pill and its card: a courtesy in the page. Badge and popup are the truth.
//
// A closed shadow root keeps the page's styles and scripts out. The pill never takes the focus; the card
// takes it when a person opens it and gives it back when it closes.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, word } = kit.texts;
  const { element, lamp, finding: findingView } = kit.render;

  const CORNERS = ['top-end', 'bottom-end', 'bottom-start', 'top-start'];
  /** A page that removes or hides the pill more often than this in a minute wins: the badge still tells. */
  const MOST_RETURNS = 5;
  const MINUTE = 60_000;
  /** What the page's own styles must not decide: whether and where the pill is seen. The rest is in the sheet. */
  const OWN_STYLE = {
    display: 'block', visibility: 'visible', opacity: '1', transform: 'none', filter: 'none', 'clip-path': 'none', contain: 'none',
    position: 'fixed', inset: '0', width: '100%', height: '100%', overflow: 'visible', 'pointer-events': 'none', 'z-index': '2147483647',
  };

  /** @type {HTMLElement | undefined} */
  let host;
  /** @type {ShadowRoot} */
  let root;
  /** The sheet as an element, where a sheet as an object is refused. @type {HTMLElement | undefined} */
  let style;
  /** Opens the card of the pill that is shown. */
  let openCard = () => {};
  /** When the pill was put back. @type {number[]} */
  let returns = [];
  /** Where the focus was, and the caret with it. @type {{ element: Element | null, ranges: Range[] }} */
  let before = { element: null, ranges: [] };
  /** @type {MutationObserver | undefined} */
  let guard;

  function place() {
    // One that an earlier version of this extension left behind answers to nobody.
    document.querySelectorAll('trainspotter-pill').forEach((left) => left.remove());
    host = document.createElement('trainspotter-pill');
    root = host.attachShadow({ mode: 'closed' });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(kit.styles);
      root.adoptedStyleSheets = [sheet];
    } catch {
      // Some versions of Firefox refuse a sheet from a content script; an element serves as well.
      style = element('style', { text: kit.styles });
    }
    host.dir = text('@@bidi_dir') || 'auto';
    host.setAttribute('popover', 'manual');
    attach();
    guard = new MutationObserver(restore);
    guard.observe(document.documentElement, { childList: true });
    guard.observe(host, { attributes: true });
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
    // What was just done here is not the page's doing.
    guard?.takeRecords();
  }

  function hidden() {
    if (!host) return false;
    const { display, visibility, opacity } = getComputedStyle(host);
    return !host.isConnected || host.hidden || host.inert || display === 'none' || visibility !== 'visible' || Number(opacity) < 0.5;
  }

  function restore() {
    if (!hidden()) return;
    const now = Date.now();
    returns = [...returns.filter((time) => now - time < MINUTE), now];
    if (returns.length <= MOST_RETURNS) attach();
    else guard?.disconnect();
  }

  function remove() {
    guard?.disconnect();
    host?.remove();
    host = undefined;
    returns = [];
  }

  /** @param {Element | null} had */
  function remember(had) {
    if (!had || had === host) return;
    const selection = getSelection();
    const ranges = Array.from({ length: selection?.rangeCount ?? 0 }, (_, index) => /** @type {Selection} */ (selection).getRangeAt(index).cloneRange());
    before = { element: had, ranges };
  }

  /** Gives focus and caret back to where they were. @returns {boolean} whether there was such a place */
  function giveBack() {
    const { element: was, ranges } = before;
    before = { element: null, ranges: [] };
    if (!(was instanceof HTMLElement) || !was.isConnected || was === host || was === document.body) return false;
    was.focus({ preventScroll: true });
    const selection = getSelection();
    // Fields of a form keep their caret themselves.
    if (selection && was.isContentEditable && ranges.length > 0) {
      selection.removeAllRanges();
      for (const range of ranges) selection.addRange(range);
    }
    return true;
  }

  /** @param {import('../types').Notice} notice @param {(message: object) => void} act */
  function build(notice, act) {
    const { finding } = notice;
    const pill = element('button', { part: 'pill', attributes: { type: 'button', 'aria-expanded': 'false', 'aria-haspopup': 'dialog' } }, [
      lamp(finding.level),
      element('span', {}, [
        element('strong', { text: word('verdict', finding.verdict) }),
        element('span', { text: finding.activity ? word('activity', finding.activity) : '' }),
      ]),
    ]);
    const status = element('div', { part: 'status', attributes: { role: 'status' } }, [pill]);
    const wrap = element('div', { part: 'wrap', attributes: { 'data-corner': notice.corner, 'data-level': finding.level } }, [status]);
    /** @type {HTMLElement | undefined} */
    let card;

    function close() {
      card?.remove();
      card = undefined;
      pill.setAttribute('aria-expanded', 'false');
      if (!giveBack()) pill.focus();
    }

    function open() {
      const button = (/** @type {string} */ part, /** @type {string} */ label) => element('button', { part, text: label, attributes: { type: 'button' } });
      const closing = button('close', text('close'));
      const dismiss = button('dismiss', text('dismiss'));
      dismiss.title = text('dismiss_hint');
      const move = button('move', text('move'));
      card = element('div', { part: 'card', attributes: { role: 'dialog', 'aria-label': text('card_label', finding.vendor), tabindex: '-1' } }, [
        element('header', {}, [element('span', { part: 'brand', text: text('name') }), move, dismiss, closing]),
        findingView(current ?? notice, act),
      ]);
      closing.addEventListener('click', close);
      dismiss.addEventListener('click', () => {
        act({ type: 'dismiss', signature: finding.signature });
        close();
        remove();
      });
      move.addEventListener('click', () => {
        const corner = CORNERS[(CORNERS.indexOf(wrap.dataset.corner ?? '') + 1) % CORNERS.length];
        wrap.dataset.corner = corner;
        act({ type: 'corner', corner });
      });
      wrap.append(card);
      pill.setAttribute('aria-expanded', 'true');
      card.focus();
    }

    openCard = open;
    // Before the click moves the focus, so that it can be given back.
    pill.addEventListener('pointerdown', () => remember(document.activeElement));
    pill.addEventListener('focus', (event) => {
      if (event.relatedTarget instanceof Element && event.relatedTarget !== before.element) remember(event.relatedTarget);
    });
    pill.addEventListener('click', (event) => {
      if (event.isTrusted) (card ? close : open)();
    });
    wrap.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && card) close();
      // What is typed here is not for the page's shortcuts.
      event.stopPropagation();
    });
    return wrap;
  }

  /** What is shown; a later activity with the same finding only changes what the card will say. */
  /** @type {import('../types').Notice | undefined} */
  let current;
  kit.show = (notice, act) => {
    if (!notice) {
      current = undefined;
      return remove();
    }
    const same = host?.isConnected && current?.finding.signature === notice.finding.signature;
    current = notice;
    if (same) return;
    if (!host) place();
    // Whoever reads the card while an answer changes it goes on reading.
    const reading = root.querySelector('[data-part=card]') !== null;
    root.replaceChildren(...(style ? [style] : []), build(notice, act));
    if (reading) openCard();
  };
})();
