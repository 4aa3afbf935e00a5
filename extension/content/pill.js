// The pill and its card: a courtesy in the page. Badge and popup are the truth.
//
// The pill never takes the focus; the card takes it when a person opens it and gives it back when it closes.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, plural, word } = kit.texts;
  const { element, lamp, iconButton, button } = kit.parts;

  /** A pill that only says what was noted goes by itself, in milliseconds. */
  const NOTED_FOR = 12_000;
  /** A pill in view for so long was seen, in milliseconds: it does not come again on the next page. */
  const SEEN_AFTER = 30_000;

  /** Ends what belongs to the pill that is shown. */
  let shownFor = new AbortController();
  /** What is shown; a later activity with the same finding only changes what the card will say. @type {import('../types').Notice | undefined} */
  let current;
  /** What came while a card on something else was being read. @type {import('../types').Notice | undefined} */
  let waiting;
  /** Shows the card anew, while one is open. @type {(() => void) | undefined} */
  let renewCard;

  function remove() {
    shownFor.abort();
    renewCard = waiting = undefined;
    kit.place.remove();
  }

  /** Calls once after so much time in which the page was in view. @param {number} wait @param {() => void} then @param {AbortSignal} signal */
  function afterSeen(wait, then, signal) {
    let left = wait;
    const every = 1_000;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') left -= every;
      if (left > 0) return;
      clearInterval(timer);
      then();
    }, every);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** @param {import('../types').Notice} notice */
  const signatures = ({ finding, together }) => [finding.signature, ...together.map((one) => one.finding.signature)];

  /**
   * Whether two notices are on the same thing: some signs of an activity name the tenant and others do not, and what differs in
   * that alone is the same.
   * @param {import('../types').Notice} one @param {import('../types').Notice} other
   */
  const isSame = ({ finding: one }, { finding: other }) => one.practice === other.practice
    && (one.tenant === other.tenant || one.tenant === null || other.tenant === null);

  /** Signatures without the tenant. @param {import('../types').Notice} notice */
  const said = (notice) => signatures(notice).map((signature) => signature.split('|').toSpliced(1, 1).join('|')).join();

  /** What happened, and how much that feeds. @param {import('../types').Notice} notice */
  function happened({ finding, together, noted }) {
    const words = noted ? text('noted_setting') : finding.activity ? word('activity', finding.activity) : '';
    return [words, together.length > 0 ? plural('feeds', together.length + 1) : ''].filter(Boolean).join(' · ');
  }

  /** @param {import('../types').Notice} notice @param {import('../types').Act} act */
  function build(notice, act) {
    const { finding } = notice;
    let { corner } = notice;
    /** @param {string} [part] */
    const told = (part) => act({ type: part ?? 'told', signatures: signatures(current ?? notice) });
    const pill = element('button', { part: 'pill', attributes: { type: 'button', 'aria-expanded': 'false', 'aria-haspopup': 'dialog' } }, [
      lamp(finding.level),
      element('span', {}, [
        element('strong', { text: kit.organisation.headline(finding) }),
        element('span', { text: happened(notice) }),
      ]),
    ]);
    const away = notice.snooze ? iconButton('close', `${text('dismiss')}: ${text('dismiss_hint')}`, 'away') : null;
    const status = element('div', { part: 'status', attributes: { role: 'status' } });
    const wrap = element('div', { part: 'wrap', attributes: { 'data-level': finding.level } }, [status]);
    /** @type {HTMLElement | undefined} */
    let card;
    let settle = () => {};

    function dismiss() {
      const next = waiting;
      told('dismiss');
      kit.focus.giveBack();
      remove();
      if (next) kit.show(next, act);
    }

    function close() {
      card?.remove();
      card = undefined;
      renewCard = undefined;
      status.hidden = false;
      pill.setAttribute('aria-expanded', 'false');
      settle();
      if (!kit.focus.giveBack()) pill.focus();
      if (waiting) kit.show(waiting, act);
    }

    function open() {
      const closing = iconButton('close', text('close'), 'close');
      const move = iconButton('move', text('move'), 'move');
      const gotIt = button('dismiss', text('dismiss'), dismiss);
      gotIt.classList.add('main');
      gotIt.title = text('dismiss_hint');
      let shown = kit.findings(current ?? notice, act);
      const opened = element('div', { part: 'card', attributes: { role: 'dialog', 'aria-label': text('card_label', finding.vendor), tabindex: '-1' } }, [
        element('div', { part: 'bar' }, [element('span', { part: 'brand', text: text('name') }), move, closing]),
        element('div', { part: 'scroll', attributes: { tabindex: '0', role: 'region', 'aria-label': text('card_label', finding.vendor) } }, [shown]),
        notice.snooze ? element('div', { part: 'foot' }, [element('span', { text: text('dismiss_hint') }), gotIt]) : null,
        element('div', { part: 'live', attributes: { role: 'status' } }),
      ]);
      closing.addEventListener('click', close);
      move.addEventListener('click', () => {
        corner = kit.corner.CORNERS[(kit.corner.CORNERS.indexOf(corner) + 1) % kit.corner.CORNERS.length];
        act({ type: 'corner', corner });
        settle();
      });
      renewCard = () => {
        shown = kit.renewFindings(shown, kit.findings(current ?? notice, act));
      };
      card = opened;
      status.hidden = true;
      wrap.append(card);
      pill.setAttribute('aria-expanded', 'true');
      settle();
      card.focus({ preventScroll: true });
      told();
    }

    away?.addEventListener('click', (event) => event.isTrusted && dismiss());
    pill.addEventListener('click', (event) => {
      if (event.isTrusted) open();
    });
    wrap.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && card) close();
      // What is typed here is not for the page's shortcuts.
      event.stopPropagation();
    });
    const { signal } = shownFor;
    kit.focus.watch(signal);
    if (notice.noted) afterSeen(NOTED_FOR, () => card || wrap.matches(':focus-within') || remove(), signal);
    else afterSeen(SEEN_AFTER, told, signal);
    return {
      wrap,
      shown() {
        settle = kit.corner.keep(wrap, () => corner, signal);
        // A region is announced when it changes, not when it comes.
        requestAnimationFrame(() => {
          status.append(pill, ...(away ? [away] : []));
          settle();
        });
      },
    };
  }

  kit.show = (notice, act) => {
    if (!notice) {
      current = undefined;
      return remove();
    }
    const same = kit.place.host()?.isConnected && current && isSame(current, notice);
    const unchanged = same && current && said(current) === said(notice);
    if (renewCard && !same) return void (waiting = notice);
    waiting = undefined;
    current = notice;
    // Whoever reads the card while an answer changes it goes on reading.
    if (renewCard) return renewCard();
    if (unchanged) return;
    shownFor.abort();
    shownFor = new AbortController();
    const { wrap, shown } = build(notice, act);
    kit.place.fill(wrap);
    shown();
  };
})();
