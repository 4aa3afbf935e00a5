// The rules that ship, as the build prepared them: one block of bytes, fetched once per wake.

/** @type {Promise<Uint8Array> | undefined} */
let fetching;

async function fetched() {
  const answer = await fetch(chrome.runtime.getURL('rules/rules.image'));
  return new Uint8Array(await answer.arrayBuffer());
}

/** @returns {Promise<Uint8Array>} */
export function shippedImage() {
  fetching ??= fetched();
  fetching.catch(() => void (fetching = undefined));
  return fetching;
}
