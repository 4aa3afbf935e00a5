// The first minutes: what this is, in three sentences, and what the permissions are for.

const { element, button, fold } = globalThis.trainspotter.parts;
const { text } = globalThis.trainspotter.texts;

/** @param {() => void} read what follows when a person has read it */
export function welcome(read) {
  const done = button('welcomed', text('dismiss'), read);
  done.classList.add('main');
  return element('section', { part: 'welcome' }, [
    element('h2', { text: text('welcome_title') }),
    element('ol', {}, [text('welcome_what'), text('welcome_when'), text('welcome_private')].map((sentence) => element('li', { text: sentence }))),
    permissions(),
    element('div', { part: 'actions' }, [done]),
  ]);
}

/** One sentence on each permission. */
export function permissions() {
  const rows = [
    ['storage', text('permission_storage')], ['activeTab', text('permission_active_tab')],
    ['scripting', text('permission_scripting')], [text('permission_hosts_name'), text('permission_hosts')],
  ];
  return fold(text('permissions_title'), [element('dl', {}, rows.flatMap(([name, why]) => [element('dt', { text: name }), element('dd', { text: why })]))], 'permissions');
}
