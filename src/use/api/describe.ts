import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import { actsAs, type Connection } from '../../model/connection.ts';
import { folderLabel } from '../../model/folder.ts';
import { stateKind } from '../../model/state.ts';
import type { Access } from './access.ts';
import type { Caller } from './caller.ts';
import type { PatchbayConnection, PatchbayFilter } from './patchbay.ts';

/** The connections that fit, as files have them; of a workspace that is not trusted none. */
export async function connectionsThatFit(
  parts: Pick<Parts, 'files' | 'isTrusted'>,
  { connector }: PatchbayFilter,
): Promise<Connection[]> {
  const { connections, folders } = await parts.files.snapshot();
  const trusted = parts.isTrusted();
  return [...connections.values()].filter(
    (one) =>
      (connector === undefined || one.connector === connector) &&
      (trusted || folders.get(one.folder)?.kind === 'personal'),
  );
}

/** Connections as an extension sees them; those of an unknown connector are none that anybody can use. */
export async function describeFor(
  parts: Parts,
  access: Access,
  caller: Caller,
  connections: readonly Connection[],
): Promise<PatchbayConnection[]> {
  const [{ folders }] = await Promise.all([parts.files.snapshot(), parts.states.ready(), parts.governance.table()]);
  const keys = [...new Set(connections.map(({ connector }) => connector))];
  const found = await Promise.all(keys.map((key) => parts.catalog.connector(key).catch(() => undefined)));
  const connectors = new Map(found.flatMap((one, at) => (one ? [[keys[at] ?? '', one] as const] : [])));
  return connections.flatMap((connection) => {
    const connector = connectors.get(connection.connector);
    const folder = folders.get(connection.folder);
    if (!connector || !folder) return [];
    const state = connectionState(parts.states, connection);
    const kind = stateKind(state);
    const account = state.local?.account ?? actsAs(connection);
    const { id, name, authType, accountKind, isDefault } = connection;
    return Object.freeze({
      ...{ id, name, connector: connector.key, application: connector.name, folder: folderLabel(folder) },
      ...{ authType, accountKind, isDefault },
      ...(account === undefined ? {} : { account }),
      state: parts.governance.decideNow('use', connection)?.blocked
        ? 'blocked'
        : kind === 'problem'
          ? 'appProblem'
          : kind,
      access: access.answer(caller, { connection, connector }) ?? 'ask',
    } satisfies PatchbayConnection);
  });
}
