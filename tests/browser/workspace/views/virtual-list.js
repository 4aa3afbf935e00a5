// A list that keeps only the rows in and around the view in the document: scrolled away, a row is gone. Observers that hold on
// to rows, and selectors that count them, break on lists like this one.

import { el } from '../element.js';

const AROUND = 400;
const GUESS = 56;

/** @typedef {{key: string, draw: () => HTMLElement}} Row */

export class VirtualList {
  /** @param {string} label */
  constructor(label) {
    /** @private @type {Row[]} */
    this.rows = [];
    /** @private @type {Map<string, number>} */
    this.heights = new Map();
    /** @private @type {Map<string, HTMLElement>} */
    this.mounted = new Map();
    /** @private */
    this.width = 0;
    this.inner = el('div', { class: 'c-virtual_list__scroll_container', role: 'list', 'aria-label': label });
    this.element = el('div', { class: 'c-virtual_list c-virtual_list--scrollbar', tabindex: 0, role: 'group', 'aria-label': label, scroll: () => this.render() }, this.inner);
    this.watcher = new ResizeObserver(() => this.resized());
    this.watcher.observe(this.element);
  }

  /** @param {Row[]} rows top to bottom; a row whose key is known already is drawn anew @param {{toEnd?: boolean}} [how] */
  show(rows, { toEnd = false } = {}) {
    const atEnd = toEnd || this.atEnd();
    this.rows = rows;
    for (const [key, element] of this.mounted) this.drop(key, element);
    this.render(atEnd);
  }

  /** @private */
  atEnd() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 30;
  }

  /** @private */
  resized() {
    const { width } = this.element.getBoundingClientRect();
    if (width !== this.width) this.heights.clear();
    this.width = width;
    this.render(true);
  }

  /** @private @param {boolean} [toEnd] */
  render(toEnd = false) {
    if (!this.element.clientHeight) return;
    // Heights are only known once rows are in the document, and knowing them moves others into view: a few rounds settle it.
    for (let round = 0; round < 6; round += 1) {
      const tops = this.place();
      if (toEnd) this.element.scrollTop = this.element.scrollHeight;
      if (!this.mount(tops)) return;
    }
  }

  /** @private @returns {number[]} where each row begins */
  place() {
    let top = 0;
    const tops = this.rows.map(({ key }) => {
      const at = top;
      top += this.heights.get(key) ?? GUESS;
      return at;
    });
    this.inner.style.height = `${top}px`;
    this.rows.forEach(({ key }, row) => {
      const element = this.mounted.get(key);
      if (element) element.style.top = `${tops[row]}px`;
    });
    return tops;
  }

  /** @private @param {number[]} tops @returns {boolean} whether a height was learnt */
  mount(tops) {
    const { scrollTop, clientHeight } = this.element;
    const wanted = new Map(this.rows.flatMap((row, number) => {
      const bottom = tops[number] + (this.heights.get(row.key) ?? GUESS);
      return bottom > scrollTop - AROUND && tops[number] < scrollTop + clientHeight + AROUND ? [[row.key, { row, top: tops[number] }]] : [];
    }));
    for (const [key, element] of this.mounted) if (!wanted.has(key)) this.drop(key, element);
    let learnt = false;
    for (const [key, { row, top }] of wanted) {
      let element = this.mounted.get(key);
      if (!element) {
        element = el('div', { class: 'c-virtual_list__item', role: 'listitem', id: key }, row.draw());
        this.mounted.set(key, element);
        this.inner.append(element);
      }
      element.style.top = `${top}px`;
      const height = element.offsetHeight;
      if (height && height !== this.heights.get(key)) {
        this.heights.set(key, height);
        learnt = true;
      }
    }
    return learnt;
  }

  /** @private @param {string} key @param {HTMLElement} element */
  drop(key, element) {
    element.remove();
    this.mounted.delete(key);
  }
}
