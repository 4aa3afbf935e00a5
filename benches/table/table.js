// Results into rows of text: one source, the samples.
import { figure, median, ratio } from './statistics.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{id: string, unit: string, series: {name: string, samples: number[]}[]}} Comparison */
/** @typedef {{part: string, date?: string, quick?: boolean, failed?: boolean, missing?: string[], comparisons?: Comparison[]}} Result */
/** @typedef {{what: string, ours: string, peer: string, result: string, aim: string, met: string, short: boolean, why: string}} Line */

const NOTHING = '–';
const UNKNOWN = 'why is not known.';

/**
 * @param {Row} row @param {Map<string, Result>} results by part
 * @returns {Line}
 */
export function line(row, results) {
  const result = results.get(row.part);
  const wanted = { what: row.what, aim: aimed(row), short: row.short ?? false, why: row.why ?? UNKNOWN };
  const without = (/** @type {string} */ why) => ({ ...wanted, ours: NOTHING, peer: row.peer ?? NOTHING, result: `not measured: ${why}`, met: NOTHING });
  if (!result) return without(`part "${row.part}" was not run`);
  if (result.failed) return without(`part "${row.part}" failed`);
  if (result.missing?.length) return without(`${result.missing.join(', ')} is missing`);
  const found = row.ids.map((id) => measured(row, result.comparisons?.find((comparison) => comparison.id === id)));
  if (found.every((one) => one === null)) return without(row.peer ? `${row.peer} is missing` : 'no samples');
  return { ...wanted, ...KINDS[row.kind](row, found) };
}

/** @typedef {{ours: number[], peer: number[], base: number[], others: [string, number[]][]}} Found */

/** @param {Row} row @param {Comparison | undefined} comparison @returns {Found | null} */
function measured(row, comparison) {
  const samples = (/** @type {string | undefined} */ name) => comparison?.series.find((series) => series.name === name)?.samples ?? [];
  const others = (row.others ?? []).map((name) => /** @type {[string, number[]]} */ ([name, samples(name)]));
  const found = { ours: samples(row.ours ?? 'Trainspotter'), peer: samples(row.peer), base: samples(row.base), others: others.filter(([, list]) => list.length > 0) };
  return found.ours.length === 0 || (row.peer && found.peer.length === 0) ? null : found;
}

/** @param {string} text @param {string} unit */
const inUnit = (text, unit) => (unit ? `${text} ${unit}` : text);

/** @param {(Found | null)[]} found @param {(found: Found) => string} say */
const each = (found, say) => found.map((pair) => (pair ? say(pair) : NOTHING)).join(' / ');

/** @param {Row} row @param {(Found | null)[]} found @param {(found: Found) => number} value */
function met({ aim }, found, value) {
  if (!aim) return NOTHING;
  const judged = found.flatMap((pair, place) => (pair && (aim.of?.includes(place) ?? true) ? [value(pair)] : []));
  // As precise as it is printed: 19.99 is printed as 20.
  const rounded = (/** @type {number} */ number) => Number(number.toPrecision(3));
  const good = judged.map((number) => (aim.least === undefined || rounded(number) >= aim.least) && (aim.most === undefined || rounded(number) <= aim.most));
  if (good.length === 0) return NOTHING;
  const count = good.filter(Boolean).length;
  return count === good.length ? 'yes' : count === 0 ? '**no**' : `**${count} of ${good.length}**`;
}

/** @param {Row} row */
function aimed({ kind, aim, unit }) {
  if (!aim) return NOTHING;
  const measure = ['ratio', 'growth'].includes(kind) ? '×' : kind === 'share' ? ' of it' : ` ${unit}`.trimEnd();
  const limit = aim.least !== undefined ? `at least ${figure(aim.least)}` : `at most ${figure(aim.most ?? NaN)}`;
  return `${limit}${measure}`;
}

/** @type {Record<Row['kind'], (row: Row, found: (Found | null)[]) => Pick<Line, 'ours' | 'peer' | 'result' | 'met'>>} */
const KINDS = {
  ratio(row, found) {
    const name = row.peer ?? '';
    return {
      ours: inUnit(each(found, ({ ours }) => figure(median(ours))), row.unit),
      peer: `${name}: ${inUnit(each(found, ({ peer }) => figure(median(peer))), row.unit)}`,
      result: `${each(found, ({ ours, peer }) => spread(ratio(ours, peer)))} ×`,
      met: met(row, found, ({ ours, peer }) => ratio(ours, peer).median),
    };
  },
  value(row, found) {
    return {
      ours: inUnit(each(found, ({ ours }) => spread(around(ours))), row.unit),
      peer: beside(found) || NOTHING,
      result: NOTHING,
      met: met(row, found, ({ ours }) => median(ours)),
    };
  },
  growth(row, found) {
    const [first, last] = found.map((pair) => (pair ? median(pair.ours) : NaN));
    return {
      ours: each(found, ({ ours }) => `${figure(median(ours))} ns`),
      peer: NOTHING,
      result: Number.isFinite(last / first) ? `${figure(last / first)} ×` : NOTHING,
      met: Number.isFinite(last / first) ? met(row, [found[0]], () => last / first) : NOTHING,
    };
  },
  more(row, found) {
    const differences = (/** @type {Found} */ { ours, peer }) => ours.slice(0, peer.length).map((value, round) => value - peer[round]);
    return {
      ours: inUnit(each(found, ({ ours }) => figure(median(ours))), row.unit),
      peer: [`${row.peer}: ${inUnit(each(found, ({ peer }) => figure(median(peer))), row.unit)}`, beside(found)].filter(Boolean).join('; '),
      result: inUnit(each(found, (pair) => signed(around(differences(pair)))), row.unit),
      met: met(row, found, (pair) => median(differences(pair))),
    };
  },
  share(row, found) {
    const added = (/** @type {Found} */ { ours, peer, base }) => [ours, peer].map((samples) => median(samples) - median(base));
    // What adds less than nothing adds nothing that can be measured; nor is there a share of such a thing.
    const share = (/** @type {Found} */ one) => {
      const [own, other] = added(one);
      return own <= 0 ? 0 : other > 0 ? own / other : Infinity;
    };
    return {
      ours: inUnit(each(found, (one) => figure(added(one)[0])), row.unit),
      peer: `${row.peer}: ${inUnit(each(found, (one) => figure(added(one)[1])), row.unit)}`,
      result: each(found, (one) => `${figure(share(one))} of it`),
      met: met(row, found, share),
    };
  },
};

/** @param {(Found | null)[]} found */
const beside = (found) => (found[0]?.others ?? []).map(([name, samples]) => `${name}: ${figure(median(samples))}`).join('; ');

/** @param {number[]} samples */
function around(samples) {
  return ratio(samples.map(() => 1), samples);
}

/** @param {{median: number, low: number, high: number}} value */
function spread({ median: middle, low, high }) {
  return figure(low) === figure(high) ? figure(middle) : `${figure(middle)} (${figure(low)} to ${figure(high)})`;
}

/** @param {{median: number, low: number, high: number}} value */
function signed(value) {
  return `${value.median > 0 ? '+' : ''}${spread(value)}`;
}

/** @param {Line[]} lines */
export function markdown(lines) {
  const head = ['what', 'Trainspotter', 'peer', 'peer ÷ ours, or more than it', 'aim', 'met'];
  const cells = lines.map(({ what, ours, peer, result, aim, met: reached }) => [what, ours, peer, result, aim, reached]);
  const row = (/** @type {string[]} */ list) => `| ${list.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...cells.map(row)].join('\n');
}

/** What did not reach its aim, and why; nothing if all did. @param {Line[]} lines */
export function missed(lines) {
  /** @type {Map<string, string[]>} */
  const byReason = new Map();
  for (const { what, aim, met: reached, why } of lines) {
    if (reached.startsWith('**')) byReason.set(why, [...byReason.get(why) ?? [], `${what} (${aim})`]);
  }
  return [...byReason].map(([why, rows]) => `- **Not reached, or not by all:** ${rows.join('; ')}. Why: ${why}`).join('\n');
}
