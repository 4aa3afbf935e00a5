// The list of all that is known, asked for once for every filling of the page.

/** @typedef {import('../types').Entry} Entry */

/** @type {Promise<Entry[]> | undefined} */
let asked;

/** @param {import('../types').OptionTools['ask']} ask @returns {Promise<Entry[]>} */
export function catalogue(ask) {
  if (asked) return asked;
  const answer = /** @type {Promise<Entry[]>} */ (ask({ type: 'catalogue' }));
  asked = answer;
  // Sections of one filling share the answer; the next filling asks again.
  void answer.finally(() => setTimeout(() => void (asked = undefined)));
  return answer;
}

const { quote } = globalThis.trainspotter.parts;

/** @param {Entry[]} list @param {string} practice */
export const titleOf = (list, practice) => list.find((entry) => entry.practice === practice)?.title ?? practice;

/** The title to be shown. @param {Entry[]} list @param {string} practice */
export function title(list, practice) {
  const words = quote('strong', titleOf(list, practice));
  words.lang = list.find((entry) => entry.practice === practice)?.language ?? 'en';
  return words;
}

/** The name of an app and tenant from the key of an answer. @param {Entry[]} list @param {string} key @param {Record<string, string>} addresses */
export function placeName(list, key, addresses) {
  const [app, ...rest] = key.split('/');
  const name = list.find((entry) => entry.app === app)?.appName ?? app;
  const tenant = rest.join('/');
  return tenant ? `${name} · ${addresses[key]?.replace(/^https:\/\//, '') ?? tenant}` : name;
}

/** Workspaces and sites that were seen or spoken of, as `app/tenant`. @param {import('../types').Settings} settings @returns {string[]} */
export function placesSeen({ addresses, plans, accounts, roles, requests }) {
  const written = requests.map(({ app, tenant }) => `${app}/${tenant ?? ''}`);
  const keys = [addresses, plans, accounts, roles].flatMap((record) => Object.keys(record));
  return [...new Set([...keys, ...written])].filter((key) => /^[^/]+\/./.test(key)).sort();
}
