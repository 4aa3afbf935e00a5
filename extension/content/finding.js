// A finding as an article, for the card in the page and for the popup alike: what happened and what it
// means first, the next step second, the reasons below.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, word, day, ago, time } = kit.texts;
  const { element, quote, inLanguage, lamp, source, section } = kit.parts;

  /** @typedef {import('../types').Finding} Finding */

  /** @param {import('../types').Shown} shown @param {Node[]} [more] */
  kit.hero = ({ finding, at, organisation }, more = []) => {
    const { activity, level } = finding;
    const happened = activity ? word('activity', activity) : '';
    return element('div', { part: 'hero', attributes: { 'data-level': level } }, [
      lamp(level),
      element('div', {}, [
        happened ? element('p', { part: 'happened', text: at ? text('just_happened', happened, time(at)) : happened }) : null,
        element('h2', { text: kit.organisation.headline(finding) }),
        kit.organisation.ban(finding, organisation),
        ...more,
      ]),
    ]);
  };

  /** Since when, how old the evidence, how sure. @param {Finding} finding */
  function facts({ since, confidence, evidence }) {
    const youngest = Math.min(...evidence.map(({ ageDays }) => ageDays));
    /** @param {string} term @param {string} value */
    const fact = (term, value) => element('div', {}, [element('dt', { text: term }), element('dd', { text: value })]);
    return element('dl', { part: 'facts' }, [
      fact(text('since'), since ? day(since) : text('not_known')),
      fact(text('checked'), ago(youngest)),
      fact(text('how_sure'), word('confidence', confidence.level)),
    ]);
  }

  /** @param {Finding} finding */
  function disagreements(finding) {
    if (finding.disagreements.length === 0) return null;
    return section(text('pages_disagree'), finding.disagreements.map((entry) => element('div', { part: 'disagreement' }, [
      element('p', {}, [quote('strong', entry.about)]),
      element('ul', {}, entry.sides.map((side) => element('li', {}, [quote('span', side.says), document.createTextNode(' '), source(side.url, text('source'))]))),
    ])), 'disagreements');
  }

  /** @param {Finding[]} others */
  kit.otherMatters = (others) => {
    if (others.length === 0) return null;
    return section(text('different_matter'), [element('ul', {}, others.map((other) => inLanguage(element('li', {}, [
      quote('strong', other.title),
      document.createTextNode(` · ${word('verdict', other.verdict)}. `),
      quote('span', other.summary),
    ]), other.language)))], 'others');
  };

  /**
   * @param {import('../types').Shown} shown
   * @param {import('../types').Act} act
   */
  kit.finding = (shown, act) => {
    const { finding, others } = shown;
    return inLanguage(element('article', { part: 'finding', attributes: { 'data-level': finding.level } }, [
      kit.hero(shown),
      quote('p', finding.title, 'title'),
      quote('p', finding.summary, 'summary'),
      finding.stale ? element('p', { part: 'stale', text: text('evidence_old') }) : null,
      kit.question(shown, act),
      kit.wayOut(shown, act),
      facts(finding),
      disagreements(finding),
      finding.identifiability.claim ? section(text('vendor_claims'), [quote('p', finding.identifiability.claim)], 'claim') : null,
      kit.otherMatters(others),
      section(text('for_whom'), [finding.sinceNote ? quote('p', finding.sinceNote) : null, quote('p', finding.scopeNote)], 'scope'),
      kit.why(finding),
    ]), finding.language);
  };

  /**
   * Shows an article anew where one was: what was open stays open, and whoever was in it stays there.
   * @param {Element} old @param {Element} fresh
   */
  kit.renew = (old, fresh) => {
    const root = /** @type {Document | ShadowRoot} */ (old.getRootNode());
    const active = old.contains(root.activeElement) ? /** @type {HTMLElement} */ (root.activeElement) : null;
    const parts = [...old.querySelectorAll('details[open][data-part]')].map((open) => /** @type {HTMLElement} */ (open).dataset.part);
    for (const part of parts) fresh.querySelector(`details[data-part="${part}"]`)?.setAttribute('open', '');
    old.replaceWith(fresh);
    if (!active) return;
    const same = active.dataset.part ? fresh.querySelector(`[data-part="${active.dataset.part}"]`) : null;
    const next = same ?? fresh.querySelector('[data-part=said]') ?? fresh.querySelector('[data-part=hero]');
    if (!(next instanceof HTMLElement)) return;
    if (!same) next.tabIndex = -1;
    next.focus();
  };
})();
