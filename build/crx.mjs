// CRX3, Chromium's package: a zip with its signature in front. The same zip and key give the same bytes.
//
// Form: chromium/components/crx_file/crx3.proto. The id of an extension is the first 16 bytes of the hash of
// its public key, written with the letters a to p.

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param {string} file a private RSA key in PEM @returns {{ key: import('node:crypto').KeyObject, publicKey: Buffer, id: string }} */
export function signer(file) {
  const key = createPrivateKey(readFileSync(file));
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`${file}: Chromium wants an RSA key, this is ${key.asymmetricKeyType}`);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { key, publicKey, id: idOf(publicKey) };
}

/** @param {Buffer} publicKey */
export function idOf(publicKey) {
  const hash = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
  return hash.replace(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]);
}

/** Makes a key that nobody else has. @param {string} file */
export function makeKey(file) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
}

/** @param {number} number */
function varint(number) {
  const bytes = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

/** A field of bytes in a protocol buffer. @param {number} number @param {Buffer} value */
const field = (number, value) => Buffer.concat([varint(number * 8 + 2), varint(value.length), value]);

/** @param {number} number */
function uint32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/** @param {Buffer} zip @param {ReturnType<typeof signer>} signedBy */
export function crx(zip, { key, publicKey }) {
  const signedHeader = field(1, createHash('sha256').update(publicKey).digest().subarray(0, 16));
  const signed = Buffer.concat([Buffer.from('CRX3 SignedData\0'), uint32(signedHeader.length), signedHeader, zip]);
  const proof = Buffer.concat([field(1, publicKey), field(2, sign('sha256', signed, key))]);
  const header = Buffer.concat([field(2, proof), field(10_000, signedHeader)]);
  return Buffer.concat([Buffer.from('Cr24'), uint32(3), uint32(header.length), header, zip]);
}
