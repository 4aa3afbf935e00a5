// Findings as rows that open: one for each practice, with its verdict, its source and what was done about it.
// In the card, when one activity feeds several; in the popup always.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, plural, word, day, ago } = kit.texts;
  const { element, quote, inLanguage, lamp } = kit.parts;

  /** The line below the title. @param {import('../types').Shown} shown @param {string} otherwise said where nothing was done */
  function status({ finding, said }, otherwise) {
    const youngest = Math.min(...finding.evidence.map(({ ageDays }) => ageDays));
    const kind = finding.evidence.some((piece) => piece.kind === 'primary') ? 'primary' : 'secondary';
    const last = said.requests.at(-1);
    const done = last ? text(`status_${last.status}`, day(last.date)) : otherwise;
    return [kit.organisation.stance(finding) || `${word('source', kind)}, ${ago(youngest)}`, done].filter(Boolean).join(' · ');
  }

  /** @param {import('../types').Shown} shown @param {import('../types').Act} act @param {string} [otherwise] */
  kit.row = (shown, act, otherwise = '') => {
    const { finding } = shown;
    return inLanguage(element('details', { part: 'row', attributes: { 'data-level': finding.level, 'data-practice': finding.practice } }, [
      element('summary', {}, [
        lamp(finding.level),
        element('span', {}, [
          element('strong', { text: kit.organisation.headline(finding) }),
          quote('span', finding.title),
          element('small', { text: status(shown, otherwise) }),
        ]),
      ]),
      kit.finding(shown, act),
    ]), finding.language);
  };

  /** What one notice tells of: a finding, or several under one heading. @param {import('../types').Notice} notice @param {import('../types').Act} act */
  kit.findings = (notice, act) => {
    const { together, others, at: _at, ...lead } = notice;
    if (together.length === 0) return kit.finding(notice, act);
    const rows = [{ ...lead, others: [] }, ...together].map((shown) => kit.row(shown, act));
    const apart = kit.otherMatters(others);
    return element('div', { part: 'findings-together' }, [
      kit.hero(notice, [element('p', { part: 'feeds', text: plural('feeds', rows.length) })]),
      element('div', { part: 'rows' }, rows),
      apart && element('div', { part: 'finding' }, [apart]),
    ]);
  };

  /**
   * Shows the rows anew where they were: what was open stays open, and whoever was in one stays there.
   * @param {Element[]} old @param {Element[]} fresh as many, of the same practices
   */
  kit.renewRows = (old, fresh) => old.forEach((row, index) => {
    fresh[index].toggleAttribute('open', row.hasAttribute('open'));
    kit.renew(row, fresh[index]);
  });

  /** The same for all that a card shows. @param {HTMLElement} old @param {HTMLElement} fresh @returns {HTMLElement} what is shown now */
  kit.renewFindings = (old, fresh) => {
    const [before, after] = [old, fresh].map((root) => [...root.querySelectorAll(':scope > [data-part=rows] > details')]);
    if (before.length === 0 || before.length !== after.length) {
      kit.renew(old, fresh);
      return fresh;
    }
    // The rows are renewed where they are: the focus in one of them is not lost.
    old.querySelector(':scope > [data-part=hero]')?.replaceWith(.../** @type {Element[]} */ ([fresh.querySelector(':scope > [data-part=hero]')]));
    kit.renewRows(before, after);
    return old;
  };
})();
