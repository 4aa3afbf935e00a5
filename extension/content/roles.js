// Finds places as a screen reader would: by role and accessible name.
//
// Only names of elements that have a role the watch list asks for are read, and only to compare them with
// the names it gives. No other text of the page is looked at.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** Whether a toggle is written as a switch or as a checkbox is a matter of taste; the name decides. */
  const TOGGLE = '[role="switch"], [role="checkbox"], input[type="checkbox"]';
  /** @type {Record<string, string>} */
  const BY_ROLE = {
    switch: TOGGLE,
    checkbox: TOGGLE,
    radio: '[role="radio"], input[type="radio"]',
    combobox: '[role="combobox"], select, button[aria-haspopup]',
    button: 'button, [role="button"], input[type="button"], input[type="submit"], summary',
    link: 'a[href], [role="link"]',
    menuitem: '[role="menuitem"]',
    tab: '[role="tab"]',
    textbox: '[role="textbox"], textarea, input:not([type]), input[type="text"], [contenteditable=""], [contenteditable="true"]',
    dialog: 'dialog[open], [role="dialog"], [role="alertdialog"]',
  };
  /** Elements looked at in one go: a page may make any number of them. */
  const MOST_LOOKED_AT = 500;
  /** Longer texts are content, not names, in characters. */
  const LONGEST_NAME = 200;

  const plain = (/** @type {string | null | undefined} */ name) => (name ?? '').replace(/\s+/g, ' ').trim().toLowerCase();

  /** @param {Element} element */
  function ownText(element) {
    const text = element.textContent ?? '';
    return text.length <= LONGEST_NAME ? plain(text) : '';
  }

  /** The accessible name, as far as it is written in attributes, labels and the element itself. @param {Element} element */
  function nameOf(element) {
    const label = plain(element.getAttribute('aria-label'));
    if (label) return label;
    const scope = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const named = ids.map((id) => scope.getElementById?.(id)).map((part) => (part ? ownText(part) : '')).join(' ');
    if (plain(named)) return plain(named);
    const labelled = element instanceof HTMLInputElement || element instanceof HTMLButtonElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;
    const labels = labelled ? [...(element.labels ?? [])].map(ownText).join(' ') : '';
    return plain(labels) || plain(element.getAttribute('placeholder')) || ownText(element);
  }

  /** @param {string} role */
  const selector = (role) => BY_ROLE[role] ?? `[role="${CSS.escape(role)}"]`;

  /** @param {Element} element @param {{ role: string, names: string[] }} wanted */
  const isOne = (element, { role, names }) => element.matches(selector(role)) && names.map(plain).includes(nameOf(element));

  /** The first elements of a role, and no more. @param {Element} root @param {string} role */
  const first = (root, role) => [...root.querySelectorAll(selector(role))].slice(0, MOST_LOOKED_AT);

  kit.roles = {
    plain,
    nameOf,
    first,
    is: (element, wanted) => wanted.some((one) => isOne(element, one)),
    find: (root, wanted) => wanted.some((one) => [root, ...first(root, one.role)].some((element) => isOne(element, one))),
  };
})();
