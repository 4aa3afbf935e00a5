// A letter, filled in: to read, to copy, to open in the mail program, to save.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  const { text } = kit.texts;
  const { element, button, copy } = kit.parts;

  /**
   * @param {'letter' | 'request' | 'handover'} kind
   * @param {import('../types').Letter} letter
   */
  function letterBox(kind, letter) {
    const whole = `${text('letter_subject')}: ${letter.subject}\n\n${letter.body}`;
    const area = /** @type {HTMLTextAreaElement} */ (
      element('textarea', { part: `${kind}-text`, attributes: { readonly: '', rows: '8', 'aria-label': text(`${kind}_title`) } })
    );
    area.value = whole;
    const copying = button(`copy-${kind}`, text('copy_letter'), () => void copy(whole, area, copying));
    copying.classList.add('main');
    const query = new URLSearchParams({ subject: letter.subject, body: letter.body }).toString().replaceAll('+', '%20');
    const mail = element('a', { part: `mail-${kind}`, text: text('open_mail'), attributes: { href: `mailto:${letter.to ?? ''}?${query}`, target: '_blank' } });
    const file = `data:text/plain;charset=utf-8,${encodeURIComponent(letter.to ? `${letter.to}\n\n${whole}` : whole)}`;
    const save = element('a', { part: `save-${kind}`, text: text('save'), attributes: { href: file, download: `${kind}.txt` } });
    return element('div', { part: kind }, [
      element('p', { text: letter.to && kind === 'letter' ? text('letter_to', letter.to) : text(`${kind}_hint`) }),
      element('div', { part: 'actions' }, [copying, mail, save]),
      element('details', { part: 'letter-fold' }, [element('summary', { text: text('read_letter') }), area]),
    ]);
  }

  kit.letterBox = letterBox;
})();
