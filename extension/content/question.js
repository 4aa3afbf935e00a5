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

  /** What was answered before, and the way to take it back. @param {Finding} finding @param {Act} act */
  function answered({ app, tenant, known }, act) {
    const parts = [
      known.plan ? known.plan.name : null,
      known.account ? word('account', known.account) : null,
      known.region ? (known.region === 'zz' ? text('region_elsewhere') : region(known.region)) : null,
    ].filter((part) => part !== null);
    if (parts.length === 0) return null;
    return element('p', { part: 'answered' }, [
      document.createTextNode(`${text('you_said', parts.join(' · '))} `),
      button('change-answer', text('change'), () => act({ type: 'answer', app, tenant, plan: null, account: null, region: null })),
    ]);
  }

  /** @param {Finding} finding @param {Act} act */
  kit.question = (finding, act) => {
    if (finding.verdict !== 'depends') return answered(finding, act);
    const [first] = finding.ask;
    const settled = finding.answers.every((answer) => answer.question !== first || answer.verdict !== 'depends');
    const shown = settled ? [first] : finding.ask;
    return section(text('it_depends'), [answered(finding, act), ...shown.map((question) => asked(finding, question, act))], 'cases');
  };
})();
