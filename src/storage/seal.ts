import * as z from 'zod/mini';

/*
 * Secrets that travel in files: age (https://age-encryption.org/v1) with X25519, armored. Inside lies what the secret is
 * for, so that a sealed text that is copied to another place opens nothing there.
 */

/** Why a sealed text gives no secret. */
export type SealProblem = 'notForYou' | 'broken' | 'elsewhere';

const contentSchema = z.object({ for: z.string(), secret: z.string() });

/** A new identity, `AGE-SECRET-KEY-1…`, and the public key that others seal to, `age1…`. */
export async function newIdentity(): Promise<{ identity: string; publicKey: string }> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  return { identity, publicKey: await identityToRecipient(identity) };
}

export async function publicKeyOf(identity: string): Promise<string> {
  return (await import('age-encryption')).identityToRecipient(identity);
}

/**
 * Seals a secret to the holders of `publicKeys`.
 *
 * @param purpose where it belongs, such as `policy:salesforce.clientSecret`.
 * @throws Error for a text that is no age public key.
 */
export async function seal(secret: string, purpose: string, publicKeys: readonly string[]): Promise<string> {
  const { Encrypter, armor } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const key of publicKeys) encrypter.addRecipient(key);
  return armor.encode(await encrypter.encrypt(JSON.stringify({ for: purpose, secret })));
}

/** Opens what {@link seal} made, with the identity of one of those whom it was sealed to. */
export async function unseal(
  sealed: string,
  purpose: string,
  identity: string,
): Promise<{ secret: string } | { problem: SealProblem }> {
  const { Decrypter, armor } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let text: string;
  try {
    text = await decrypter.decrypt(armor.decode(sealed.trim()), 'text');
  } catch (error) {
    // age-encryption has no codes; this is the one sentence that says whose it is not.
    return { problem: /no identity matched/.test(String(error)) ? 'notForYou' : 'broken' };
  }
  const content = contentSchema.safeParse(parsed(text));
  if (!content.success) return { problem: 'broken' };
  return content.data.for === purpose ? { secret: content.data.secret } : { problem: 'elsewhere' };
}

/** Seals a text under a passphrase (age with scrypt), armored. */
export async function sealWithPassphrase(text: string, passphrase: string): Promise<string> {
  const { Encrypter, armor } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return armor.encode(await encrypter.encrypt(text));
}

/** Opens what {@link sealWithPassphrase} made; `undefined` where the passphrase is another one, or the text is none. */
export async function openWithPassphrase(sealed: string, passphrase: string): Promise<string | undefined> {
  const { Decrypter, armor } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(armor.decode(sealed.trim()), 'text');
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
