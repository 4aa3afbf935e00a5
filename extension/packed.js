// Signals and context as the core takes them: one text whose fields end with a character that no address has,
// written into a buffer that is kept. An object for each signal would cost many times what judging it costs.
// `src/batch.rs` reads what is written here.

/** @typedef {import('./types').Classification} Classification */
/** @typedef {import('./types').Signal} Signal */

/** Ends a field. */
const END = '\0';
/** Stands where a text cannot be read. */
const UNREADABLE = '\ufffd';
/** What a signal is that no rule knows: the same for all, so nobody may change it. @type {Classification} */
const UNKNOWN = Object.freeze({ app: null, appName: null, tenant: null, tenantAddress: null, activity: null, account: null, findings: [] });
Object.freeze(UNKNOWN.findings);

const encoder = new TextEncoder();
const buffer = new Uint8Array(64 * 1024);

/** The text in UTF-8, in the kept buffer if it fits. @param {string} text */
function encoded(text) {
  const { read, written } = encoder.encodeInto(text, buffer);
  if (read === text.length) return buffer.subarray(0, written);
  return encoder.encode(text);
}

/**
 * One field. A policy or an import may hold the character that ends it: it is replaced, as decoders replace what they cannot
 * read, or one such text would silence everything.
 * @param {unknown} value
 */
const field = (value) => {
  if (value === undefined || value === null || value === false) return END;
  const text = value === true ? '1' : String(value);
  // Looking first is faster than replacing nothing.
  return (text.includes(END) ? text.replaceAll(END, UNREADABLE) : text) + END;
};

/** The fields of a signal; those that are not there stay empty. @param {any} signal */
function packedSignal(signal) {
  const { kind, url, method, app, surface, setting, state, page } = signal ?? {};
  if (kind === 'page' || kind === 'request') {
    if (typeof url !== 'string') throw new TypeError(`a signal of the kind "${kind}" has no address`);
    return kind + END + field(url) + field(method) + END + field(page);
  }
  if (typeof app !== 'string') throw new TypeError(`there is no signal of the kind "${kind}" without app`);
  return field(kind) + field(app) + field(surface ?? setting) + field(state) + field(page);
}

/** @param {Record<string, unknown> | undefined} map */
function packedMap(map) {
  const pairs = Object.entries(map ?? {});
  return field(pairs.length) + pairs.map(([key, value]) => field(key) + field(value)).join('');
}

/** @param {any} stance */
const packedStance = ({ practice, tenant, stance, date, by, reference, verified, managed }) =>
  [practice, tenant, stance, date, by, reference, verified, managed].map(field).join('');

/** What is known besides signals, for the core. @param {any} context */
export function packedContext({ now, plans, accounts, region, addresses, stances = [], staleAfterDays, language }) {
  return field(now) + packedMap(plans) + packedMap(accounts) + field(region) + packedMap(addresses)
    + field(stances.length) + stances.map(packedStance).join('') + field(staleAfterDays) + field(language);
}

/**
 * What each signal is and what that means.
 * @param {{ classify: (signals: Uint8Array, context: string) => any }} core
 * @param {Signal[]} signals
 * @param {object} context
 * @returns {Classification[]}
 */
export function classify(core, signals, context) {
  /** @type {Classification[]} */
  const answers = Array(signals.length).fill(UNKNOWN);
  let text = '';
  for (const signal of signals) text += packedSignal(signal);
  // Only what some rule knows comes back.
  for (const [place, answer] of core.classify(encoded(text), packedContext(context)) ?? []) answers[place] = answer;
  return answers;
}
