import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { PrivateKey } from 'oauth4webapi';
import { fieldInvalid } from '../model/problems.ts';
import type { Secret } from '../model/secret.ts';

/**
 * Reads the key that signs an app's assertions (RFC 7523): PKCS#8 or PKCS#1 PEM, or a JSON Web Key, whose `kid` is kept.
 *
 * @throws Problem `PB501` where it is no private key, or of a kind that no JSON Web Signature uses.
 */
export async function readPrivateKey(secret: Secret): Promise<PrivateKey> {
  const text = secret.reveal().trim();
  try {
    const jwk = text.startsWith('{') ? (JSON.parse(text) as JsonWebKey) : undefined;
    const key = jwk ? createPrivateKey({ key: jwk, format: 'jwk' }) : createPrivateKey(text);
    const imported = await crypto.subtle.importKey('jwk', key.export({ format: 'jwk' }), algorithmOf(key), false, [
      'sign',
    ]);
    return { key: imported, ...(typeof jwk?.['kid'] === 'string' ? { kid: jwk['kid'] } : {}) };
  } catch {
    // What the parser says may quote the key.
    throw fieldInvalid('privateKey', l10n.t('This is not a private key. Paste a PEM block or a JSON Web Key.'));
  }
}

/** RS256 for RSA, ES256 and its greater siblings by the curve, EdDSA. */
function algorithmOf(key: KeyObject): RsaHashedImportParams | EcKeyImportParams | Algorithm {
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  if (key.asymmetricKeyType === 'ed25519') return { name: 'Ed25519' };
  const curves: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
  return { name: 'ECDSA', namedCurve: curves[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? '' };
}
