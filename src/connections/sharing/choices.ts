import { type AuthType, describeAuthType } from '../../model/authType.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { Problem } from '../../model/problem.ts';
import { rotatesOnUse, sharingFixed } from '../../model/problems.ts';
import { isSealable, type Sharing, sharingKinds } from '../../model/sharing.ts';
import type { Parts } from '../parts.ts';
import { readersOf } from './recipients.ts';
import { sealerFor } from './sealConnection.ts';
import { describeSharing } from './words.ts';

type ChoiceParts = Pick<Parts, 'governance' | 'vault' | 'states'>;

/** One way in which those who use a connection may get its credential. */
export interface SharingChoice {
  kind: Sharing;
  label: string;
  description: string;
  /** Why it cannot be chosen here. */
  problem?: Problem;
}

/** What the Add form offers for one authentication type in a folder; nothing in the Personal Workspace. */
export async function sharingChoices(parts: ChoiceParts, folder: Folder, authType: AuthType): Promise<SharingChoice[]> {
  if (folder.kind === 'personal') return [];
  const access = await parts.governance.accessTo(folder.id);
  const readers = readersOf(access).filter(({ keys }) => keys.length > 0).length;
  const found: SharingChoice[] = [];
  for (const kind of sharingKinds) {
    const problem = await requireKind(parts, folder, authType, kind).then(
      () => undefined,
      (error) => {
        if (error instanceof Problem) return error;
        throw error;
      },
    );
    found.push({ kind, ...describeSharing(kind, readers), ...(problem ? { problem } : {}) });
  }
  return found;
}

/**
 * What is chosen where nobody says otherwise: what the folder fixes, one sealed credential for a service account, and else
 * that each member signs in.
 */
export function usualSharing(
  choices: readonly SharingChoice[],
  accountKind: 'personal' | 'service',
): Sharing | undefined {
  const open = choices.filter(({ problem }) => !problem).map(({ kind }) => kind);
  if (accountKind === 'service' && open.includes('sealed')) return 'sealed';
  return open.includes('eachMember') ? 'eachMember' : open[0];
}

/**
 * Holds how a credential is to be shared against the folder and the authentication type, before anybody signs in.
 *
 * @returns how its file will say that it is kept.
 * @throws Problem `PB707` for what changes when it is used, `PB708` where the folder fixes another way, `PB701`, `PB709`, `PB710`.
 */
export async function requireSharing(
  parts: ChoiceParts,
  folder: Folder,
  { authType, sharing }: { authType: AuthType; sharing?: Sharing | undefined },
): Promise<Sharing | 'vault'> {
  if (folder.kind === 'personal' && sharing !== 'reference') return 'vault';
  const kind = sharing ?? folder.credentials ?? 'eachMember';
  await requireKind(parts, folder, authType, kind);
  return kind;
}

async function requireKind(parts: ChoiceParts, folder: Folder, authType: AuthType, kind: Sharing): Promise<void> {
  const fixed = folder.credentials;
  if (fixed !== undefined && fixed !== kind) throw sharingFixed(folderLabel(folder), describeSharing(fixed).label);
  if (kind === 'eachMember') return;
  if (!isSealable(authType)) throw rotatesOnUse(describeAuthType(authType).label);
  if (kind === 'sealed') await sealerFor(parts, folder);
}
