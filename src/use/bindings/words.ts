import * as l10n from '@vscode/l10n';
import type { Parts } from '../../connections/parts.ts';
import { describeState } from '../../model/state.ts';
import type { Unresolved } from './resolve.ts';

/**
 * Why a binding leads nowhere: the part of a sentence after a colon, or its own where a capital is put before it.
 *
 * @param parts tell which policy stands against it.
 */
export async function reasonWords({ governance }: Pick<Parts, 'governance'>, unresolved: Unresolved): Promise<string> {
  if (unresolved.kind !== 'notAllowed') return plainReason(unresolved);
  const ruling = await governance.ruling('use', unresolved.connection);
  const words = ruling.outcome === 'blocked' ? ruling.denial.message : undefined;
  return words?.replace(/\.$/, '') ?? plainReason(unresolved);
}

/** The same at once, without the words of a policy. */
export function plainReason(unresolved: Unresolved): string {
  switch (unresolved.kind) {
    case 'untrusted':
      return l10n.t('this workspace is not trusted');
    case 'nothingSaid':
      return l10n.t('it names neither a connection nor an application');
    case 'unknownConnection':
      return l10n.t('there is no connection with the id {0} here', unresolved.id);
    case 'unknownFolder':
      return l10n.t('there is no folder “{0}”', unresolved.folder);
    case 'noneInFolder':
      return unresolved.folder === undefined
        ? l10n.t('there is no connection to “{0}” in your Personal Workspace', unresolved.connector)
        : l10n.t('there is no connection to “{0}” in the folder “{1}”', unresolved.connector, unresolved.folder);
    case 'noDefault':
      return l10n.t('{0} connections are there, and none is the default', unresolved.among.length);
    case 'otherConnector':
      return l10n.t(
        '“{0}” is a connection to “{1}”, and the code expects “{2}”',
        ...([unresolved.connection.name, unresolved.connection.connector, unresolved.expected] as const),
      );
    case 'notAllowed':
      return l10n.t('a policy does not let “{0}” be used', unresolved.connection.name);
    case 'needsSignIn':
    case 'appProblem':
      return l10n.t('“{0}”: {1}', unresolved.connection.name, describeState(unresolved.state));
  }
}
