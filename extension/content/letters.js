// A letter, filled in: to read, to copy, to open in the mail program, to save.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text } = kit.texts;
  const { element, button, copy, toClipboard, announce } = kit.parts;

  /** @typedef {import('../types').Letter} Letter */

  /**
   * Longest mail link that is handed over whole, in characters: Windows refuses longer ones, and elsewhere a mail
   * service in the browser gets it inside an address of its own, of which servers read about 8,000.
   */
  const LONGEST_LINK = navigator.platform.startsWith('Win') ? 2_000 : 4_000;

  /** A link as mail programs take it: lines end as in mails (RFC 6068). @param {string | null} to @param {Record<string, string>} fields */
  function mailLink(to, fields) {
    const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value.replace(/\r?\n/g, '\r\n'))}`);
    return `mailto:${encodeURIComponent(to ?? '').replaceAll('%40', '@').replaceAll('%2C', ',')}?${query.join('&')}`;
  }

  /** The way into the mail program; a letter too long for it goes by the clipboard. @param {string} part @param {Letter} letter */
  function mailing(part, { to, subject, body }) {
    const whole = mailLink(to, { subject, body });
    const fits = whole.length <= LONGEST_LINK;
    const link = element('a', { part, text: text('open_mail'), attributes: { href: fits ? whole : mailLink(to, { subject }), target: '_blank' } });
    if (fits) return { link, hint: null };
    const hint = element('p', { part: 'mail-long', text: text('mail_long') });
    link.addEventListener('click', async () => {
      await toClipboard(body);
      hint.textContent = text('letter_copied');
      announce(link, text('letter_copied'));
    });
    return { link, hint };
  }

  /**
   * @param {'letter' | 'request' | 'handover'} kind
   * @param {Letter} letter
   * @param {string} practice names the file
   */
  function letterBox(kind, letter, practice) {
    const whole = `${text('letter_subject')}: ${letter.subject}\n\n${letter.body}`;
    const area = /** @type {HTMLTextAreaElement} */ (
      element('textarea', { part: `${kind}-text`, attributes: { readonly: '', rows: '8', 'aria-label': text(`${kind}_title`) } })
    );
    area.value = whole;
    const copying = button(`copy-${kind}`, text('copy_letter'), () => void copy(whole, copying));
    copying.classList.add('main');
    const { link, hint } = mailing(`mail-${kind}`, letter);
    const file = `data:text/plain;charset=utf-8,${encodeURIComponent(letter.to ? `${letter.to}\n\n${whole}` : whole)}`;
    const save = element('a', { part: `save-${kind}`, text: text('save'), attributes: { href: file, download: `${practice}-${kind}.txt` } });
    return element('div', { part: kind }, [
      element('p', { text: letter.to && kind === 'letter' ? text('letter_to', letter.to) : text(`${kind}_hint`) }),
      element('div', { part: 'actions' }, [copying, link, save]),
      hint,
      element('details', { part: 'letter-fold' }, [element('summary', { text: text('read_letter') }), area]),
    ]);
  }

  kit.letterBox = letterBox;
})();
