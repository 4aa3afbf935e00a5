// The shipped rules together with files of one's own, as the checker prepared them: kept, so that a worker that wakes
// needs no checker. What is kept says by its name what it was made of; the core refuses what was damaged since.

const STORE = 'rules';
/** What is kept has an address, as the browser wants it; nobody is asked there. */
const AT = 'https://rules.invalid/';
/** The part of an image that says which rules it holds: version, length and checksum. */
const HEADER = 24;

/**
 * A name for the image of these files. Each day and each version it is another: then they are checked again.
 * @param {Uint8Array} shipped @param {{ name: string, text: string }[]} files @param {string} day
 */
async function nameOf(shipped, files, day) {
  const about = new TextEncoder().encode(JSON.stringify([[...shipped.subarray(0, HEADER)], day, files]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', about));
  return AT + Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The image that is kept for these files, or the one that is made now and kept. Where the browser keeps nothing, it is made each time.
 * @param {Uint8Array} shipped @param {{ name: string, text: string }[]} files @param {string} day
 * @param {() => Promise<Uint8Array>} make
 */
export async function keptImage(shipped, files, day, make) {
  const name = await nameOf(shipped, files, day);
  const store = await globalThis.caches?.open(STORE).catch(() => undefined);
  const kept = await store?.match(name).catch(() => undefined);
  if (kept) return new Uint8Array(await kept.arrayBuffer());
  const image = await make();
  // One is enough: those of other days and files are not asked for again.
  for (const old of (await store?.keys().catch(() => [])) ?? []) await store?.delete(old);
  await store?.put(name, new Response(/** @type {BodyInit} */ (image))).catch(() => undefined);
  return image;
}

/** Throws away what is kept. @returns {Promise<boolean>} whether anything was */
export async function forgetImage() {
  return (await globalThis.caches?.delete(STORE).catch(() => false)) ?? false;
}
