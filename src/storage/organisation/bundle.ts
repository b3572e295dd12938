import { createHash, createPublicKey, verify } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import { bundleSchema, envelopeSchema } from '../../model/organisationSchema.ts';
import { describeIssue } from '../../model/schemaIssue.ts';

/** Far above what people write: base64 makes 4 bytes of 3. */
export const maxBundleBytes = 24 * 1024 * 1024;

/** A bundle whose signature was found right. */
export interface Bundle extends z.infer<typeof bundleSchema> {
  /** Of the signed bytes: two bundles of one revision must not differ. */
  digest: string;
}

/** Why there is no bundle, or none that is believed, in words. */
export class BundleRefused extends Error {
  override readonly name = 'BundleRefused';
}

/**
 * Opens a bundle. Whether a signature is needed is not the bundle's to say: without a right one nothing in it is read.
 *
 * @param text JSON with `payload` and `signature`.
 * @param publicKey 32 bytes of an ed25519 key (RFC 8032) in base64.
 * @throws BundleRefused
 */
export function openBundle(text: string, publicKey: string): Bundle {
  const envelope = envelopeSchema.safeParse(parse(text));
  if (!envelope.success) throw new BundleRefused(l10n.t('the answer is not a signed bundle of policies'));
  const payload = fromBase64(envelope.data.payload);
  const signature = fromBase64(envelope.data.signature);
  if (!payload || !signature || !isSigned(payload, signature, publicKey)) {
    throw new BundleRefused(l10n.t('the signature is not right'));
  }
  const content = parse(payload.toString('utf8'));
  const bundle = bundleSchema.safeParse(content);
  if (!bundle.success) {
    const [issue] = bundle.error.issues;
    const where = issue?.path.join('.') || l10n.t('the whole');
    throw new BundleRefused(
      l10n.t('the bundle has a mistake: “{0}” {1}', where, issue ? describeIssue(issue, content) : ''),
    );
  }
  const names = bundle.data.files.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) throw new BundleRefused(l10n.t('two files of the bundle have one name'));
  return { ...bundle.data, digest: createHash('sha256').update(payload).digest('hex') };
}

function isSigned(payload: Buffer, signature: Buffer, publicKey: string): boolean {
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, payload, key, signature);
  } catch {
    return false;
  }
}

/** `undefined` for what is no base64: Node itself would leave out what it does not know. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
