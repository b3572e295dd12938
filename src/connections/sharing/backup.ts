import { backupWrong, otherIdentityHere } from '../../model/problems.ts';
import { Secret } from '../../model/secret.ts';
import { connectionLock, withLock } from '../../storage/processLock.ts';
import { openWithPassphrase, publicKeyOf, sealWithPassphrase } from '../../storage/seal.ts';
import { memberKeyId } from '../../storage/vault.ts';
import { memberIdentity, memberPublicKey } from '../memberKey.ts';
import type { Parts } from '../parts.ts';

type BackupParts = Pick<Parts, 'vault' | 'states'>;

/**
 * A backup of this member's identity: an age file under a passphrase, which `age --decrypt` opens too.
 *
 * @throws Problem `PB302`, `PB306`, `PB659`.
 */
export async function exportIdentity({ vault }: BackupParts, passphrase: Secret): Promise<string> {
  await memberPublicKey(vault);
  const identity = (await memberIdentity(vault)) as Secret;
  return sealWithPassphrase(`${identity.reveal()}\n`, passphrase.reveal());
}

/**
 * Takes an identity from its backup, on another computer or after a loss. Gives its public key.
 *
 * @param replace they agreed that the identity which is here is given up.
 * @throws Problem `PB712` where passphrase or file are wrong, `PB713` where another identity is here.
 */
export async function recoverIdentity(
  { vault, states }: BackupParts,
  backup: string,
  passphrase: Secret,
  { replace = false } = {},
): Promise<string> {
  const opened = await openWithPassphrase(backup, passphrase.reveal());
  // An identity file of age may have comments.
  const [identity] = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/m.exec(opened ?? '') ?? [];
  if (identity === undefined) throw backupWrong();
  const publicKey = await publicKeyOf(identity);
  await vault.prepare();
  await withLock(connectionLock(memberKeyId), async () => {
    const read = await vault.get(memberKeyId);
    const there = read.status === 'found' && read.credential.kind === 'token' ? read.credential.token : undefined;
    if (there?.reveal() === identity) return;
    if (read.status !== 'missing' && !replace) throw otherIdentityHere();
    const generation = read.status === 'found' ? read.generation : 0;
    await vault.put(memberKeyId, { kind: 'token', token: new Secret(identity) }, generation);
  });
  await states.rememberOwnKey(publicKey);
  return publicKey;
}
