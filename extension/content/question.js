// The question a finding must ask: which plan, account or region; with what each answer would mean.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, word, region } = kit.texts;
  const { element, quote, lamp, button, section } = kit.parts;

  /** @typedef {import('../types').Finding} Finding */
  /** @typedef {import('../types').Answer} Answer */
  /** @typedef {import('../types').Act} Act */

  /** What a verdict looks like before anything was observed. @type {Record<string, import('../types').Level>} */
  const LEVELS = { 'trains-by-default': 'alert', depends: 'notice', announced: 'notice', reported: 'notice' };

  /** @param {Answer} answer */
  function label({ question, value, name }) {
    if (question === 'plan') return name ?? value;
    return question === 'account' ? word('account', value) : value === 'zz' ? text('region_elsewhere') : region(value);
  }

  /** A note without the plans it begins with: they stand on the buttons. @param {string} note @param {Answer[]} group */
  function short(note, group) {
    const cut = note.indexOf(': ');
    const head = note.slice(0, cut);
    if (cut < 0 || !group.some(({ name }) => name && head.includes(name))) return note;
    const rest = note.slice(cut + 2);
    return rest[0].toUpperCase() + rest.slice(1);
  }

  /** Answers that mean the same stand together. @param {Answer[]} answers */
  function grouped(answers) {
    /** @type {Map<string, Answer[]>} */
    const groups = new Map();
    for (const answer of answers) {
      const key = `${answer.verdict}|${answer.note}`;
      groups.set(key, [...(groups.get(key) ?? []), answer]);
    }
    return [...groups.values()];
  }

  /** @param {Finding} finding @param {Answer['question']} question @param {Act} act */
  function asked({ app, tenant, answers }, question, act) {
    const here = answers.filter((answer) => answer.question === question);
    return element('div', { part: 'asked', attributes: { role: 'group', 'aria-label': text(`which_${question}`) } }, [
      element('p', { part: 'ask', text: text(`which_${question}`) }),
      element('ul', {}, grouped(here).map((group) => {
        const [{ verdict, note }] = group;
        return element('li', { attributes: { 'data-level': LEVELS[verdict ?? ''] ?? 'info' } }, [
          element('p', { part: 'meaning' }, [lamp(LEVELS[verdict ?? ''] ?? 'info'), element('strong', { text: verdict ? word('verdict', verdict) : text('not_concerned') })]),
          note ? quote('p', short(note, group)) : null,
          element('div', { part: 'actions' }, group.map((answer) => button('answer', label(answer), () => act({ type: 'answer', app, tenant, [question]: answer.value })))),
        ]);
      })),
    ]);
  }

  /** What is known, in words. @param {Finding['known']} known @param {Answer['question']} question */
  function knownAs({ plan, account, region: place }, question) {
    if (question === 'plan') return plan?.name;
    if (question === 'account') return account ? word('account', account) : undefined;
    return place ? (place === 'zz' ? text('region_elsewhere') : region(place)) : undefined;
  }

  /** What was answered before, and the way to take it back; what the organisation decides stays. @param {import('../types').Shown} shown @param {Act} act */
  function answered({ finding: { app, tenant, known }, organisation, locked }, act) {
    const questions = /** @type {const} */ (['plan', 'account', 'region']).filter((question) => knownAs(known, question));
    /** @param {Answer['question'][]} some */
    const words = (some) => some.map((question) => knownAs(known, question)).join(' · ');
    const [theirs, own] = [questions.filter((question) => locked.includes(question)), questions.filter((question) => !locked.includes(question))];
    const lines = [
      theirs.length > 0 ? element('p', { part: 'answered', text: text('organisation_says', organisation?.name || text('your_organisation'), words(theirs)) }) : null,
      own.length > 0 ? element('p', { part: 'answered' }, [
        document.createTextNode(`${text('you_said', words(own))} `),
        button('change-answer', text('change'), () => act({ type: 'answer', app, tenant, ...Object.fromEntries(own.map((question) => [question, null])) })),
      ]) : null,
    ].filter((line) => line !== null);
    return lines.length > 0 ? element('div', {}, lines) : null;
  }

  /** @param {import('../types').Shown} shown @param {Act} act */
  kit.question = (shown, act) => {
    const { finding } = shown;
    if (finding.verdict !== 'depends') return answered(shown, act);
    const [first] = finding.ask;
    const settled = finding.answers.every((answer) => answer.question !== first || answer.verdict !== 'depends');
    const open = settled ? [first] : finding.ask;
    return section(text('it_depends'), [answered(shown, act), ...open.map((question) => asked(finding, question, act))], 'cases');
  };
})();
