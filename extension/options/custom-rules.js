// Rules of one's own: imported from a file, checked like the shipped ones, and told where they speak.

const { element } = globalThis.trainspotter.parts;
const { text, plural, day } = globalThis.trainspotter.texts;

export const id = 'custom_rules';

/** What is wrong with a file: place, sentence, code. @param {import('../types').Problem[]} problems */
function reasons(problems) {
  const sentence = (/** @type {import('../types').Problem} */ { code, message }) => message || (code === 'too-large' ? text('custom_rules_too_large') : text('custom_rules_too_many'));
  return element('ul', { part: 'problems' }, problems.map((problem) => element('li', {}, [
    ...(problem.pointer ? [element('code', { text: problem.pointer }), document.createTextNode(' ')] : []),
    document.createTextNode(`${sentence(problem)} [${problem.code}]`),
  ])));
}

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, refresh }) {
  /** @type {{ files: (import('../types').CustomUse & { added: string | null })[] }} */
  const { files } = await ask({ type: 'rules' });
  const said = element('div', { attributes: { role: 'status' } });

  const choice = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'file', accept: '.json,application/json', id: 'custom-rules-file', 'aria-describedby': 'custom-rules-why' } }));
  choice.addEventListener('change', async () => {
    const [file] = choice.files ?? [];
    if (!file) return;
    /** @type {import('../types').CustomUse} */
    const outcome = await ask({ type: 'rules-add', name: file.name, text: await file.text() });
    choice.value = '';
    if (outcome.problems.length === 0) {
      await refresh();
      document.getElementById('custom-rules-file')?.focus();
      return;
    }
    said.replaceChildren(element('p', { part: 'problem', text: text('custom_rules_refused', file.name) }), reasons(outcome.problems));
  });

  const row = (/** @type {typeof files[number]} */ file) => {
    const remove = element('button', { text: text('custom_rules_remove'), attributes: { type: 'button', 'aria-label': text('custom_rules_remove_named', file.name) } });
    remove.addEventListener('click', async () => {
      await ask({ type: 'rules-remove', name: file.name });
      await refresh();
      document.getElementById('custom-rules-file')?.focus();
    });
    return element('li', {}, [
      element('strong', { text: file.vendor ?? file.name }),
      document.createTextNode(` · ${file.problems.length > 0 ? text('custom_rules_left_out') : plural('custom_rules_practices', file.practices)}${file.added ? ` · ${day(file.added)}` : ''} `),
      ...(file.added ? [remove] : []),
      ...(file.problems.length > 0 ? [reasons(file.problems)] : []),
    ]);
  };

  container.append(
    element('p', { text: text('custom_rules_why'), attributes: { id: 'custom-rules-why' } }),
    element('div', { part: 'field' }, [element('label', { text: text('custom_rules_import'), attributes: { for: 'custom-rules-file' } }), choice]),
    said,
    files.length > 0 ? element('ul', { part: 'list' }, files.map(row)) : element('p', { text: text('custom_rules_none') }),
  );
}
