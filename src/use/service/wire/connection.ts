import { fillTemplate } from '../../../catalog/template.ts';
import type { Parts } from '../../../connections/parts.ts';
import { connectionState } from '../../../connections/state.ts';
import { actsAs, type Connection } from '../../../model/connection.ts';
import type { Connector } from '../../../model/connector.ts';
import type { Folder } from '../../../model/folder.ts';
import type { ConnectionState } from '../../../model/state.ts';
import { elementInstanceId, folderKey, folderPath } from './ids.ts';

/** The states of that service: working · blocked here · wants a sign-in · refused for another reason. */
export type WireState = 'Enabled' | 'Disabled' | 'Expired' | 'Failed';

/** A connection as that service describes one (integration-service.md section 7.2); nothing of its credential. */
export async function wireConnection(
  parts: Pick<Parts, 'catalog' | 'states' | 'governance'>,
  connection: Connection,
  folder: Folder | undefined,
) {
  const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
  const state = connectionState(parts.states, connection);
  const ruling = await parts.governance.ruling('use', connection);
  const blocked = ruling.outcome === 'blocked' ? ruling.denial.message : undefined;
  const identity = state.local?.account ?? actsAs(connection);
  return {
    id: connection.id,
    name: connection.name,
    owner: connection.createdBy ?? null,
    createTime: connection.createdAt ?? null,
    updateTime: state.local?.storedAt ?? connection.createdAt ?? null,
    state: blocked === undefined ? wireState(state) : ('Disabled' satisfies WireState),
    ...(blocked === undefined ? {} : { disabledReason: blocked }),
    apiBaseUri: apiBaseUri(connector, connection),
    elementInstanceId: elementInstanceId(connection.id),
    connector: wireConnectorName(connection.connector, connector),
    isDefault: connection.isDefault,
    connectionIdentity: identity ?? null,
    pollingIntervalInMinutes: connection.pollingIntervalMinutes,
    folder: folder ? wireFolder(folder) : null,
    byoaConnection: connection.authType === 'byoa',
    authenticationType: connection.authType,
  };
}

export function wireState({ grant }: ConnectionState): WireState {
  if (grant.status === 'connected') return 'Enabled';
  return grant.status === 'needsSignIn' ? 'Expired' : 'Failed';
}

/** Where the application's API is; `null` where its address cannot be made of what the connection says. */
export function apiBaseUri(connector: Connector | undefined, { parameters }: Connection): string | null {
  try {
    return connector ? fillTemplate(connector.api.baseUrl, parameters) : null;
  } catch {
    return null;
  }
}

export function wireConnectorName(key: string, connector: Connector | undefined) {
  const custom = connector?.origin !== undefined;
  return {
    id: key,
    key,
    name: connector?.name ?? key,
    isPrivate: custom,
    hasEvents: false,
    lifeCycleStage: custom ? 'CUSTOM' : 'GA',
  };
}

export function wireFolder(folder: Folder) {
  const name = folder.path.at(-1) ?? folder.name;
  return {
    key: folderKey(folder.id),
    displayName: name,
    fullyQualifiedName: folderPath(folder),
    folderType: folder.kind === 'personal' ? 'Personal' : 'Standard',
  };
}
