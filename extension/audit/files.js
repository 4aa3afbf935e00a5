// Captures in, reports out: files that a person chooses, drops or saves. Nothing is kept.

const { text } = globalThis.trainspotter.texts;

/** Larger captures are for the command line, which does not hold them in memory. */
const LARGEST = 200 << 20;

/** The first bytes of gzip. */
const GZIP = [0x1f, 0x8b];

/**
 * The bytes of a chosen file, unpacked if it is compressed with gzip.
 * @param {File} file
 * @returns {Promise<import('./auditor.js').Capture>} refused with a sentence for the person
 */
export async function read(file) {
  if (file.size > LARGEST) throw new Error(text('audit_too_large'));
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!GZIP.every((byte, at) => bytes[at] === byte)) return { name: file.name, bytes };
  const unpacked = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let size = 0;
  for (let part = await unpacked.read(); !part.done; part = await unpacked.read()) {
    size += part.value.length;
    if (size > LARGEST) {
      await unpacked.cancel();
      throw new Error(text('audit_too_large'));
    }
    parts.push(part.value);
  }
  return { name: file.name.replace(/\.gz$/i, ''), bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
}

/**
 * Hands a file to the person.
 * @param {string} name
 * @param {string} type
 * @param {string} content
 */
export function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken what it needs when the next task runs.
  setTimeout(() => URL.revokeObjectURL(address));
}

/**
 * Calls back for each file that is dropped on an element, and shows while one is held over it.
 * @param {HTMLElement} place
 * @param {(file: File) => void} take
 */
export function onDrop(place, take) {
  const held = (/** @type {boolean} */ is) => place.toggleAttribute('data-held', is);
  place.addEventListener('dragover', (event) => {
    event.preventDefault();
    held(true);
  });
  place.addEventListener('dragleave', () => held(false));
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    held(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file) take(file);
  });
}
