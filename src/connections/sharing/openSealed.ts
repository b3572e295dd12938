import type { Connection } from '../../model/connection.ts';
import type { Problem } from '../../model/problem.ts';
import {
  notJoined,
  sealBroken,
  sealElsewhere,
  sealedByStranger,
  sealedToOthers,
  sealNewer,
} from '../../model/problems.ts';
import type { SealedCredential } from '../../model/sharing.ts';
import { sameUser } from '../../policy/facts.ts';
import { type SealProblem, unseal } from '../../storage/seal.ts';
import { readSealed } from '../../storage/sealedCredential.ts';
import { isSignedBy } from '../../storage/signature.ts';
import type { FolderAccess } from '../governance/folderAccess.ts';
import { ownKeys } from '../memberKey.ts';
import type { Parts } from '../parts.ts';
import { editorsOf, whomToAsk } from './recipients.ts';
import { decodeSharedSecret, purposeOfConnection, type SharedSecret, signedText } from './sharedSecret.ts';

/** What opening gives: the secret, and the sealed text that it came from. */
export interface Opened {
  content: SharedSecret;
  sealed: SealedCredential;
}

/**
 * Opens the sealed credential of a connection with this member's key, where it was sealed by somebody who may.
 *
 * @param anySealer also takes what nobody sealed whom the files let do so: for an administrator who was asked and agreed.
 * @throws Problem `PB701` without a key, `PB702` sealed to others, `PB703` damaged, `PB704` copied from another connection,
 *   `PB705` of a newer version, `PB706` sealed by somebody who may not; `PB108`, `PB659`.
 */
export async function openSealed(
  parts: Pick<Parts, 'governance' | 'vault' | 'states'>,
  connection: Connection,
  { anySealer = false } = {},
): Promise<Opened> {
  const access = await parts.governance.accessTo(connection.folder);
  const sealed = await readSealed(connection);
  const whom = whomToAsk(access, connection.credential.sealedBy);
  if (!sealed) throw sealBroken(connection.name, whom);
  const keys = await ownKeys(parts);
  if (!keys) throw notJoined();
  const opened = await unseal(sealed.sealed, purposeOfConnection(connection.id), keys.identity.reveal());
  if ('problem' in opened) throw problemOf(opened.problem, connection, whom);
  // Whoever seals is let in by the files, or what came out is not looked at.
  if (!anySealer && !isSealedByEditor(connection, sealed, access))
    throw sealedByStranger(connection.name, sealed.sealedBy, whom);
  const content = decodeSharedSecret(opened.secret);
  if ('problem' in content) throw problemOf(content.problem, connection, whom);
  return { content, sealed };
}

/** Whether somebody who may edit or create in the folder sealed it, by the keys that the files name today. */
export function isSealedByEditor(connection: Connection, sealed: SealedCredential, access: FolderAccess): boolean {
  const text = signedText(connection.id, sealed);
  return editorsOf(access)
    .filter(({ user }) => sameUser(user, sealed.sealedBy))
    .some(({ signingKeys }) => signingKeys.some((key) => isSignedBy(text, sealed.signature, key)));
}

function problemOf(problem: SealProblem | 'newer', { name }: Connection, whom: string): Problem {
  switch (problem) {
    case 'notForYou':
      return sealedToOthers(name, whom);
    case 'broken':
      return sealBroken(name, whom);
    case 'elsewhere':
      return sealElsewhere(name, whom);
    case 'newer':
      return sealNewer(name);
  }
}
