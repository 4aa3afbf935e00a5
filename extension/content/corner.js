// Where in the window pill and card stand: in the corner that a person chose, unless that would cover what
// they are writing in, or its send button; then beside it, or in another corner.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

  const CORNERS = ['top-end', 'bottom-end', 'bottom-start', 'top-start'];
  /** Distances in CSS pixels: to the edge of the window, below the bar most apps have at the top, to what must stay free. */
  const EDGE = 12;
  const TOP_BAR = 60;
  const GAP = 8;
  /** An editor larger than this share of the window is a page to write on; there only the line with the caret stays free. */
  const PAGE_SHARE = 0.5;
  /** A composer is at most so much taller than its field, in CSS pixels: toolbars and the send button stand around it. */
  const AROUND_FIELD = 140;
  const EDITABLE = '[contenteditable=""], [contenteditable="true"], textarea, [role="textbox"], input[type="text"]';
  /** Fields looked at when none has the focus. */
  const MOST_FIELDS = 20;

  /** @param {Box} one @param {Box} other */
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  /** @param {Box} box @param {number} by @returns {Box} */
  const grown = ({ left, top, right, bottom }, by) => ({ left: left - by, top: top - by, right: right + by, bottom: bottom + by });

  /** @param {Box} one @param {Box} other @returns {Box} */
  const union = (one, other) => ({ left: Math.min(one.left, other.left), top: Math.min(one.top, other.top), right: Math.max(one.right, other.right), bottom: Math.max(one.bottom, other.bottom) });

  /** What stands around a field and belongs to it. @param {HTMLElement} field @returns {Box | null} */
  function composer(field) {
    const box = field.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.bottom < 0 || box.top > innerHeight) return null;
    if (box.width * box.height > PAGE_SHARE * innerWidth * innerHeight) return caret();
    /** @type {Box} */
    let whole = box;
    for (let around = field.parentElement; around; around = around.parentElement) {
      const next = around.getBoundingClientRect();
      if (next.height > box.height + AROUND_FIELD || next.height > PAGE_SHARE * innerHeight) break;
      if (next.width > 0 && next.height > 0) whole = union(whole, next);
    }
    return grown(whole, GAP);
  }

  /** The line with the caret. @returns {Box | null} */
  function caret() {
    const selection = getSelection();
    if (!selection?.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const box = range.getBoundingClientRect();
    if (box.height > 0) return grown(box, 3 * GAP);
    const line = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
    const at = line?.getBoundingClientRect();
    return at && at.height < PAGE_SHARE * innerHeight ? grown(at, GAP) : null;
  }

  /** The field that was written in last. @type {HTMLElement | undefined} */
  let last;

  /** What must stay free. @returns {Box[]} */
  function free() {
    const active = kit.focus.active();
    if (kit.focus.writable(active)) last = active;
    const fields = last?.isConnected ? [last] : [...document.querySelectorAll(EDITABLE)].slice(0, MOST_FIELDS).filter(kit.focus.writable);
    return fields.map(composer).filter((box) => box !== null);
  }

  /** @param {string} corner @param {boolean} rtl */
  function sides(corner, rtl) {
    const [block, inline] = corner.split('-');
    return { top: block === 'top', right: (inline === 'end') !== rtl };
  }

  /**
   * How far from the top something of this size stands in a corner; null if it cannot without covering what must stay free.
   * @param {{ width: number, height: number }} size @param {{ top: boolean, right: boolean }} side @param {Box[]} taken
   */
  function spot({ width, height }, { top, right }, taken) {
    const left = right ? innerWidth - width - EDGE : EDGE;
    const first = top ? Math.min(TOP_BAR, innerHeight - height - EDGE) : innerHeight - height - EDGE;
    const box = (/** @type {number} */ y) => ({ left, top: y, right: left + width, bottom: y + height });
    const tries = [first, ...taken.map((other) => (top ? other.bottom : other.top - height))];
    const half = innerHeight / 2;
    const y = tries.find((one) => one >= 0 && one + height <= innerHeight && (one === first || (top ? one < half : one + height > half)) && !taken.some((other) => meet(box(one), other)));
    return y ?? null;
  }

  /** The highest free strip for a card of this width on this side. @param {number} width @param {{ top: boolean, right: boolean }} side @param {Box[]} taken */
  function strip(width, { top, right }, taken) {
    const left = right ? innerWidth - width - EDGE : EDGE;
    const edges = taken.filter((other) => other.left < left + width && left < other.right).sort((a, b) => a.top - b.top);
    /** @type {[number, number][]} */
    const strips = [];
    let from = EDGE;
    for (const other of edges) {
      strips.push([from, other.top]);
      from = Math.max(from, other.bottom);
    }
    strips.push([from, innerHeight - EDGE]);
    const [start, end] = strips.reduce((best, one) => (one[1] - one[0] > best[1] - best[0] ? one : best));
    // Below the bar of the app, where there is room enough for that.
    const lower = start === EDGE && end - TOP_BAR > 420 ? TOP_BAR : start;
    return { start: lower, end, top };
  }

  /**
   * Puts the box that holds pill and card where it belongs.
   * @param {HTMLElement} wrap @param {string} corner
   */
  function settle(wrap, corner) {
    const rtl = getComputedStyle(wrap).direction === 'rtl';
    const taken = free();
    const card = wrap.querySelector('[data-part=card]');
    const put = (/** @type {Record<string, string>} */ places) => {
      for (const name of ['left', 'right', 'top', 'bottom', '--room']) wrap.style.setProperty(name, places[name] ?? (name === '--room' ? '' : 'auto'));
    };
    // From the side where it stands, so that its place does not decide how wide it may be.
    const beside = (/** @type {string} */ one) => ({ [sides(one, rtl).right ? 'right' : 'left']: `${EDGE}px` });
    wrap.dataset.corner = corner;
    if (card) {
      const { start, end, top } = strip(card.getBoundingClientRect().width, sides(corner, rtl), taken);
      return put({ ...beside(corner), ...(top ? { top: `${start}px` } : { bottom: `${innerHeight - end}px` }), '--room': `${Math.round(end - start)}px` });
    }
    const size = wrap.getBoundingClientRect();
    const first = CORNERS.indexOf(corner);
    // The same side before the other: the eye looks for it there.
    for (const one of [corner, CORNERS[first ^ 1], ...CORNERS]) {
      const found = spot(size, sides(one, rtl), taken);
      if (found !== null) return put({ ...beside(one), top: `${found}px` });
    }
    put({ ...beside(corner), top: '0px' });
  }

  /**
   * Keeps the box where it belongs while the page changes, until the signal ends that.
   * @param {HTMLElement} wrap @param {() => string} corner @param {AbortSignal} signal
   */
  function keep(wrap, corner, signal) {
    let waiting = 0;
    const soon = () => {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        if (wrap.isConnected) settle(wrap, corner());
      });
    };
    const sizes = new ResizeObserver(soon);
    sizes.observe(wrap);
    const watch = () => {
      const active = kit.focus.active();
      if (kit.focus.writable(active)) sizes.observe(active);
      soon();
    };
    document.addEventListener('focusin', watch, { capture: true, signal });
    document.addEventListener('selectionchange', soon, { signal });
    globalThis.addEventListener('resize', soon, { signal });
    signal.addEventListener('abort', () => sizes.disconnect());
    watch();
    settle(wrap, corner());
    return soon;
  }

  kit.corner = { CORNERS, keep };
})();
