import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A key that signs policies, and its public half as `organisation.jsonc` has it. */
export interface Signer {
  privateKey: KeyObject;
  publicKey: string;
}

export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: Buffer.from(x, 'base64url').toString('base64') };
}

/** What an organisation publishes: any content, signed. */
export function signed({ privateKey }: Pick<Signer, 'privateKey'>, content: unknown): string {
  const payload = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const signature = sign(null, payload, privateKey);
  return JSON.stringify({ payload: payload.toString('base64'), signature: signature.toString('base64') });
}

/** The content of a bundle: name → text or object of each file. */
export function bundle(revision: number, files: Record<string, object | string> = {}, more: object = {}): object {
  return {
    revision,
    issuedAt: '2026-06-01T00:00:00Z',
    files: Object.entries(files).map(([name, text]) => ({
      name,
      text: typeof text === 'string' ? text : JSON.stringify(text, undefined, 2),
    })),
    ...more,
  };
}
