import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { PrivateKey } from 'oauth4webapi';
import { fieldInvalid } from '../model/problems.ts';
import type { Secret } from '../model/secret.ts';

/**
 * Reads the key that signs an app's assertions (RFC 7523): PKCS#8, PKCS#1 or SEC 1 PEM, or a JSON Web Key, whose `kid` is
 * kept.
 *
 * @throws Problem `PB501` where it is no private key, is locked by a password, or of a kind that no JSON Web Signature uses.
 */
export async function readPrivateKey(secret: Secret): Promise<PrivateKey> {
  const text = secret.reveal().trim();
  const pem = normalPem(text);
  if (pem === 'locked') {
    throw fieldInvalid(
      'privateKey',
      l10n.t('This key is locked by a password. Unlock it first, for example with “openssl pkey”.'),
    );
  }
  try {
    const jwk = pem ? undefined : (JSON.parse(text) as JsonWebKey);
    const key = pem ? createPrivateKey(pem) : createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const algorithm = algorithmOf(key, jwk?.['alg']);
    // Exported anew: WebCrypto would hold `alg` and `key_ops` of the original against it.
    const imported = await crypto.subtle.importKey('jwk', key.export({ format: 'jwk' }), algorithm, false, ['sign']);
    return { key: imported, ...(typeof jwk?.['kid'] === 'string' ? { kid: jwk['kid'] } : {}) };
  } catch {
    // What the parser says may quote the key.
    throw fieldInvalid('privateKey', l10n.t('This is not a private key. Paste a PEM block or a JSON Web Key.'));
  }
}

/**
 * The private key among the PEM blocks of a text, as it was before an input of one line took its line breaks away or a
 * JSON file wrote them as `\n`.
 *
 * @returns `undefined` where there is none, `locked` for one that is encrypted.
 */
function normalPem(text: string): string | 'locked' | undefined {
  const block = /-----BEGIN\s*([A-Z]*)\s*PRIVATE\s*KEY-----([\s\S]*?)-----END/.exec(text);
  if (!block) return undefined;
  const [, kind = '', content = ''] = block;
  // PKCS#8 says it in the label, the older forms in a header.
  if (kind === 'ENCRYPTED' || content.includes('ENCRYPTED')) return 'locked';
  const label = `${kind}${kind ? ' ' : ''}PRIVATE KEY`;
  const lines = content.replace(/\\[rn]|\s/g, '').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** RS256 for RSA, or PS256 where the key says so; ES256 and its greater siblings by the curve; EdDSA. */
function algorithmOf(key: KeyObject, alg: unknown): RsaHashedImportParams | EcKeyImportParams | Algorithm {
  const type = key.asymmetricKeyType;
  if (type === 'rsa') return { name: alg === 'PS256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  if (type === 'ed25519') return { name: 'Ed25519' };
  const curves: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
  return { name: 'ECDSA', namedCurve: curves[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? '' };
}
