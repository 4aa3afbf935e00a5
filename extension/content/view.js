// Builds what is shown of a finding, for the card in the page and for the popup alike.
//
// Elements and text only, never strings of markup: rules and addresses cannot become script.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** @typedef {import('../types').Finding} Finding */
  /** @typedef {(message: object) => void} Act */

  const { text, word, day, time: clock, ago } = kit.texts;

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

  /** A signal lamp: level by shape as well as by colour. @param {import('../types').Level} level */
  function lamp(level) {
    const shapes = {
      alert: 'M12 5.2 19.4 18H4.6Z',
      notice: 'M12 4.6 19.4 12 12 19.4 4.6 12Z',
      info: 'M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm0 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
    };
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.dataset.level = level;
    const head = document.createElementNS(SVG, 'circle');
    for (const [name, value] of Object.entries({ cx: '12', cy: '12', r: '11.5', class: 'lamp-head' })) head.setAttribute(name, value);
    const light = document.createElementNS(SVG, 'path');
    light.setAttribute('d', shapes[level]);
    light.setAttribute('class', 'lamp-light');
    light.setAttribute('fill-rule', 'evenodd');
    svg.append(head, light);
    return svg;
  }

  /** A link to the vendor's own sentence. @param {string} url @param {string} label @param {string} [locator] */
  function source(url, label, locator) {
    // A hyphen divides the parts of a text fragment, so it is written in the encoded form.
    const href = locator ? `${url}#:~:text=${encodeURIComponent(locator).replaceAll('-', '%2D')}` : url;
    return element('a', { text: label, attributes: { href, target: '_blank', rel: 'noreferrer noopener' } });
  }

  /** @param {string} title @param {(Node | null)[]} children @param {string} [part] */
  const section = (title, children, part) => element('section', { part }, [element('h3', { text: title }), ...children]);

  /** @param {string} content */
  const paragraph = (content) => element('p', { text: content });

  /**
   * A letter: to read, to copy, to open in the mail program.
   * @param {'letter' | 'request'} kind
   * @param {import('../types').Letter} letter
   */
  function letterBox(kind, letter) {
    const whole = `${text('letter_subject')}: ${letter.subject}\n\n${letter.body}`;
    const area = /** @type {HTMLTextAreaElement} */ (
      element('textarea', { part: `${kind}-text`, attributes: { readonly: '', rows: '7', 'aria-label': text(`${kind}_title`) } })
    );
    area.value = whole;
    const copy = element('button', { part: `copy-${kind}`, text: text('copy'), attributes: { type: 'button' } });
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(whole);
      } catch {
        // A page may forbid the clipboard; the old way needs a selection.
        area.select();
        document.execCommand('copy');
        copy.focus();
      }
      copy.textContent = text('copied');
    });
    const query = new URLSearchParams({ subject: letter.subject, body: letter.body }).toString().replaceAll('+', '%20');
    const mail = element('a', { part: `mail-${kind}`, text: text('open_mail'), attributes: { href: `mailto:${letter.to ?? ''}?${query}`, target: '_blank' } });
    return element('details', { part: kind }, [
      element('summary', { text: text(`${kind}_title`) }),
      paragraph(letter.to ? text('letter_to', letter.to) : text('request_hint')),
      area,
      element('div', { part: 'actions' }, [copy, mail]),
    ]);
  }

  /** @param {Finding} finding */
  function wayOut({ optOut }) {
    const steps = optOut.steps.length > 0 && !optOut.letter
      ? element('ol', {}, optOut.steps.map((step) => element('li', { text: step })))
      : null;
    return section(text('who_can_stop_it'), [
      paragraph(optOut.whoNote),
      optOut.available === false ? paragraph(text('not_on_this_plan')) : null,
      optOut.request ? letterBox('request', optOut.request) : null,
      optOut.letter ? letterBox('letter', optOut.letter) : null,
      steps,
      optOut.url ? element('p', {}, [source(optOut.url, text('vendor_page'))]) : null,
      element('dl', {}, [
        element('dt', { text: text('it_does') }), element('dd', { text: optOut.does }),
        element('dt', { text: text('it_does_not') }), element('dd', { text: optOut.doesNot }),
      ]),
    ], 'way-out');
  }

  /** What it would be in each case, and the question that settles it. @param {Finding} finding @param {Act} act */
  function cases(finding, act) {
    const open = finding.cases.filter((entry) => !entry.exception);
    if (finding.verdict !== 'depends') return null;
    /** @param {string} label @param {object} answer */
    const choice = (label, answer) => {
      const button = element('button', { part: 'answer', text: label, attributes: { type: 'button' } });
      button.addEventListener('click', () => {
        act({ type: 'answer', app: finding.app, tenant: finding.tenant, ...answer });
        button.setAttribute('aria-pressed', 'true');
      });
      return button;
    };
    const plans = open.flatMap((entry) => entry.plans).map((plan) => choice(plan.name, { plan: plan.id }));
    const accounts = finding.ask.includes('account')
      ? ['personal', 'work'].map((account) => choice(word('account', account), { account }))
      : [];
    return section(text('it_depends'), [
      element('ul', {}, open.map((entry) => element('li', { text: `${entry.plans.map((plan) => plan.name).join(', ')}: ${entry.note}` }))),
      paragraph(text('which_is_yours')),
      element('div', { part: 'actions' }, [...plans, ...accounts]),
    ], 'cases');
  }

  /** @param {Finding} finding */
  function disagreements(finding) {
    if (finding.disagreements.length === 0) return null;
    return section(text('pages_disagree'), finding.disagreements.map((entry) => element('div', { part: 'disagreement' }, [
      element('p', {}, [element('strong', { text: entry.about })]),
      element('ul', {}, entry.sides.map((side) => element('li', {}, [document.createTextNode(`${side.says} `), source(side.url, text('source'))]))),
    ])), 'disagreements');
  }

  /** @param {Finding} finding */
  function why(finding) {
    const indicator = finding.why.indicator ? ` ${finding.why.indicator} (${finding.why.confidence ?? '–'})` : '';
    return element('details', { part: 'why' }, [
      element('summary', { text: text('why_told') }),
      paragraph(`${word('signal', finding.why.signal)}:${indicator} → ${finding.why.file} → ${finding.practice}`),
      paragraph(`${text('how_sure')}: ${finding.confidence.why}`),
      element('ul', {}, finding.evidence.map((piece) => element('li', {}, [
        source(piece.url, piece.publisher, piece.locator),
        document.createTextNode(` · ${word('source', piece.kind)} · ${text('checked_on', day(piece.checked), ago(piece.ageDays))} · ${piece.supports}`),
      ]))),
    ]);
  }

  /** @param {Finding[]} others */
  function otherMatters(others) {
    if (others.length === 0) return null;
    return section(text('different_matter'), [element('ul', {}, others.map((other) => element('li', {}, [
      element('strong', { text: other.title }),
      document.createTextNode(` · ${word('verdict', other.verdict)}. ${other.summary}`),
    ])))], 'others');
  }

  /**
   * @param {{ finding: Finding, others: Finding[], at?: string }} notice
   * @param {Act} act
   */
  function article({ finding: shown, others, at }, act) {
    const time = at ? clock(at) : '';
    const since = shown.since ? text('in_force_since', day(shown.since)) : shown.sinceNote;
    return element('article', { part: 'finding' }, [
      shown.activity ? element('p', { part: 'happened', text: time ? text('just_happened', word('activity', shown.activity), time) : word('activity', shown.activity) }) : null,
      element('h2', {}, [lamp(shown.level), document.createTextNode(`${word('verdict', shown.verdict)}: ${shown.title}`)]),
      paragraph(shown.summary),
      shown.stale ? element('p', { part: 'stale', text: text('evidence_old') }) : null,
      cases(shown, act),
      wayOut(shown),
      shown.identifiability.claim ? section(text('vendor_claims'), [paragraph(shown.identifiability.claim)], 'claim') : null,
      disagreements(shown),
      otherMatters(others),
      section(text('since_and_scope'), [since ? paragraph(since) : null, paragraph(shown.scopeNote)], 'scope'),
      why(shown),
    ]);
  }

  kit.render = { element, lamp, finding: article };
})();
