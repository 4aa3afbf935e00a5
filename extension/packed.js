// Signals and context as the core takes them: of signals, numbers that say how long each field is, and then all fields in
// one text, in a buffer that is kept; a context as one text whose fields end with a character that no address has. An
// object for each signal would cost many times what judging it costs. `src/batch.rs` reads what is written here.

/** @typedef {import('./types').Classification} Classification */
/** @typedef {import('./types').Signal} Signal */

/** Ends a field. */
const END = '\0';
/** Stands where a text cannot be read. */
const UNREADABLE = '\ufffd';
/** What a signal is that no rule knows: the same for all, so nobody may change it. @type {Classification} */
const UNKNOWN = Object.freeze({ app: null, appName: null, tenant: null, tenantAddress: null, activity: null, account: null, findings: [] });
Object.freeze(UNKNOWN.findings);

/** What the numbers of kinds stand for. @type {Record<string, number>} */
const KINDS = { page: 0, request: 1, surface: 2, setting: 3 };
/** Numbers that say what a signal is: its kind, and how long each of its four fields is. */
const NUMBERS = 5;

const encoder = new TextEncoder();
const buffer = new Uint8Array(64 * 1024);

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

/** @param {unknown} value */
const word = (value) => (typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value));

/** The four fields of a signal, the number of its kind before them. @param {any} signal @returns {[number, string, string, string, string]} */
function fieldsOf(signal) {
  const { kind, url, method, app, surface, setting, state, page } = signal ?? {};
  const number = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (number === undefined) throw new TypeError(`there is no signal of the kind "${kind}"`);
  const isAddress = number < KINDS.surface;
  const first = isAddress ? url : app;
  if (typeof first !== 'string') throw new TypeError(`a signal of the kind "${kind}" has no ${isAddress ? 'address' : 'app'}`);
  return [number, first, word(isAddress ? method : surface ?? setting), isAddress ? '' : word(state), word(page)];
}

/**
 * Writes a batch: how many signals, the numbers of each, and then all fields in one text.
 * @param {any[]} signals @param {Uint8Array<ArrayBuffer>} bytes written into, if they fit
 * @param {boolean} isAscii a text says itself how many bytes it takes; if one does not, all is counted
 * @returns {Uint8Array} the batch
 */
function packed(signals, bytes, isAscii) {
  const head = (1 + NUMBERS * signals.length) * Uint32Array.BYTES_PER_ELEMENT;
  if (head > bytes.length) return packed(signals, new Uint8Array(2 * head), isAscii);
  const numbers = new Uint32Array(bytes.buffer, 0, head / Uint32Array.BYTES_PER_ELEMENT);
  let text = '';
  let length = 0;
  let at = 0;
  const put = (/** @type {string} */ given) => {
    // Half a character at the end of one field would become a whole one with the next.
    const whole = isAscii ? given : given.toWellFormed();
    const bytesOfIt = isAscii ? given.length : encoder.encode(whole).length;
    text += whole;
    length += bytesOfIt;
    numbers[at++] = bytesOfIt;
  };
  numbers[at++] = signals.length;
  for (const signal of signals) {
    const [kind, first, second, third, fourth] = fieldsOf(signal);
    numbers[at++] = kind;
    put(first);
    put(second);
    put(third);
    put(fourth);
  }
  const { read, written } = encoder.encodeInto(text, bytes.subarray(head));
  // A character takes three bytes at most.
  if (read < text.length) return packed(signals, new Uint8Array(head + 3 * text.length), isAscii);
  return written === length ? bytes.subarray(0, head + written) : packed(signals, bytes, false);
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
  const batch = packed(signals, buffer, true);
  // Only what some rule knows comes back, and of that only what there is to say.
  for (const [place, answer] of core.classify(batch, packedContext(context)) ?? []) answers[place] = { ...UNKNOWN, ...answer };
  return answers;
}
