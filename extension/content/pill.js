// The pill and its card: a courtesy in the page. Badge and popup are the truth.
//
// A closed shadow root keeps the page's styles and scripts out. The pill never takes the focus; the card
// takes it when a person opens it and gives it back when it closes.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { element, text, word, lamp, finding: findingView } = kit.render;

  const CORNERS = ['top-end', 'bottom-end', 'bottom-start', 'top-start'];
  /** A page that removes the pill again and again wins: the badge still tells. */
  const MOST_RETURNS = 5;

  /** @type {HTMLElement | undefined} */
  let host;
  /** @type {ShadowRoot} */
  let root;
  let returns = 0;
  /** @type {Element | null} */
  let before = null;
  /** @type {MutationObserver | undefined} */
  let guard;

  function place() {
    host = document.createElement('trainspotter-pill');
    root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(kit.styles);
    root.adoptedStyleSheets = [sheet];
    host.setAttribute('popover', 'manual');
    attach();
    guard = new MutationObserver(() => {
      if (!host || host.isConnected) return;
      returns += 1;
      if (returns <= MOST_RETURNS) attach();
      else guard?.disconnect();
    });
    guard.observe(document.documentElement, { childList: true });
  }

  function attach() {
    if (!host) return;
    document.documentElement.append(host);
    host.showPopover?.();
  }

  function remove() {
    guard?.disconnect();
    host?.remove();
    host = undefined;
    returns = 0;
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
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      else pill.focus();
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

    // Before the click moves the focus, so that it can be given back.
    pill.addEventListener('pointerdown', () => (before = document.activeElement));
    pill.addEventListener('focus', (event) => {
      if (event.relatedTarget instanceof Element) before = event.relatedTarget;
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
    root.replaceChildren(build(notice, act));
  };
})();
