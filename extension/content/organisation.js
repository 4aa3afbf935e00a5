// What the organisation says about a finding, and whom it names; a person's own stance is told in the same words.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text, word, day } = kit.texts;
  const { element } = kit.parts;

  /** @typedef {import('../types').Finding} Finding */
  /** @typedef {import('../types').Organisation} Organisation */

  const isForbidden = (/** @type {Finding} */ finding) => finding.stance?.stance === 'forbidden';

  /** What was said or shown about the practice, in one sentence or two; empty if nothing was. @param {Finding} finding */
  function stance({ stance: taken }) {
    if (!taken) return '';
    const on = taken.date ? day(taken.date) : '';
    if (taken.verified) return text(taken.stance === 'opted-out' ? 'stance_seen_off' : 'stance_seen_on', on);
    const [kind, who] = [taken.stance.replaceAll('-', '_'), taken.by || text(taken.managed ? 'your_organisation' : 'stance_by_you')];
    const said = on ? text(`stance_said_${kind}`, on, who) : text(`stance_undated_${kind}`, who);
    return taken.reference ? `${said} ${text('stance_reference', taken.reference)}` : said;
  }

  /** What is forbidden comes before what the vendor does. @param {Finding} finding */
  const headline = (finding) => (isForbidden(finding) ? text('forbidden_title') : word('verdict', finding.verdict));

  /** Who forbids it, and whom to ask. @param {Finding} finding @param {Organisation | null | undefined} organisation */
  function ban(finding, organisation) {
    if (!isForbidden(finding)) return null;
    const name = organisation?.name || text('your_organisation');
    const words = organisation?.contact ? text('forbidden_by_ask', name, organisation.contact) : text('forbidden_by', name);
    return element('p', { part: 'ban', text: `${words} ${word('verdict', finding.verdict)}.` });
  }

  /** Note and contact. @param {Organisation | null | undefined} organisation */
  function notes(organisation) {
    if (!organisation || (!organisation.contact && !organisation.note)) return null;
    const { name, contact, note } = organisation;
    return element('div', { part: 'organisation' }, [
      contact ? element('p', { text: text('organisation_contact', name || text('your_organisation'), contact) }) : null,
      note ? element('p', { text: note, attributes: { dir: 'auto' } }) : null,
    ]);
  }

  kit.organisation = { stance, headline, ban, notes };
})();
