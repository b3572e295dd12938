import { generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';

let key: Promise<JsonWebKey> | undefined;

/** The key that signs ID tokens: a fresh one in each process, shared by all of its Acmes, since RSA keys take a while to make. */
export function signingKey(): Promise<JsonWebKey> {
  key ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(({ privateKey }) => ({
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg: 'RS256',
  }));
  return key;
}
