// Finds a vendor's own switches as a screen reader would: by role and accessible name.
//
// Only names of switches are read, only of roles the watch list asks for, and only to compare them with
// the names it gives. No other text of the page is looked at.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** @type {Record<string, string>} */
  const BY_ROLE = {
    switch: '[role="switch"], input[type="checkbox"][switch]',
    checkbox: '[role="checkbox"], input[type="checkbox"]',
    radio: '[role="radio"], input[type="radio"]',
  };

  const plain = (/** @type {string | null | undefined} */ name) => (name ?? '').replace(/\s+/g, ' ').trim().toLowerCase();

  /** @param {Element} control */
  function nameOf(control) {
    const label = control.getAttribute('aria-label');
    if (label) return plain(label);
    const scope = /** @type {Document | ShadowRoot} */ (control.getRootNode());
    const ids = control.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const named = ids.map((id) => scope.getElementById?.(id)?.textContent ?? '').join(' ');
    if (plain(named)) return plain(named);
    const labels = control instanceof HTMLInputElement || control instanceof HTMLButtonElement ? [...(control.labels ?? [])] : [];
    return plain(labels.map((part) => part.textContent).join(' ') || control.textContent);
  }

  /** @param {Element} control @returns {'on' | 'off' | undefined} */
  function stateOf(control) {
    const said = control.getAttribute('aria-checked');
    if (said === 'true' || said === 'false') return said === 'true' ? 'on' : 'off';
    return control instanceof HTMLInputElement ? (control.checked ? 'on' : 'off') : undefined;
  }

  kit.watchSwitches = (settings, seen) => (root) => {
    for (const { id, role, names } of settings) {
      const wanted = names.map(plain);
      for (const control of root.querySelectorAll(BY_ROLE[role] ?? `[role="${CSS.escape(role)}"]`)) {
        const state = wanted.includes(nameOf(control)) ? stateOf(control) : undefined;
        if (state) seen(id, state);
      }
    }
  };
})();
