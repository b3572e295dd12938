import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';

/*
 * Who sealed a text: age tells whom it is for, not whom it is from. Each member's age identity also gives an Ed25519 key
 * (RFC 8032), derived with HKDF (RFC 5869), so that there is one secret to keep and to recover.
 */

const prefix = 'ed25519:';

/** Before the 32 bytes of a private and of a public key in DER (RFC 8410 sections 4 and 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** The public half, `ed25519:…`, of the key with which the holder of an age identity signs. */
export function signingKeyOf(identity: string): string {
  const { x } = createPublicKey(privateKeyOf(identity)).export({ format: 'jwk' });
  return `${prefix}${x}`;
}

/** @returns the signature in base64url. */
export function signText(text: string, identity: string): string {
  return sign(null, Buffer.from(text), privateKeyOf(identity)).toString('base64url');
}

/** False for a key or a signature that is none. */
export function isSignedBy(text: string, signature: string, signingKey: string): boolean {
  const raw = Buffer.from(signingKey.slice(prefix.length), 'base64url');
  if (!signingKey.startsWith(prefix) || raw.length !== 32) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function privateKeyOf(identity: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', identity, '', 'patchbay member signing key 1', 32));
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
}
