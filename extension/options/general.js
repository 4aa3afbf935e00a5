// Language, the corner of the notice, and how old evidence may be.
import { LANGUAGES } from '../language.js';
import { CORNERS, LEVELS } from '../settings.js';
import { choice, field, lockOf } from './fields.js';

const { element } = globalThis.trainspotter.parts;
const { text, word } = globalThis.trainspotter.texts;

export const id = 'general';

/** A language in its own words. @param {string} language */
const ownName = (language) => new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settled, refresh }) {
  /** @param {object} values @param {string} back the control to return to */
  const change = async (values, back) => {
    await ask({ type: 'set', values });
    await refresh();
    document.getElementById(back)?.focus();
  };
  const { display, context } = settled;
  const language = choice([['', text('option_language_browser')], ...LANGUAGES.map((one) => /** @type {[string, string]} */ ([one, ownName(one)]))], display.language ?? '');
  [...language.options].slice(1).forEach((option) => void (option.lang = option.value));
  language.addEventListener('change', () => void change({ language: language.value || null }, language.id));
  const corner = choice(CORNERS.map((one) => [one, word('corner', one)]), display.corner);
  corner.addEventListener('change', () => void change({ corner: corner.value }, corner.id));
  const pill = choice([['true', text('option_pill_on')], ['false', text('option_pill_off')]], String(display.pill));
  pill.addEventListener('change', () => void change({ pill: pill.value === 'true' }, pill.id));
  const level = choice(LEVELS.slice(0, 2).map((one) => [one, text(`option_level_${one}`)]), display.minimumLevel === 'alert' ? 'alert' : 'notice');
  level.addEventListener('change', () => void change({ minimumLevel: level.value }, level.id));
  const stale = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'number', min: '1', max: '3650', inputmode: 'numeric' } }));
  stale.value = String(context.staleAfterDays);
  stale.addEventListener('change', () => stale.reportValidity() && void change({ staleAfterDays: stale.valueAsNumber }, stale.id));
  container.append(
    field('language', language, lockOf(settled, 'language')), field('pill', pill, lockOf(settled, 'display.pill')),
    field('level', level, lockOf(settled, 'display.minimumLevel')), field('corner', corner, lockOf(settled, 'display.corner')),
    field('stale', stale, lockOf(settled, 'staleAfterDays')),
  );
}
