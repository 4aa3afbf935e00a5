// The buttons that save a report, for the DevTools panel and for the options page alike.
import { report } from './auditor.js';
import { save } from './files.js';

const { element } = globalThis.trainspotter.render;
const { text } = globalThis.trainspotter.texts;

const TYPES = { html: 'text/html', json: 'application/json', csv: 'text/csv', sarif: 'application/sarif+json' };

/**
 * @param {() => import('./auditor.js').Capture | undefined} capture what is to be reported on, when a button is pressed
 * @param {() => import('./auditor.js').Context} context
 * @param {(message: string) => void} say
 */
export function exportButtons(capture, context, say) {
  const keep = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'checkbox', id: 'audit-keep-ids' } }));
  const button = (/** @type {'html' | 'json' | 'csv' | 'sarif'} */ form) => {
    const made = element('button', { text: text(`audit_export_${form}`), attributes: { type: 'button', 'data-export': form } });
    made.addEventListener('click', async () => {
      const current = capture();
      if (!current) return say(text('audit_nothing_yet'));
      try {
        const name = current.name.replace(/\.har$/i, '');
        save(`${name}.trainspotter.${form}`, TYPES[form], await report(current, context(), form, keep.checked));
        say(text('audit_saved'));
      } catch (error) {
        say(text('audit_failed', String(error instanceof Error ? error.message : error)));
      }
    });
    return made;
  };
  return element('div', { part: 'exports', attributes: { role: 'group', 'aria-label': text('audit_export') } }, [
    button('html'), button('json'), button('csv'), button('sarif'),
    element('label', {}, [keep, document.createTextNode(` ${text('audit_keep_ids')}`)]),
  ]);
}
