/*
 * The keys of age, X25519 (https://age-encryption.org/v1), as they are written: Bech32 (BIP 173, without its limit of
 * length), `age1…` in small letters for a public one, `AGE-SECRET-KEY-1…` for a private one.
 */

/** What keeps a text from being an age public key. */
export type KeyFault = 'private' | 'other' | 'short' | 'long' | 'letters' | 'checksum';

const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const prefix = 'age1';

/** 32 bytes in letters of five bits each, and six of them to check the others. */
const length = prefix.length + 52 + 6;

const privateKey = /AGE-SECRET-KEY-1[0-9A-Z]*/gi;

/** @returns `undefined` for an age public key. */
export function publicKeyFault(text: string): KeyFault | undefined {
  if (privateKeysIn(text).length > 0) return 'private';
  if (!text.startsWith(prefix)) return 'other';
  // Those of plugins and of post-quantum age: `age1yubikey1…`, `age1pq1…`.
  const body = text.slice(prefix.length);
  if (/^[a-z0-9-]+1/.test(body)) return 'other';
  if ([...body].some((letter) => !letters.includes(letter))) return 'letters';
  if (text.length !== length) return text.length < length ? 'short' : 'long';
  return checks(body) ? undefined : 'checksum';
}

/** Every private key in a text, by its place. A shortened one is one all the same. */
export function privateKeysIn(text: string): { offset: number; length: number }[] {
  return [...text.matchAll(privateKey)].map((found) => ({ offset: found.index, length: found[0].length }));
}

/** A text that can be shown. */
export function withoutPrivateKeys(text: string): string {
  return text.replace(privateKey, 'AGE-SECRET-KEY-1…');
}

/** The checksum of Bech32, which finds every mistake in up to four letters. */
function checks(body: string): boolean {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  const values = [...expanded('age'), ...[...body].map((letter) => letters.indexOf(letter))];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, part] of generator.entries()) if ((top >>> bit) & 1) sum ^= part;
  }
  return sum === 1;
}

function expanded(name: string): number[] {
  const codes = [...name].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}
