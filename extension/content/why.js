// Why somebody is told this: signal, rule, evidence; and what to do when it is wrong.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, plural, word, day, ago } = kit.texts;
  const { element, quote, button, source, fold, copy } = kit.parts;

  /** @typedef {import('../types').Finding} Finding */

  /** What somebody needs to correct a rule, and nothing about the person or the workspace. @param {Finding} finding */
  function report({ practice, app, activity, verdict, level, stale, known, why, evidence }) {
    const lines = [
      `Trainspotter ${chrome.runtime.getManifest().version}`,
      `practice: ${practice}`,
      `app: ${app}`,
      `verdict: ${verdict} (${level}${stale ? ', stale' : ''})`,
      `activity: ${activity ?? '-'}`,
      `signal: ${why.signal} ${why.indicator ?? ''} ${why.confidence ?? ''}`.trim(),
      `known: plan ${known.plan?.id ?? '-'}, account ${known.account ?? '-'}, region ${known.region ?? '-'}`,
      `evidence: ${evidence.map(({ url, checked }) => `${url} (${checked})`).join(', ')}`,
    ];
    return `${lines.join('\n')}\n\n${text('wrong_ask')}\n`;
  }

  /** @param {Finding} finding */
  function wrong(finding) {
    const words = report(finding);
    const area = /** @type {HTMLTextAreaElement} */ (element('textarea', { part: 'report-text', attributes: { readonly: '', rows: '8', 'aria-label': text('wrong_title') } }));
    area.value = words;
    const copying = button('copy-report', text('copy_report'), () => void copy(words, copying));
    return fold(text('wrong_title'), [element('p', { text: text('wrong_hint') }), element('div', { part: 'actions' }, [copying]), area], 'wrong');
  }

  /** @param {Finding} finding */
  kit.why = ({ why, practice, activity, confidence, evidence, ...rest }) => {
    const finding = /** @type {Finding} */ ({ why, practice, activity, confidence, evidence, ...rest });
    const grade = why.confidence ? word('grade', why.confidence.toLowerCase()) : '';
    return fold(text('why_told'), [
      element('ol', { part: 'chain' }, [
        element('li', {}, [
          element('strong', { text: word('signal', why.signal) }),
          element('span', { text: [activity ? word('activity', activity) : '', grade].filter(Boolean).join(' · ') }),
          why.indicator ? element('code', { text: why.indicator }) : null,
        ]),
        element('li', {}, [
          element('strong', { text: text('rule') }),
          element('code', { text: `${why.file} → ${practice}` }),
          why.custom ? element('span', { text: text('rule_custom') }) : null,
          why.replacedBy ? element('span', { text: text('rule_replaced', why.replacedBy) }) : null,
          ...why.lowered.map((reason) => element('span', { text: word('lowered', reason) })),
        ]),
        element('li', {}, [
          element('strong', { text: plural('evidence', evidence.length) }),
          element('ul', {}, evidence.map((piece) => element('li', {}, [
            source(piece.url, piece.publisher, piece.locator),
            element('span', { text: ` · ${word('source', piece.kind)} · ${text('checked_on', day(piece.checked), ago(piece.ageDays))}` }),
            quote('span', piece.supports, 'supports'),
          ]))),
        ]),
      ]),
      element('p', {}, [element('strong', { text: `${text('how_sure')}: ${word('confidence', confidence.level)}. ` }), quote('span', confidence.why)]),
      wrong(finding),
    ], 'why');
  };
})();
