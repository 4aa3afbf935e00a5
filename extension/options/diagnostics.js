// What somebody needs who looks for a fault: versions, permissions, storage, tabs. Nothing of it leaves by itself.

const { element, button, copy } = globalThis.trainspotter.parts;
const { text, number } = globalThis.trainspotter.texts;

export const id = 'diagnostics';

/** @param {HTMLElement} container @param {import('../types').OptionTools} tools */
export async function render(container, { ask, settings }) {
  const found = await ask({ type: 'diagnostics' });
  /** @type {[string, string][]} */
  const facts = [
    [text('diagnostics_version'), `${found.info.version} · ${text('diagnostics_rules', number(found.info.vendors), number(found.info.practices))}`],
    [text('diagnostics_hosts'), text('diagnostics_of', number(found.granted), number(found.hosts))],
    [text('diagnostics_stored'), text('diagnostics_bytes', number(found.stored))],
    [text('diagnostics_aside'), found.aside.length > 0 ? found.aside.join(', ') : text('none')],
    [text('diagnostics_tabs'), number(found.tabs.length)],
    [text('diagnostics_unrecognised'), found.tabs.filter((/** @type {any} */ tab) => tab.unrecognised).map((/** @type {any} */ tab) => tab.app).join(', ') || text('none')],
  ];
  if (settings.newer) facts.push([text('diagnostics_newer'), text('popup_newer')]);
  const area = /** @type {HTMLTextAreaElement} */ (element('textarea', { attributes: { readonly: '', rows: '7', 'aria-label': text('section_diagnostics') } }));
  area.value = facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  const copying = button('copy-diagnostics', text('copy'), () => void copy(area.value, copying));
  container.append(
    element('p', { text: text('diagnostics_why') }),
    element('dl', { part: 'facts-list' }, facts.flatMap(([name, value]) => [element('dt', { text: name }), element('dd', { text: value })])),
    element('details', {}, [element('summary', { text: text('diagnostics_text') }), area]),
    element('div', { part: 'actions' }, [copying]),
  );
}
