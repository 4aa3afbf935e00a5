// In a page that somebody asked to have read, and only then: hands its visible text over in blocks, and marks passages.
//
// The page's document is not changed: passages are marked by the CSS Custom Highlight API. Text is collected in slices of a
// few milliseconds, so that a page of any length stays usable.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  if (kit.reads) return;
  kit.reads = true;

  /** Characters read at most; real policies have a tenth of it. */
  const MOST = 4_000_000;
  const SLICE_MS = 8;
  const HIGHLIGHT = 'trainspotter-passage';
  const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'SVG', 'MATH', 'IFRAME', 'OBJECT', 'SELECT', 'TEXTAREA', 'AUDIO', 'VIDEO', 'CANVAS', 'DEL', 'S', 'STRIKE']);

  /** @typedef {{ block: number, start: number, end: number }} Place */

  /** The text nodes of each block, with where each begins in it. @type {{ node: Text, from: number }[][]} */
  let nodes = [];
  /** @type {CSSStyleSheet | undefined} */
  let sheet;

  /** Gives way to the page; unlike a timer also at once where the page is in the background. */
  const pause = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(undefined); };
    port2.postMessage(null);
  });

  /** Text that is folded away ("details") is read: the page offers to open it. What is hidden, or struck out, is not. @param {Element} element */
  const isShown = (element) => !SILENT.has(element.tagName.toUpperCase()) && getComputedStyle(element).display !== 'none';

  async function collect() {
    /** @type {{ text: string, item: boolean }[]} */
    const blocks = [];
    nodes = [];
    let length = 0;
    /** @type {Element | null} */
    let open = null;
    /** Which elements begin a block, asked once each. @type {WeakMap<Element, Element>} */
    const homes = new WeakMap();
    /** @param {Element} element @returns {Element} the block that an element's text belongs to */
    const home = (element) => {
      const known = homes.get(element);
      if (known) return known;
      const inline = getComputedStyle(element).display.startsWith('inline') || getComputedStyle(element).display === 'contents';
      const own = inline && element.parentElement ? home(element.parentElement) : element;
      homes.set(element, own);
      return own;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node instanceof Element) return isShown(node) ? NodeFilter.FILTER_SKIP : NodeFilter.FILTER_REJECT;
      const holder = node.parentElement;
      return holder && getComputedStyle(holder).visibility === 'visible' ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    });
    let until = performance.now() + SLICE_MS;
    for (let node = walker.nextNode(); node && length < MOST; node = walker.nextNode()) {
      const { data, parentElement } = /** @type {Text} */ (node);
      if (!parentElement) continue;
      const block = home(parentElement);
      if (block !== open) {
        open = block;
        blocks.push({ text: '', item: block.closest('li') !== null });
        nodes.push([]);
      }
      const last = blocks[blocks.length - 1];
      nodes[nodes.length - 1].push({ node: /** @type {Text} */ (node), from: last.text.length });
      last.text += data.replace(/\s/g, ' ');
      length += data.length;
      if (performance.now() > until) {
        await pause();
        until = performance.now() + SLICE_MS;
      }
    }
    return { blocks, cut: length >= MOST };
  }

  /** @param {Place} place */
  function rangeOf({ block, start, end }) {
    const parts = nodes[block] ?? [];
    /** @param {number} at @param {boolean} last */
    const find = (at, last) => parts.findLast(({ from }) => (last ? from < at : from <= at));
    const [first, final] = [find(start, false), find(end, true)];
    // The page may have replaced its text since.
    if (!first?.node.isConnected || !final?.node.isConnected) return null;
    const range = new Range();
    range.setStart(first.node, Math.min(start - first.from, first.node.length));
    range.setEnd(final.node, Math.min(end - final.from, final.node.length));
    return range;
  }

  /** @param {Place[]} places @returns {number} how many are marked */
  function mark(places) {
    const ranges = places.map(rangeOf).filter((range) => range !== null);
    CSS.highlights.delete(HIGHLIGHT);
    if (ranges.length === 0) return 0;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(`::highlight(${HIGHLIGHT}) { background-color: #ffd54a; color: #1b2430; }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
    CSS.highlights.set(HIGHLIGHT, new Highlight(...ranges));
    return ranges.length;
  }

  /** @param {Place} place @returns {boolean} whether it is still there */
  function show(place) {
    const range = rangeOf(place);
    if (!range) return false;
    const element = range.startContainer.parentElement;
    element?.scrollIntoView({ block: 'center' });
    mark([place]);
    return true;
  }

  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    if (sender.id !== chrome.runtime.id) return false;
    switch (message?.type) {
      case 'reading-collect':
        collect().then(respond, () => respond(null));
        return true;
      case 'reading-show':
        respond(show(message.place));
        return false;
      case 'reading-mark':
        respond(mark(message.places));
        return false;
      default:
        return false;
    }
  });
})();
