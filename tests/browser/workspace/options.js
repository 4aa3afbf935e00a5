// What a test asks of the page by its address: /client/T…/C…?poll=500&draft=50

const query = new URLSearchParams(location.search);

export const options = {
  /** ms between two polls; 0: none */
  poll: number('poll', 30_000),
  /** ms without a key before a draft is saved or a search suggests */
  draft: number('draft', 300),
  /** no boot, no polls, no telemetry: only what a person does asks anything of the network */
  quiet: query.has('quiet'),
};

/** @param {string} name @param {number} otherwise */
function number(name, otherwise) {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
}
