// Where the focus and the caret were before somebody went to the notice, and the way back.
//
// Looks at which element has the focus, never at what is in it.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  const EDITABLE = '[contenteditable=""], [contenteditable="true"], textarea, [role="textbox"], input[type="text"]';

  /** @typedef {{ element: HTMLElement, ranges: Range[] }} Spot */

  /** The field that somebody was writing in. @type {Spot | undefined} */
  let field;
  /** The last place of the page that had the focus, whatever it was. @type {Spot | undefined} */
  let last;

  /** The element with the focus, inside open shadow roots too. @returns {Element | null} */
  function active() {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    return found;
  }

  /** @param {Element | null} element @returns {element is HTMLElement} */
  const writable = (element) => element instanceof HTMLElement && (element.isContentEditable || element.matches(EDITABLE));

  function ranges() {
    const selection = getSelection();
    return Array.from({ length: selection?.rangeCount ?? 0 }, (_, index) => /** @type {Selection} */ (selection).getRangeAt(index).cloneRange());
  }

  /** @param {Element | null} element */
  function note(element) {
    if (!(element instanceof HTMLElement) || element === document.body || element === kit.place.host()) return;
    last = { element, ranges: ranges() };
    if (writable(element)) field = last;
  }

  kit.focus = {
    active,
    writable,
    /** Takes note of where somebody is, until the signal ends that. */
    watch(signal) {
      field = last = undefined;
      note(active());
      document.addEventListener('focusin', () => note(active()), { capture: true, signal });
      // While it leaves a field the caret is still there.
      document.addEventListener('focusout', (event) => note(/** @type {Element} */ (event.composedPath()[0])), { capture: true, signal });
      document.addEventListener('pointerdown', (event) => {
        const path = event.composedPath();
        if (path.includes(/** @type {EventTarget} */ (kit.place.host()))) return note(active());
        // Who clicks elsewhere is done with writing.
        if (field && !path.includes(field.element)) field = undefined;
      }, { capture: true, signal });
    },
    /** Gives focus and caret back; who came by the Tab key gets back to where they were writing. @returns {boolean} whether there was such a place */
    giveBack() {
      const spot = field?.element.isConnected ? field : last;
      if (!spot?.element.isConnected) return false;
      spot.element.focus({ preventScroll: true });
      const selection = getSelection();
      // Fields of a form keep their caret themselves.
      if (selection && spot.element.isContentEditable && spot.ranges.length > 0) {
        selection.removeAllRanges();
        for (const range of spot.ranges) selection.addRange(range);
      }
      return true;
    },
  };
})();
