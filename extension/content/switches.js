// Reads the vendor's own switches: found by role and name, looked at, never clicked.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { plain, nameOf, first } = kit.roles;

  /** @param {Element} control @returns {'on' | 'off' | undefined} */
  function stateOf(control) {
    const said = control.getAttribute('aria-checked');
    if (said === 'true' || said === 'false') return said === 'true' ? 'on' : 'off';
    return control instanceof HTMLInputElement ? (control.checked ? 'on' : 'off') : undefined;
  }

  /** What a list shows as chosen. @param {Element} control */
  function valueOf(control) {
    if (control instanceof HTMLSelectElement) return plain(control.selectedOptions[0]?.textContent);
    return plain(control instanceof HTMLInputElement ? control.value : control.textContent);
  }

  /** @param {Element} control @param {import('../types').WatchList['settings'][number]} setting */
  function chosen(control, { onValues, offValues }) {
    const value = valueOf(control);
    // A button may show its label before its value.
    const shows = (/** @type {string[]} */ values) => values.map(plain).some((one) => value === one || value.endsWith(` ${one}`));
    return shows(onValues) ? 'on' : shows(offValues) ? 'off' : undefined;
  }

  /** @param {Element} control @param {import('../types').WatchList['settings'][number]} setting @returns {'on' | 'off' | undefined} */
  function state(control, setting) {
    const name = nameOf(control);
    const wanted = setting.names.map(plain);
    if (setting.role !== 'combobox') return wanted.includes(name) ? stateOf(control) : undefined;
    // The chosen value is often part of the name.
    return wanted.some((one) => name === one || name.startsWith(`${one} `)) ? chosen(control, setting) : undefined;
  }

  kit.watchSwitches = (settings, seen) => (root) => {
    /** Switches of one role are looked for once. @type {Map<string, Element[]>} */
    const controls = new Map();
    for (const setting of settings) {
      if (!controls.has(setting.role)) controls.set(setting.role, first(root, setting.role));
      for (const control of controls.get(setting.role) ?? []) {
        const now = state(control, setting);
        if (now) seen(setting.id, now);
      }
    }
  };
})();
