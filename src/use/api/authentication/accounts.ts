import type { Parts } from '../../../connections/parts.ts';
import { connectionState } from '../../../connections/state.ts';
import { actsAs, type Connection } from '../../../model/connection.ts';
import { folderLabel } from '../../../model/folder.ts';

/** An account in the editor's sense: what a person lets an extension use. */
export interface Account {
  id: string;
  label: string;
}

/**
 * Names connections for the editor, which remembers by this name what a person allowed: so it says the account, and the
 * connection as well, or what was allowed for one application would hold for all in which the account has the same name.
 */
export async function accountsOf(parts: Parts, connections: readonly Connection[]): Promise<Map<string, Account>> {
  if (connections.length === 0) return new Map();
  const [snapshot] = await Promise.all([parts.files.snapshot(), parts.states.ready()]);
  const names = new Map<string, string>();
  const nameOf = async (key: string) => {
    const name = names.get(key) ?? (await parts.catalog.connector(key).catch(() => undefined))?.name ?? key;
    names.set(key, name);
    return name;
  };
  const words = (one: Connection) => {
    const account = connectionState(parts.states, one).local?.account ?? actsAs(one);
    const folder = snapshot.folders.get(one.folder);
    return { account, folder: folder ? folderLabel(folder) : '' };
  };
  const counted = new Map<string, number>();
  const keyOf = (one: Connection) => JSON.stringify([one.name, one.connector, words(one)]);
  for (const one of snapshot.connections.values()) counted.set(keyOf(one), (counted.get(keyOf(one)) ?? 0) + 1);
  const accounts = new Map<string, Account>();
  for (const one of connections) {
    const { account, folder } = words(one);
    const place = `${one.name} (${await nameOf(one.connector)}, ${folder})`;
    const same = (counted.get(keyOf(one)) ?? 1) > 1 ? [one.id] : [];
    const label = [account, place, ...same].filter((word) => word !== undefined).join(' · ');
    accounts.set(one.id, { id: one.id, label });
  }
  return accounts;
}
