// What is said of samples: medians, and ratios of what was measured in the same round.

/** @param {number[]} samples @returns {number} NaN of none */
export function median(samples) {
  const sorted = [...samples].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How often ours goes into the other, round by round, so that a slow round slows both.
 * @param {number[]} ours @param {number[]} other
 * @returns {{median: number, low: number, high: number}} the middle, and the middle half of the rounds; all of them where they are fewer than eight
 */
export function ratio(ours, other) {
  const sorted = ours.slice(0, other.length).map((own, round) => other[round] / own).sort((one, two) => one - two);
  const cut = sorted.length < 8 ? 0 : Math.floor(sorted.length / 4);
  return { median: median(sorted), low: sorted[cut], high: sorted[sorted.length - 1 - cut] };
}

/** Three figures that count, with separators; small numbers with the decimals that they need. @param {number} value */
export function figure(value) {
  if (!Number.isFinite(value)) return '?';
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(decimals)).toLocaleString('en-US', { maximumFractionDigits: 2 });
}
