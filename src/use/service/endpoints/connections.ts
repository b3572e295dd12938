import type { Connection } from '../../../model/connection.ts';
import { sendJson } from '../answer.ts';
import type { Asked } from '../asked.ts';
import { applyListQuery, readListQuery } from '../listQuery.ts';
import { folderNamed, type Reach } from '../reach.ts';
import { wireConnection } from '../wire/connection.ts';

/** `GET /api/v1/Connections`. */
export async function listConnections(asked: Asked): Promise<void> {
  sendJson(asked.response, await list(asked, (await asked.reach()).connections));
}

/** `GET /api/v1/Connectors/{key}/connections`. */
export async function listConnectionsOf(asked: Asked, connector: string): Promise<void> {
  const { connections } = await asked.reach();
  const found = connections.filter((connection) => connection.connector === connector);
  sendJson(asked.response, await list(asked, found));
}

/** `GET /api/v1/Connections/{id}`. */
export async function getConnection(asked: Asked, id: string): Promise<void> {
  const reach = await asked.reach();
  const connection = await reach.find(id);
  asked.call.connection = connection.id;
  asked.call.what = 'question';
  sendJson(asked.response, await wire(asked, reach, connection));
}

async function list(asked: Asked, connections: readonly Connection[]) {
  const reach = await asked.reach();
  const query = readListQuery(asked.query);
  const folder = query.allFolders ? undefined : folderNamed(asked.request, reach);
  const inFolder = connections.filter((one) => folder === undefined || one.folder === folder.id);
  return applyListQuery(query, await Promise.all(inFolder.map((connection) => wire(asked, reach, connection))));
}

export async function wire({ parts }: Pick<Asked, 'parts'>, reach: Reach, connection: Connection) {
  await parts.states.ready();
  return wireConnection(parts, connection, reach.folderOf(connection));
}
