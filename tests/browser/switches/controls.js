// A settings page with one control: which one stands in the query, so that the page can have any address.
const { role, name, form, on, off } = JSON.parse(new URLSearchParams(location.search).get('control') ?? '{}');
const main = /** @type {HTMLElement} */ (document.querySelector('main'));

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] */
function element(tag, attributes, text = '') {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** The forms in which real settings pages write the same control. @type {Record<string, () => Element[]>} */
const FORMS = {
  aria() {
    const control = element('button', { id: 'control', role, 'aria-checked': 'true', 'aria-labelledby': 'label' });
    control.addEventListener('click', () => control.setAttribute('aria-checked', String(control.getAttribute('aria-checked') !== 'true')));
    return [element('span', { id: 'label' }, name), control];
  },
  native() {
    return [element('input', { id: 'control', type: 'checkbox', checked: '' }), element('label', { for: 'control' }, name)];
  },
  select() {
    const control = element('select', { id: 'control', 'aria-label': name });
    control.append(element('option', {}, on), element('option', {}, off));
    control.addEventListener('click', () => { /** @type {HTMLSelectElement} */ (control).selectedIndex = 1; });
    return [control];
  },
  button() {
    const control = element('button', { id: 'control', 'aria-haspopup': 'menu', 'aria-label': `${name} ${on}` }, on);
    control.addEventListener('click', () => {
      control.textContent = off;
      control.setAttribute('aria-label', `${name} ${off}`);
    });
    return [control];
  },
};

main.append(element('h1', {}, 'Settings'), element('p', {}, 'A text that nobody reads.'), ...FORMS[form]());
