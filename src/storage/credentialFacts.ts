import { createHash } from 'node:crypto';
import { type CredentialFacts, referenceSchema, sealedSchema } from '../model/sharing.ts';

/** The facts of what a connection file says under `credential`. */
export function credentialFacts(raw: { kind: string; [key: string]: unknown }): CredentialFacts {
  if (raw.kind === 'reference') {
    const { data } = referenceSchema.safeParse(raw);
    return { kind: raw.kind, from: data?.from ?? {} };
  }
  if (raw.kind !== 'sealed') return { kind: raw.kind };
  const { data } = sealedSchema.safeParse(raw);
  // Half of it is a sealed one all the same, and its use says what is wrong with it.
  if (!data) return { kind: raw.kind, seal: '', recipients: [] };
  const { sealed, recipients, sealedBy, sealedAt, rotate } = data;
  return { kind: raw.kind, seal: sealMark(sealed), recipients, sealedBy, sealedAt, ...(rotate ? { rotate } : {}) };
}

/** A short name of a sealed text, to see whether it is another one. */
export function sealMark(sealed: string): string {
  return createHash('sha256').update(sealed).digest('base64url').slice(0, 22);
}
