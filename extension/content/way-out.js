// The way out: who can stop it, the next step for an owner, an administrator or a member, and what has
// become of it since.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, day } = kit.texts;
  const { element, quote, button, source, section, fold } = kit.parts;
  const { stance, notes } = kit.organisation;

  /** @typedef {import('../types').Finding} Finding */
  /** @typedef {import('../types').Act} Act */
  /** @typedef {import('../types').Said} Said */

  const ROLES = /** @type {const} */ (['member', 'admin', 'owner']);
  /** Ways that need nobody, or that nobody has. */
  const NO_WAY = ['none', 'not-needed', 'unknown'];

  /** Whether somebody of this role can do it themselves. @param {Finding['optOut']} way @param {typeof ROLES[number]} role */
  function may({ who }, role) {
    if (who.includes('member') || who.includes(role)) return true;
    return role === 'owner' && (who.includes('admin') || who.includes('org-owner'));
  }

  /** @param {Finding} finding @param {typeof ROLES[number]} role @param {Act} act */
  function roles({ app, tenant, optOut }, role, act) {
    // What every member can do needs no role.
    if (optOut.who.includes('member')) return null;
    return element('div', { part: 'roles', attributes: { role: 'group', 'aria-label': text('your_role') } }, [
      element('span', { text: text('your_role') }),
      ...ROLES.map((one) => {
        const choice = button(`role-${one}`, text(`role_${one}`), () => act({ type: 'role', app, tenant, role: one }));
        choice.setAttribute('aria-pressed', String(one === role));
        return choice;
      }),
    ]);
  }

  /** @param {Finding['optOut']} way */
  function steps(way) {
    const list = way.steps.length > 0 ? element('ol', { part: 'steps' }, way.steps.map((step) => quote('li', step))) : null;
    return [list, way.url ? element('p', {}, [source(way.url, text('vendor_page'))]) : null];
  }

  /** What to do now. @param {Finding['optOut']} way @param {typeof ROLES[number]} role @param {string} practice @returns {(Node | null)[]} */
  function nextStep(way, role, practice) {
    if (may(way, role)) {
      const hint = element('p', { text: text(way.who.includes('member') ? 'step_anybody' : `step_${role}`) });
      if (way.letter) return [hint, kit.letterBox('letter', way.letter, practice), way.url ? element('p', {}, [source(way.url, text('vendor_page'))]) : null];
      return [hint, ...steps(way)];
    }
    if (role === 'admin' && way.handOver) return [element('p', { text: text('step_admin_not') }), kit.letterBox('handover', way.handOver, practice), fold(text('steps_for_owner'), steps(way))];
    return way.request ? [kit.letterBox('request', way.request, practice)] : steps(way);
  }

  /** What this person has done about it, and what may come next. @param {Finding} finding @param {Said} said @param {boolean} able @param {Act} act */
  function record({ practice, app, tenant, optOut }, { requests }, able, act) {
    const last = requests.at(-1);
    /** @param {string} status @param {string} label */
    const mark = (status, label) => button(`mark-${status}`, label, () => act({ type: 'request', practice, app, tenant, status }));
    const undo = () => mark('undo', text('undo'));
    const first = able ? (optOut.letter ? [mark('asked', text('mark_sent'))] : [mark('confirmed', text('mark_done'))]) : [mark('asked', text('mark_asked'))];
    const choices = {
      asked: () => [mark('confirmed', text('mark_confirmed')), mark('declined', text('mark_declined')), undo()],
      confirmed: () => [undo()],
      declined: () => [mark('asked', text('mark_again')), undo()],
      verified: () => [],
    };
    return element('div', { part: 'record' }, [
      requests.length === 0 ? null : element('ul', { part: 'said', attributes: { tabindex: '-1' } }, requests.map(({ status, date, remindOn }) => element('li', {}, [
        element('strong', { text: text(`status_${status}`, day(date)) }),
        status === 'asked' && remindOn && last?.status === 'asked' ? document.createTextNode(` ${text('remind_on', day(remindOn))}`) : null,
      ]))),
      element('div', { part: 'actions' }, last ? choices[last.status]() : first),
    ]);
  }

  /** @param {import('../types').Shown} shown @param {Act} act */
  kit.wayOut = ({ finding, said, organisation }, act) => {
    const asked = organisation?.lettersTo;
    const to = (/** @type {import('../types').Letter | null} */ letter) => letter && (asked ? { ...letter, to: asked } : letter);
    const way = { ...finding.optOut, request: to(finding.optOut.request), handOver: to(finding.optOut.handOver) };
    const role = said.role ?? 'member';
    const effect = fold(text('it_changes'), [element('dl', {}, [
      element('dt', { text: text('it_does') }), quote('dd', way.does),
      element('dt', { text: text('it_does_not') }), quote('dd', way.doesNot),
    ])], 'effect');
    const open = !NO_WAY.includes(way.channel) && way.available !== false;
    return section(text('who_can_stop_it'), [
      stance(finding) ? element('p', { part: 'stance', text: stance(finding) }) : null,
      notes(organisation),
      way.available === false ? element('p', { text: text('not_on_this_plan') }) : null,
      ...(open ? [roles(finding, role, act), element('div', { part: 'step' }, nextStep(way, role, finding.practice)), record(finding, said, may(way, role), act)] : []),
      quote('p', way.whoNote, 'who-note'),
      ...(open ? [] : steps(way)),
      effect,
    ], 'way-out');
  };
})();
