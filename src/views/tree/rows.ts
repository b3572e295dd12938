import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { conflictCode, isConnectionFile } from '../../connections/mergeConflict/codes.ts';
import type { PolicyMark } from '../../connections/policyMark.ts';
import { actsAs, type Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import type { Problem } from '../../model/problem.ts';
import { type ConnectionState, describeState, type GrantEnd, type StateKind, stateKind } from '../../model/state.ts';
import { describeEnd } from './expiry.ts';
import { rotateMark, sharingContext, waitMark } from './sharingMark.ts';

/** What a row of the tree shows and says, without the editor's types. */
export interface Row {
  label: string;
  description: string;
  /** A codicon. */
  icon: string;
  /** A colour of the theme. */
  color?: string;
  contextValue: string;
  /** What a screen reader says: everything that icon and description show. */
  spoken: string;
}

/** One shape for each state, so that colour is never the only sign. */
export const stateIcons: Record<StateKind, { icon: string; color: string }> = {
  connected: { icon: 'pass', color: 'testing.iconPassed' },
  degraded: { icon: 'debug-disconnect', color: 'list.warningForeground' },
  needsSignIn: { icon: 'sign-in', color: 'list.warningForeground' },
  appProblem: { icon: 'error', color: 'list.errorForeground' },
  problem: { icon: 'bracket-error', color: 'list.errorForeground' },
};

const blockedIcon = { icon: 'circle-slash', color: 'list.errorForeground' };

/** What a row says of policies. */
export function markWords(mark: PolicyMark['kind'] | undefined): string | undefined {
  if (mark === undefined) return undefined;
  return mark === 'blocked' ? l10n.t('blocked by policy') : l10n.t('not allowed by policy today');
}

const separator = ' · ';

/** Who the connection acts as here: the person's own sign-in goes before what the file says. */
export function accountOf(connection: Connection, state: ConnectionState): string | undefined {
  return state.local?.account ?? actsAs(connection);
}

/** `state · expires in 3 days · account · default`: a narrow side bar cuts off the end, and the state must be read. */
export function connectionRow(
  connection: Connection,
  connectorName: string,
  state: ConnectionState,
  now: number,
  mark?: PolicyMark['kind'],
): Row {
  const kind = stateKind(state);
  const account = accountOf(connection, state);
  const words = [
    markWords(mark),
    rotateMark(connection),
    describeState(state),
    kind === 'connected' || kind === 'degraded' ? describeEnd(state.local, now) : undefined,
    // A connection that nobody named is called by its account: once is enough.
    account === connection.name ? undefined : account,
    connection.isDefault ? l10n.t('default') : undefined,
    connection.readOnly ? l10n.t('read-only') : undefined,
  ].filter((word) => word !== undefined);
  const description = words.join(separator);
  return {
    label: connection.name,
    description,
    ...(mark === 'blocked' ? blockedIcon : stateIcons[kind]),
    contextValue: `connection.${kind}${connection.isDefault ? '.default' : ''}${connection.readOnly ? '.readOnly' : ''}${mark ? '.marked' : ''}${sharingContext(connection)}`,
    spoken: l10n.t('{0}, connection of {1}, {2}', connection.name, connectorName, words.join(', ')),
  };
}

/** What the end of a grant is called, by what ends it. */
export function grantEndLabel(by: GrantEnd['by'] | undefined): string {
  return by === 'idle' ? l10n.t('Sign-in ends unless used') : l10n.t('Sign-in ends');
}

/**
 * @param count how many are inside; undefined while that is not known.
 * @param trusted false where the workspace's connections are only seen.
 * @param waits how many people wait for access, where the person at the editor can let them in.
 */
export function folderRow(folder: Folder, count: number | undefined, trusted: boolean, waits = 0): Row {
  const personal = folder.kind === 'personal';
  const words = [
    waitMark(waits),
    count === 0 ? l10n.t('empty') : undefined,
    personal || trusted ? undefined : l10n.t('workspace not trusted'),
  ].filter((word) => word !== undefined);
  const kind = personal ? l10n.t('only you see it') : l10n.t('shared folder');
  const inside = count === undefined ? undefined : l10n.t('{0} inside', count);
  const spoken = [folder.name, kind, folder.description, inside, ...words];
  return {
    label: folder.name,
    description: words.join(separator),
    icon: personal ? 'account' : 'folder',
    contextValue: `folder.${folder.kind}`,
    spoken: spoken.filter((word) => word !== undefined).join(', '),
  };
}

export function problemRow(file: string, problem: Problem): Row {
  const name = basename(file);
  return {
    label: name,
    description: problem.message,
    ...stateIcons.problem,
    contextValue: problem.code === conflictCode && isConnectionFile(file) ? 'problem.conflict' : 'problem',
    spoken: l10n.t('{0}, file with a problem: {1}', name, problem.toSentence()),
  };
}
