import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { damaged, isNewer, newer } from './credentialCodec.ts';
import type { Unreadable } from './vault.ts';

/** The version of the envelope that this code writes. A newer one is left alone. */
export const sealedVersion = 1;

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/));

const envelopeSchema = z.looseObject({
  version: z.literal(sealedVersion),
  generation: z.int().check(z.minimum(1)),
  iv: base64,
  tag: base64,
  data: base64,
});

export type Opened = { status: 'opened'; generation: number; plain: string } | (Unreadable & { generation?: number });

/**
 * Seals a text for one connection and one generation: AES-256-GCM with a random IV. Connection id, generation and version
 * are authenticated with it, so that a file is worth nothing under another name or number.
 */
export function seal(key: Buffer, connectionId: string, generation: number, plain: string): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagLength });
  cipher.setAAD(additionalData(connectionId, generation));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const [ivText, tag, dataText] = [iv, cipher.getAuthTag(), data].map((bytes) => bytes.toString('base64'));
  return JSON.stringify({ version: sealedVersion, generation, iv: ivText, tag, data: dataText });
}

/** Opens what {@link seal} made for the same key and connection. Never throws for what is in the file. */
export function unseal(key: Buffer, connectionId: string, text: string): Opened {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged();
  }
  const parsed = envelopeSchema.safeParse(value);
  if (!parsed.success) return isNewer(value, sealedVersion) ? newer() : damaged();
  const { generation } = parsed.data;
  const iv = Buffer.from(parsed.data.iv, 'base64');
  const tag = Buffer.from(parsed.data.tag, 'base64');
  try {
    if (iv.length !== ivLength || tag.length !== tagLength) throw new Error('wrong length');
    const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagLength });
    decipher.setAAD(additionalData(connectionId, generation));
    decipher.setAuthTag(tag);
    const plain = Buffer.concat([decipher.update(parsed.data.data, 'base64'), decipher.final()]).toString('utf8');
    return { status: 'opened', generation, plain };
  } catch {
    return { ...damaged(), generation };
  }
}

function additionalData(connectionId: string, generation: number): Buffer {
  return Buffer.from(JSON.stringify(['patchbay credential', sealedVersion, connectionId.toLowerCase(), generation]));
}
