// Captures of one's own, looked at here and nowhere else: chosen or dropped, never kept.
import { findings } from '../audit/auditor.js';
import { exportButtons } from '../audit/exports.js';
import { onDrop, read } from '../audit/files.js';
import { summary } from '../audit/summary.js';

const { element } = globalThis.trainspotter.parts;
const { text } = globalThis.trainspotter.texts;

export const id = 'captures';

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask }) {
  const { settled } = await ask({ type: 'settings' });
  if (!settled.display.auditAllowed) {
    container.append(element('p', { text: text('audit_not_allowed') }));
    return;
  }
  /** @type {import('../audit/auditor.js').Capture | undefined} */
  let capture;
  const said = element('p', { attributes: { role: 'status' } });
  const result = element('div', { part: 'report' });
  const say = (/** @type {string} */ message) => void (said.textContent = message);
  const take = async (/** @type {File} */ file) => {
    say(text('audit_reading', file.name));
    try {
      capture = await read(file);
      const report = await findings(capture, settled.context);
      result.replaceChildren(...summary(report, 'h3'), exportButtons(() => capture, () => settled.context, say));
      say(text('audit_read', file.name));
    } catch (error) {
      say(text('audit_failed', error instanceof Error ? error.message : String(error)));
      result.replaceChildren();
    }
  };
  const choice = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'file', accept: '.har,.json,.gz', id: 'captures-file' } }));
  choice.addEventListener('change', () => {
    const [file] = choice.files ?? [];
    if (file) void take(file);
  });
  onDrop(container, (file) => void take(file));
  container.append(
    element('p', { text: text('audit_import_why') }),
    element('div', { part: 'field' }, [element('label', { text: text('audit_import'), attributes: { for: 'captures-file' } }), choice]),
    said,
    result,
  );
}
