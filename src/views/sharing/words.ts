import * as l10n from '@vscode/l10n';
import type { FolderAccess } from '../../connections/governance/folderAccess.ts';
import { readersOf } from '../../connections/sharing/recipients.ts';
import type { Resealed } from '../../connections/sharing/reseal.ts';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import { groupPrefix } from '../../model/folderSchema.ts';
import { sameUser } from '../../policy/facts.ts';
import { builtInRoles } from '../../policy/roles.ts';
import { nameThem } from '../attention/words.ts';

/** What became of connections that were to be sealed again; `undefined` where there were none. */
export function describeResealed({ sealed, failed }: Resealed): string | undefined {
  const sentences = [
    sealed.length > 0 ? l10n.t('Sealed again: {0}.', nameThem(sealed)) : undefined,
    ...failed.map(({ connection, problem }) => l10n.t('“{0}” is not: {1}', connection.name, problem.toSentence())),
  ].filter((sentence) => sentence !== undefined);
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

/** What a role lets one do, in words. */
export function describeRole(role: string): string {
  const permissions = Object.hasOwn(builtInRoles, role) ? builtInRoles[role] : undefined;
  if (!permissions) return l10n.t('A role that members.jsonc defines.');
  return permissions.includes('Edit')
    ? l10n.t('Sees, uses, adds, changes and deletes connections, and says who has access.')
    : l10n.t('Sees and uses connections.');
}

/** Who can let others in, of those who have a key: whom a newcomer waits for. */
export function administratorsOf({ people }: FolderAccess, except: string): string[] {
  return people
    .filter(({ user, permissions, keys }) => permissions.includes('Edit') && keys.length > 0 && !sameUser(user, except))
    .map(({ user }) => user);
}

/** The sealed connections that these people can open now: their secrets must be replaced when they must not any more. */
export function readableBy(
  connections: Iterable<Connection>,
  access: FolderAccess,
  users: readonly string[],
): Connection[] {
  const keys = new Set(
    readersOf(access)
      .filter(({ user }) => users.some((one) => sameUser(one, user)))
      .flatMap((person) => person.keys),
  );
  return [...connections].filter(({ credential }) => credential.recipients?.some((key) => keys.has(key)));
}

/** What taking access away leads to, said before it is done. */
export function sealedAnew(readable: readonly Pick<Connection, 'name'>[]): string {
  if (readable.length === 0) return l10n.t('They can open no sealed credential there, so none must be replaced.');
  const names = nameThem(readable);
  return readable.length === 1
    ? l10n.t(
        '{0} is sealed anew without them. Its secret must then be replaced, since they could read it: a copy of the repository that they have opens what it held.',
        names,
      )
    : l10n.t(
        '{0} credentials are sealed anew without them: {1}. Their secrets must then be replaced, since they could read them: a copy of the repository that they have opens what it held.',
        readable.length,
        names,
      );
}

/** A person, a group or everybody, as people say it. */
export function describeWho(who: string): string {
  if (who === '*') return l10n.t('everybody');
  return who.startsWith(groupPrefix) ? l10n.t('the group “{0}”', who.slice(groupPrefix.length)) : who;
}

/** Whether the file of a folder names somebody, so that taking them out changes it. */
export function names({ source }: Pick<Folder, 'source'>, who: string): boolean {
  return source?.text?.toLowerCase().includes(who.toLowerCase()) ?? false;
}
