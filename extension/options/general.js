// Language, and how old evidence may be.
import { LANGUAGES } from '../language.js';

const { element } = globalThis.trainspotter.render;
const { text } = globalThis.trainspotter.texts;

export const id = 'general';

/** A labelled control with the one sentence that explains it. @param {string} name @param {HTMLElement} control */
function field(name, control) {
  control.id = `general-${name}`;
  control.setAttribute('aria-describedby', `general-${name}-why`);
  return element('div', { part: 'field' }, [
    element('label', { text: text(`option_${name}`), attributes: { for: control.id } }),
    control,
    element('p', { text: text(`option_${name}_why`), attributes: { id: `general-${name}-why` } }),
  ]);
}

/** A language in its own words. @param {string} language */
const ownName = (language) => new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settings, refresh }) {
  /** @param {object} values */
  const change = async (values) => {
    await ask({ type: 'set', values });
    await refresh();
    document.getElementById(/** @type {string} */ (Object.keys(values)[0] === 'language' ? 'general-language' : 'general-stale'))?.focus();
  };
  const language = /** @type {HTMLSelectElement} */ (element('select', {}, [
    element('option', { text: text('option_language_browser'), attributes: { value: '' } }),
    ...LANGUAGES.map((one) => element('option', { text: ownName(one), attributes: { value: one, lang: one } })),
  ]));
  language.value = settings.language ?? '';
  language.addEventListener('change', () => void change({ language: language.value || null }));
  const stale = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'number', min: '1', max: '3650', inputmode: 'numeric' } }));
  stale.value = String(settings.staleAfterDays);
  stale.addEventListener('change', () => stale.reportValidity() && void change({ staleAfterDays: stale.valueAsNumber }));
  container.append(field('language', language), field('stale', stale));
}
