// The words of the interface: the browser's own language, or the one a person chose instead.
//
// Dates, numbers and plurals come from `Intl`; the messages themselves from `_locales`.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** The chosen language, where it is not the browser's. @type {import('../types').Texts | null} */
  let chosen = null;
  /** Dates known to the month or day; others are shown as the rule writes them. */
  const KNOWN_DATE = /^\d{4}-\d\d/;

  /** One message of the chosen language, filled in. @param {string} key @param {string[]} values */
  function translated(key, values) {
    const entry = chosen?.messages[key];
    if (!entry) return '';
    return entry.message.replace(/\$(\w+)\$/g, (whole, name) => {
      const place = entry.placeholders?.[name.toLowerCase()]?.content;
      return place ? (values[Number(place.slice(1)) - 1] ?? '') : whole;
    });
  }

  /** The language that the words are in, with the country of the browser where it is the same language. */
  function language() {
    const spoken = text('language_tag');
    const browser = chrome.i18n.getUILanguage();
    return browser.startsWith(spoken) ? browser : spoken;
  }

  /** @param {string} key @param {...string} values */
  const text = (key, ...values) => translated(key, values) || chrome.i18n.getMessage(key, values);

  /** A text that depends on a number: `key_one` or `key_other`. @param {string} key @param {number} count @param {...string} values */
  function plural(key, count, ...values) {
    const form = new Intl.PluralRules(language()).select(count) === 'one' ? 'one' : 'other';
    return text(`${key}_${form}`, number(count), ...values);
  }

  /** The word of the interface for a word of the core, or that word itself. @param {string} kind @param {string} value */
  const word = (kind, value) => text(`${kind}_${value.replace(/[.-]/g, '_')}`) || value;

  /** @param {number} value */
  const number = (value) => new Intl.NumberFormat(language()).format(value);

  /** @param {string} date as the rules write it: a day, a month or a year */
  function day(date) {
    if (!KNOWN_DATE.test(date)) return date;
    const form = /** @type {Intl.DateTimeFormatOptions} */ (date.length > 7 ? { dateStyle: 'medium' } : { month: 'short', year: 'numeric' });
    return new Intl.DateTimeFormat(language(), { ...form, timeZone: 'UTC' }).format(new Date(date.slice(0, 10)));
  }

  /** @param {string} moment ISO */
  const time = (moment) => new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(moment));

  /** How long ago, in the largest unit that fits. @param {number} days */
  function ago(days) {
    const form = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
    if (days < 60) return form.format(-days, 'day');
    return days < 730 ? form.format(-Math.round(days / 30.4), 'month') : form.format(-Math.round(days / 365), 'year');
  }

  /** @param {string} code a country code, `eu` or `eea` */
  function region(code) {
    if (code === 'eu' || code === 'eea') return text(`region_${code}`);
    try {
      return new Intl.DisplayNames(language(), { type: 'region' }).of(code.toUpperCase()) ?? code;
    } catch {
      return code;
    }
  }

  kit.texts = {
    text, plural, word, number, day, time, ago, region, language,
    direction: () => (chosen ? 'ltr' : text('@@bidi_dir') || 'ltr'),
    choose: (texts) => void (chosen = texts),
  };
})();
