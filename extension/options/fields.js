// What the sections of the options page are made of besides the parts that all pages share.

const { element, button } = globalThis.trainspotter.parts;
const { text } = globalThis.trainspotter.texts;

/** Whether the organisation's policy decides this, and who says so. @param {import('../types').Settled} settled @param {string} key */
export function lockOf({ keys, organisation }, key) {
  const held = keys.find((one) => one.key === key);
  return held?.locked ? text('locked', organisation?.name ?? text('your_organisation')) : '';
}

/** A labelled control with the one sentence that explains it. @param {string} name of the messages @param {HTMLElement} control @param {string} [locked] why it cannot be changed */
export function field(name, control, locked = '') {
  control.id = `option-${name}`;
  if (locked) control.setAttribute('disabled', '');
  control.setAttribute('aria-describedby', `option-${name}-why`);
  return element('div', { part: 'field' }, [
    element('label', { text: text(`option_${name}`), attributes: { for: control.id } }),
    control,
    element('p', { text: [text(`option_${name}_why`), locked].filter(Boolean).join(' '), attributes: { id: `option-${name}-why` } }),
  ]);
}

/** @param {[string, string][]} options value and label @param {string} chosen @param {string} [label] for a list that has no other */
export function choice(options, chosen, label) {
  const list = /** @type {HTMLSelectElement} */ (element('select', { attributes: label ? { 'aria-label': label } : {} }, options.map(([value, words]) => element('option', { text: words, attributes: { value } }))));
  list.value = chosen;
  return list;
}

/** A list of entries, each with what can be done about it. @param {{ words: (Node | null)[], actions: HTMLElement[] }[]} list @param {string} none said when there is none */
export function entries(list, none) {
  if (list.length === 0) return element('p', { part: 'none', text: none });
  return element('ul', { part: 'entries' }, list.map(({ words, actions }) => element('li', {}, [element('div', {}, words), element('div', { part: 'actions' }, actions)])));
}

/** A button whose name says what it is about, for those who do not see what stands beside it. @param {string} label @param {string} about @param {() => void} pressed */
export function actOn(label, about, pressed) {
  const made = button('act', label, pressed);
  made.setAttribute('aria-label', `${label}: ${about}`);
  return made;
}
