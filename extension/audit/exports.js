// The buttons that save a report, for the DevTools panel and for the options page alike.
import { report } from './auditor.js';
import { save } from './files.js';

const { element } = globalThis.trainspotter.parts;
const { text } = globalThis.trainspotter.texts;

const TYPES = { html: 'text/html', json: 'application/json', csv: 'text/csv', sarif: 'application/sarif+json' };

/**
 * @param {() => import('./auditor.js').Capture | undefined} capture what is to be reported on, when a button is pressed
 * @param {() => import('./auditor.js').Context} context
 * @param {(message: string) => void} say
 */
export function exportButtons(capture, context, say) {
  const keep = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'checkbox', id: 'audit-keep-ids' } }));
  const button = (/** @type {'html' | 'json' | 'csv' | 'sarif'} */ form, /** @type {string} */ name) => {
    const made = element('button', { text: name, attributes: { type: 'button', 'data-export': form } });
    made.addEventListener('click', async () => {
      const current = capture();
      if (!current) return say(text('audit_nothing_yet'));
      try {
        save(`${current.name.replace(/\.har$/i, '')}.trainspotter.${form}`, TYPES[form], await report(current, context(), form, keep.checked));
        say(text('audit_saved'));
      } catch (error) {
        say(text('audit_failed', String(error instanceof Error ? error.message : error)));
      }
    });
    return made;
  };
  return element('div', { part: 'exports', attributes: { role: 'group', 'aria-label': text('audit_export') } }, [
    button('html', text('audit_export_html')), button('json', text('audit_export_json')), button('csv', text('audit_export_csv')), button('sarif', text('audit_export_sarif')),
    element('label', {}, [keep, document.createTextNode(` ${text('audit_keep_ids')}`)]),
  ]);
}
