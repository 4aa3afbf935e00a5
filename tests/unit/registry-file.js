// Reads a .reg file as the registry editor does: strictly, and no more of the format than is allowed in one.

/**
 * @param {Buffer} bytes
 * @returns {Map<string, Map<string, string | number | string[]>>} values by key and name
 * @throws {Error} naming the line
 */
export function parseRegistryFile(bytes) {
  if (bytes.readUInt16LE(0) !== 0xfeff) throw new Error('no mark of UTF-16 at the beginning');
  const text = new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  if (/[^\r]\n/.test(text)) throw new Error('a line that does not end as on Windows');
  const [head, ...lines] = text.split('\r\n');
  if (head !== 'Windows Registry Editor Version 5.00') throw new Error(`the first line is ${head}`);
  /** @type {ReturnType<typeof parseRegistryFile>} */
  const keys = new Map();
  /** @type {Map<string, string | number | string[]> | undefined} */
  let values;
  for (const line of lines.filter(Boolean)) {
    const key = /^\[(HKEY_LOCAL_MACHINE(?:\\[^\\[\]]+)+)\]$/.exec(line)?.[1];
    if (key) {
      values = keys.get(key) ?? new Map();
      keys.set(key, values);
      continue;
    }
    const [, name, data] = /^"((?:[^"\\]|\\.)+)"=(.+)$/.exec(line) ?? [];
    if (!values || !name) throw new Error(`neither key nor value: ${line}`);
    if (values.has(name)) throw new Error(`twice: ${line}`);
    values.set(name, valueOf(data, line));
  }
  return keys;
}

/** @param {string} data @param {string} line */
function valueOf(data, line) {
  const number = /^dword:([0-9a-f]{8})$/.exec(data)?.[1];
  if (number) return Number.parseInt(number, 16);
  const quoted = /^"((?:[^"\\]|\\[\\"])*)"$/.exec(data)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
  const hex = /^hex\(7\):((?:[0-9a-f]{2},)*[0-9a-f]{2})$/.exec(data)?.[1];
  if (!hex) throw new Error(`no value: ${line}`);
  const texts = Buffer.from(hex.replaceAll(',', ''), 'hex').toString('utf16le').split('\0');
  if (texts.splice(-2).join('') !== '') throw new Error(`texts without an end: ${line}`);
  return texts;
}
