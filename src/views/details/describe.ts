import * as l10n from '@vscode/l10n';
import type { Connection } from '../../model/connection.ts';
import type { CatalogEntry } from '../../model/connector.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { type ConnectionState, describeState, stateKind } from '../../model/state.ts';
import type { AuditLine } from '../../storage/auditLog.ts';
import { describeEnd } from '../tree/expiry.ts';
import { accountOf } from '../tree/rows.ts';
import { type FactSource, facts } from './facts.ts';
import { describeHistory } from './history.ts';
import type { ConnectionDetails, DetailAction } from './protocol.ts';
import { useDetails } from './use.ts';

/** What is known of a connection when its page is drawn. */
export interface DetailsSource extends FactSource {
  connection: Connection;
  folder: Folder;
  state: ConnectionState;
  /** Absent where the catalog does not have the connector. */
  entry?: CatalogEntry;
  trusted: boolean;
  policy?: ConnectionDetails['policy'];
  sharing?: ConnectionDetails['sharing'];
  /** Whom to ask for access. */
  whom?: string;
  /** Of the audit log, the oldest first. */
  history: readonly AuditLine[];
}

/** What the page says of a connection. */
export function describeDetails(source: DetailsSource): ConnectionDetails {
  const { connection, folder, state, entry } = source;
  const account = accountOf(connection, state);
  const readOnly = whyReadOnly(source);
  const detail = stateDetail(state, source.whom);
  const ends = state.grant.status === 'connected' ? describeEnd(state.local, source.now, source.locale) : undefined;
  const words = [describeState(state), ends].filter((word) => word !== undefined).join(', ');
  return {
    name: connection.name,
    connector: { name: entry?.name ?? connection.connector, ...(entry?.icon ? { icon: entry.icon } : {}) },
    folder: folderLabel(folder),
    ...(account === undefined ? {} : { account }),
    state: { kind: stateKind(state), words, ...(detail === undefined ? {} : { detail }) },
    actions: actions(source),
    facts: facts(source),
    use: useDetails(source),
    history: describeHistory(source.history, source.locale),
    ...(source.policy ? { policy: source.policy } : {}),
    ...(source.sharing ? { sharing: source.sharing } : {}),
    ...(readOnly === undefined ? {} : { readOnly }),
  };
}

/** The commands that make sense now, the one that helps first. */
function actions({ connection, folder, state, trusted }: DetailsSource): ConnectionDetails['actions'] {
  if (folder.kind === 'shared' && !trusted) return [];
  const broken = state.grant.status !== 'connected';
  const use: DetailAction[] = [
    ...sealed(state),
    ...(broken ? (['reconnect', 'check'] as const) : (['check', 'reconnect'] as const)),
  ];
  const edit: DetailAction[] = [
    'rename',
    'setPollingInterval',
    'move',
    ...(connection.isDefault ? [] : (['setDefault'] as const)),
  ];
  const names: DetailAction[] = [...use, ...(connection.readOnly ? [] : edit), 'delete'];
  return names.map((name, index) => ({ name, label: actionLabel(name), primary: index === 0 }));
}

/** What helps where the credential is sealed, and not to this person or not as it should be. */
function sealed({ grant }: ConnectionState): DetailAction[] {
  if (grant.status !== 'needsSignIn') return [];
  if (grant.reason === 'notJoined') return ['joinWorkspace'];
  if (grant.reason === 'notForYou') return ['openMembers'];
  return grant.reason === 'sealRefused' ? ['sealAgain'] : [];
}

function actionLabel(name: DetailAction): string {
  switch (name) {
    case 'check':
      return l10n.t('Check');
    case 'reconnect':
      return l10n.t('Reconnect');
    case 'rename':
      return l10n.t('Rename');
    case 'setPollingInterval':
      return l10n.t('Set polling interval');
    case 'move':
      return l10n.t('Move');
    case 'setDefault':
      return l10n.t('Set as default');
    case 'delete':
      return l10n.t('Delete');
    case 'copyId':
      return l10n.t('Copy');
    case 'openFile':
      return l10n.t('Open file');
    case 'showWhy':
      return l10n.t('Show why');
    case 'rotateNow':
      return l10n.t('Rotate now');
    case 'sealAgain':
      return l10n.t('Seal again');
    case 'openMembers':
      return l10n.t('Members & access');
    case 'joinWorkspace':
      return l10n.t('Join this workspace');
    case 'showUsages':
      return l10n.t('Show');
    case 'openCalls':
      return l10n.t('Show calls');
  }
}

function stateDetail({ grant, provider }: ConnectionState, whom = l10n.t('an administrator')): string | undefined {
  const reason = grant.status === 'needsSignIn' ? grant.reason : undefined;
  if (reason === 'notJoined')
    return l10n.t(
      'It is sealed to the members of the folder. Join, push, and ask {0} to seal for you; then pull.',
      whom,
    );
  if (reason === 'notForYou')
    return l10n.t('It is sealed to the members of the folder, and not to you. Ask {0}; then pull.', whom);
  if (reason === 'sealRefused')
    return l10n.t('What the file holds was not used. Ask {0} to look at it and to seal it again.', whom);
  if (grant.status === 'needsSignIn') return l10n.t('Reconnect to use it again. Its id, and what points at it, stays.');
  if (grant.status === 'appProblem') {
    return l10n.t(
      'Every connection of this OAuth app is affected. Correct the app’s id or secret; signing in again does not help.',
    );
  }
  if (provider.status === 'degraded')
    return l10n.t('{0} Nothing is lost, and there is nothing to do here.', provider.detail);
  return undefined;
}

function whyReadOnly({ connection, folder, trusted }: DetailsSource): string | undefined {
  if (folder.kind === 'shared' && !trusted)
    return l10n.t('This workspace is not trusted: its connections are seen, not used or changed.');
  return connection.readOnly
    ? l10n.t('A newer Patchbay wrote this connection’s file, so it is not changed here.')
    : undefined;
}
