import type { AuthType } from '../model/authType.ts';
import type { Folder } from '../model/folder.ts';
import { notJoined } from '../model/problems.ts';
import { isSealable } from '../model/sharing.ts';
import { accountKinds } from '../policy/actions.ts';
import { sameUser } from '../policy/index.ts';
import { hasSecretElsewhere } from './governedFormAsked.ts';
import type { FormReader, GovernedType, SharingOption } from './governedFormTypes.ts';
import { ownKeys } from './memberKey.ts';
import type { Parts } from './parts.ts';
import { type SharingChoice, sharingChoices, usualSharing } from './sharing/choices.ts';
import { readersOf } from './sharing/recipients.ts';
import { isMe } from './sharing/sealConnection.ts';
import { describeSharing } from './sharing/words.ts';

type SharingParts = Pick<Parts, 'governance' | 'vault' | 'states' | 'isTrusted'>;

/** How the credential of a connection with this authentication type, which asks for these fields, can be shared. */
type FormSharing = (
  authType: AuthType,
  asked: Pick<GovernedType, 'fields'>,
) => Promise<Pick<GovernedType, 'sharing' | 'usualSharing'>>;

/**
 * How credentials can be shared in a folder, and what is usual there. Authentication types whose secret can be one for all
 * do not differ, so the files and the keys are asked once for them.
 *
 * @param folder in the Personal Workspace a secret may lie elsewhere, and nothing else is to choose; in a workspace that is
 *   not trusted, or in no folder, nothing.
 */
export function formSharing(parts: SharingParts, folder: Folder | undefined): FormSharing {
  if (!isShared(parts, folder))
    return async (authType, asked) => ({ sharing: unshared(folder, authType, asked), usualSharing: {} });
  let sealable: Promise<SharingChoice[]> | undefined;
  return async (authType, asked) => {
    const ask = () => sharingChoices(parts, folder, authType);
    if (isSealable(authType)) sealable ??= ask();
    const all = await (isSealable(authType) && sealable ? sealable : ask());
    // Where a policy gives the secrets, none is left to lie elsewhere.
    const isLeft = ({ kind, problem }: SharingChoice) =>
      kind !== 'reference' || problem !== undefined || folder.credentials === kind || hasSecretElsewhere(asked);
    return ofType(all.filter(isLeft));
  };
}

function ofType(choices: readonly SharingChoice[]): Pick<GovernedType, 'sharing' | 'usualSharing'> {
  const usual = accountKinds.flatMap((kind) => {
    const sharing = usualSharing(choices, kind);
    return sharing ? [[kind, sharing] as const] : [];
  });
  const sharing = choices.map(({ problem, ...choice }): SharingOption => {
    if (!problem) return choice;
    const { code, message, remedy } = problem;
    return { ...choice, problem: { code, message, remedy, join: code === notJoined().code } };
  });
  return { sharing, usualSharing: Object.fromEntries(usual) };
}

function unshared(
  folder: Folder | undefined,
  authType: AuthType,
  asked: Pick<GovernedType, 'fields'>,
): SharingOption[] {
  const elsewhere = folder?.kind === 'personal' && isSealable(authType) && hasSecretElsewhere(asked);
  return elsewhere ? [{ kind: 'reference', ...describeSharing('reference') }] : [];
}

/** Who may use what is in a shared folder; `undefined` where there is nobody else, or where the files do not tell. */
export async function formReaders(parts: SharingParts, folder: Folder | undefined): Promise<FormReader[] | undefined> {
  if (!isShared(parts, folder)) return undefined;
  const access = await parts.governance.accessTo(folder.id);
  if (!access.known) return undefined;
  // A key that cannot be read is said where it is needed.
  const keys = await ownKeys(parts).catch(() => undefined);
  return readersOf(access).map((person) => ({
    user: person.user,
    joined: person.keys.length > 0,
    you: keys ? isMe(person, keys) : access.me !== undefined && sameUser(person.user, access.me),
  }));
}

function isShared(parts: Pick<Parts, 'isTrusted'>, folder: Folder | undefined): folder is Folder {
  return folder !== undefined && folder.kind === 'shared' && parts.isTrusted();
}
