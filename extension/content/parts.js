// The parts that card, popup and options are made of: elements and text only, never strings of markup,
// so that rules and addresses cannot become script.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const SVG = 'http://www.w3.org/2000/svg';

  /**
   * @param {string} tag
   * @param {{ part?: string, text?: string, attributes?: Record<string, string> }} [options]
   * @param {(Node | null)[]} [children]
   */
  function element(tag, { part, text: content, attributes = {} } = {}, children = []) {
    const made = document.createElement(tag);
    if (part) made.dataset.part = part;
    if (content) made.textContent = content;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  /** Words of a rule: their language is not always that of the interface, see `inLanguage`. @param {string} tag @param {string} content @param {string} [part] */
  const quote = (tag, content, part) => element(tag, { part, text: content, attributes: { 'data-quote': '', dir: 'auto' } });

  /**
   * Says in which language the words of a rule are that stand below an element.
   * @template {Element} T @param {T} root @param {string} language @returns {T}
   */
  function inLanguage(root, language) {
    for (const words of root.querySelectorAll('[data-quote]:not([lang])')) words.setAttribute('lang', language);
    return root;
  }

  /** @param {string} path @param {Record<string, string>} [more] */
  function drawing(path, more = {}) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const shape = document.createElementNS(SVG, 'path');
    for (const [name, value] of Object.entries({ d: path, 'fill-rule': 'evenodd', ...more })) shape.setAttribute(name, value);
    svg.append(shape);
    return svg;
  }

  /** Three signal lamps: a level is told by shape as well as by colour. @type {Record<import('../types').Level, string>} */
  const LAMPS = {
    alert: 'M12 5.4 19.2 17.9H4.8Z',
    notice: 'M12 4.9 19.1 12 12 19.1 4.9 12Z',
    info: 'M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm0 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  };

  /** @param {import('../types').Level} level */
  function lamp(level) {
    const svg = drawing(LAMPS[level], { class: 'lamp-light' });
    svg.dataset.level = level;
    const head = document.createElementNS(SVG, 'circle');
    for (const [name, value] of Object.entries({ cx: '12', cy: '12', r: '11.25', class: 'lamp-head' })) head.setAttribute(name, value);
    svg.prepend(head);
    return svg;
  }

  const ICONS = {
    close: 'M5.6 4.2 12 10.6l6.4-6.4 1.4 1.4L13.4 12l6.4 6.4-1.4 1.4L12 13.4l-6.4 6.4-1.4-1.4L10.6 12 4.2 5.6Z',
    move: 'M4 4h7v2H7.4l9.2 9.2V11h2v8h-8v-2h4.2L5.6 7.8V11h-2V4Z',
  };

  /** A button that shows an icon and says what it does. @param {keyof typeof ICONS} icon @param {string} label @param {string} part */
  function iconButton(icon, label, part) {
    return element('button', { part, attributes: { type: 'button', 'aria-label': label, title: label } }, [drawing(ICONS[icon], { fill: 'currentColor' })]);
  }

  /** @param {string} part @param {string} label @param {() => void} pressed */
  function button(part, label, pressed) {
    const made = element('button', { part, text: label, attributes: { type: 'button' } });
    made.addEventListener('click', pressed);
    return made;
  }

  /** A link; with a locator to the very sentence on that page. @param {string} url @param {string} label @param {string} [locator] */
  function source(url, label, locator) {
    // A hyphen divides the parts of a text fragment, so it is written in the encoded form.
    const href = locator ? `${url}${url.includes('#') ? '' : '#'}:~:text=${encodeURIComponent(locator).replaceAll('-', '%2D')}` : url;
    return element('a', { text: label, attributes: { href, target: '_blank', rel: 'noreferrer noopener' } });
  }

  /** @param {string} title @param {(Node | null)[]} children @param {string} [part] */
  const section = (title, children, part) => element('section', { part }, [element('h3', { text: title }), ...children]);

  /** @param {string} title @param {(Node | null)[]} children @param {string} [part] */
  const fold = (title, children, part) => element('details', { part }, [element('summary', { text: title }), ...children]);

  /** Says something to a screen reader, without moving anybody. @param {Element} near @param {string} words */
  function announce(near, words) {
    const live = /** @type {ParentNode} */ (near.getRootNode()).querySelector('[data-part=live]');
    if (live) live.textContent = words;
  }

  /** Puts a text on the clipboard. A page may forbid the new way; the old one asks for what is to be copied. @param {string} words */
  async function toClipboard(words) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const fill = (/** @type {ClipboardEvent} */ event) => {
        event.clipboardData?.setData('text/plain', words);
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      globalThis.addEventListener('copy', fill, { capture: true });
      document.execCommand('copy');
      globalThis.removeEventListener('copy', fill, { capture: true });
    }
  }

  /** Copies a text, and says so on the button that was pressed. @param {string} words @param {HTMLElement} pressed */
  async function copy(words, pressed) {
    await toClipboard(words);
    pressed.textContent = kit.texts.text('copied');
    announce(pressed, kit.texts.text('copied'));
  }

  kit.parts = { element, quote, inLanguage, lamp, iconButton, button, source, section, fold, announce, toClipboard, copy };
})();
