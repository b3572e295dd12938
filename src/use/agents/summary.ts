import { mcpServerOf } from '../../connections/mcpServer.ts';
import { connectionState } from '../../connections/state.ts';
import { actsAs, type Connection } from '../../model/connection.ts';
import { folderLabel } from '../../model/folder.ts';
import { describeState, stateKind } from '../../model/state.ts';
import { connectionIn } from '../bindings/resolve.ts';
import type { AgentParts } from './register.ts';

/** What a model is told of a connection; there is nothing secret in it. */
export interface Summary {
  name: string;
  id: string;
  application: string;
  connector: string;
  folder: string;
  account?: string;
  /** `connected`, or what is the matter, in words. */
  state: string;
  usable: boolean;
  /** The names by which code of this workspace means it. */
  bindings?: string[];
  /** The application has tools of its own. */
  hasMcpServer?: true;
}

/** Gives what a text is looked for in: everything that a connection is called by. Cheap, for many of them. */
export async function namesOf(of: AgentParts): Promise<(connection: Connection) => string[]> {
  const { parts } = of;
  const [{ folders }, entries, bound] = await Promise.all([
    parts.files.snapshot(),
    parts.catalog.entries(),
    boundNames(of),
    parts.states.ready(),
  ]);
  const applications = new Map(entries.map(({ key, name }) => [key, name]));
  return (connection) => {
    const { id, name, connector } = connection;
    const folder = folders.get(connection.folder);
    const account = connectionState(parts.states, connection).local?.account ?? actsAs(connection) ?? '';
    return [
      ...[name, connector, applications.get(connector) ?? '', folder ? folderLabel(folder) : '', account],
      ...(bound.get(id) ?? []),
    ];
  };
}

/** Sums connections up, in their order. */
export async function summarise(of: AgentParts, connections: readonly Connection[]): Promise<Summary[]> {
  const { parts } = of;
  const [{ folders }, names] = await Promise.all([
    parts.files.snapshot(),
    boundNames(of),
    parts.states.ready(),
    parts.governance.table(),
  ]);
  return Promise.all(
    connections.map(async (connection): Promise<Summary> => {
      const { id, name } = connection;
      const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
      const state = connectionState(parts.states, connection);
      const account = state.local?.account ?? actsAs(connection);
      const folder = folders.get(connection.folder);
      const ruling = await parts.governance.ruling('use', connection);
      const blocked = ruling.outcome === 'blocked' ? ruling.denial.message : undefined;
      return {
        ...{ name, id, application: connector?.name ?? connection.connector, connector: connection.connector },
        folder: folder ? folderLabel(folder) : '',
        ...(account === undefined ? {} : { account }),
        state: blocked ?? describeState(state),
        usable: connector !== undefined && blocked === undefined && stateKind(state) === 'connected',
        ...(names.has(id) ? { bindings: [...new Set(names.get(id))] } : {}),
        ...(connector && mcpServerOf(connector, connection) ? { hasMcpServer: true } : {}),
      };
    }),
  );
}

/** The names that lead to each connection, by its id. */
async function boundNames({ bindings }: AgentParts): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  for (const { binding, resolution } of await bindings.all()) {
    const id = connectionIn(resolution)?.id;
    if (id !== undefined) names.set(id, [...(names.get(id) ?? []), binding.name]);
  }
  return names;
}
