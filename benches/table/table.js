// Results into rows of text: one source, the samples.
import { figure, median, ratio } from './statistics.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{id: string, unit: string, series: {name: string, samples: number[]}[]}} Comparison */
/** @typedef {{part: string, failed?: boolean, missing?: string[], comparisons?: Comparison[]}} Result */
/** @typedef {{what: string, ours: string, peer: string, result: string, aim: string, met: string, short: boolean}} Line */

const NOTHING = '–';

/**
 * @param {Row} row @param {Map<string, Result>} results by part
 * @returns {Line}
 */
export function line(row, results) {
  const result = results.get(row.part);
  const wanted = { what: row.what, aim: aimed(row), short: row.short ?? false };
  const without = (/** @type {string} */ why) => ({ ...wanted, ours: NOTHING, peer: row.peer ?? NOTHING, result: `not measured: ${why}`, met: NOTHING });
  if (!result) return without(`part "${row.part}" was not run`);
  if (result.failed) return without(`part "${row.part}" failed`);
  if (result.missing?.length) return without(`${result.missing.join(', ')} is missing`);
  const found = row.ids.map((id) => measured(row, result.comparisons?.find((comparison) => comparison.id === id)));
  if (found.every((one) => one === null)) return without(row.peer ? `${row.peer} is missing` : 'no samples');
  return { ...wanted, ...KINDS[row.kind](row, found) };
}

/** @typedef {{ours: number[], peer: number[]}} Pair */

/** @param {Row} row @param {Comparison | undefined} comparison @returns {Pair | null} */
function measured(row, comparison) {
  const samples = (/** @type {string | undefined} */ name) => comparison?.series.find((series) => series.name === name)?.samples ?? [];
  const less = row.beside ? samples(row.beside) : [];
  const over = (/** @type {number[]} */ list) => (row.beside ? list.map((value, round) => value - less[round]) : list);
  const pair = { ours: over(samples(row.ours ?? 'Trainspotter')), peer: over(samples(row.peer)) };
  return pair.ours.length === 0 || (row.peer && pair.peer.length === 0) ? null : pair;
}

/** @param {string} text @param {string} unit */
const inUnit = (text, unit) => (unit ? `${text} ${unit}` : text);

/** @param {(Pair | null)[]} found @param {(pair: Pair) => string} say */
const each = (found, say) => found.map((pair) => (pair ? say(pair) : NOTHING)).join(' / ');

/** @param {Row} row @param {(Pair | null)[]} found @param {(pair: Pair) => number} value */
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
  const measure = kind === 'ratio' || kind === 'growth' ? '×' : ` ${unit}`.trimEnd();
  const limit = aim.least !== undefined ? `at least ${figure(aim.least)}` : `at most ${figure(aim.most ?? NaN)}`;
  return `${limit}${measure}`;
}

/** @type {Record<Row['kind'], (row: Row, found: (Pair | null)[]) => Pick<Line, 'ours' | 'peer' | 'result' | 'met'>>} */
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
      peer: NOTHING, result: NOTHING,
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
    const differences = (/** @type {Pair} */ { ours, peer }) => ours.slice(0, peer.length).map((value, round) => value - peer[round]);
    return {
      ours: inUnit(each(found, ({ ours }) => figure(median(ours))), row.unit),
      peer: `${row.peer}: ${inUnit(each(found, ({ peer }) => figure(median(peer))), row.unit)}`,
      result: inUnit(each(found, (pair) => signed(around(differences(pair)))), row.unit),
      met: met(row, found, (pair) => median(differences(pair))),
    };
  },
};

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
