import type { CatalogEntry } from '../../../model/connector.ts';
import { noDefault, unknownConnector } from '../../../model/problems.ts';
import { sendJson } from '../answer.ts';
import type { Asked } from '../asked.ts';
import { folderNamed } from '../reach.ts';
import { wire } from './connections.ts';

/** `GET /api/v1/Connectors`. */
export async function listConnectors(asked: Asked): Promise<void> {
  const count = await counts(asked);
  const entries = await asked.parts.catalog.entries();
  sendJson(
    asked.response,
    entries.map((entry) => wireConnector(entry, count(entry.key))),
  );
}

/** `GET /api/v1/Connectors/{key}`. */
export async function getConnector(asked: Asked, key: string): Promise<void> {
  const count = await counts(asked);
  sendJson(asked.response, wireConnector(await entryOf(asked, key), count(key)));
}

/**
 * `GET /api/v1/Connectors/{key}/connection`: the default, of the folder that the request names, or else of the Personal
 * Workspace before the shared ones. The only connection needs no mark.
 */
export async function getDefault(asked: Asked, key: string): Promise<void> {
  const { name } = await entryOf(asked, key);
  const reach = await asked.reach();
  const folder = folderNamed(asked.request, reach);
  const all = reach.connections.filter((one) => one.connector === key && (!folder || one.folder === folder.id));
  const order = reach.folders.map(({ id }) => id);
  const marked = all.filter((one) => one.isDefault).sort((a, b) => order.indexOf(a.folder) - order.indexOf(b.folder));
  const found = marked[0] ?? (all.length === 1 ? all[0] : undefined);
  if (!found) throw noDefault(name);
  asked.call.connection = found.id;
  asked.call.what = 'question';
  sendJson(asked.response, await wire(asked, reach, found));
}

async function entryOf({ parts }: Asked, key: string): Promise<CatalogEntry> {
  const found = (await parts.catalog.entries()).find((entry) => entry.key === key);
  if (!found) throw unknownConnector(key.slice(0, 100));
  return found;
}

async function counts(asked: Asked): Promise<(key: string) => number> {
  const found = new Map<string, number>();
  for (const { connector } of (await asked.reach()).connections) found.set(connector, (found.get(connector) ?? 0) + 1);
  return (key) => found.get(key) ?? 0;
}

function wireConnector(
  { key, name, description, categories, authTypes, unavailable, own }: CatalogEntry,
  count: number,
) {
  return {
    ...{ id: key, key, name, description, categories },
    isPrivate: own ?? false,
    hasEvents: false,
    lifeCycleStage: own ? 'CUSTOM' : 'GA',
    authentication: { type: authTypes[0] ?? null, types: authTypes },
    connectionCount: count,
    enabled: unavailable === undefined,
    isOwner: own ?? false,
    vendorName: name,
  };
}
