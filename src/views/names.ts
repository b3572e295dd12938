import { validateName } from '../connections/edit.ts';
import type { Connection } from '../model/connection.ts';
import { nameTaken } from '../model/problems.ts';
import type { Snapshot } from '../storage/snapshot.ts';

/** The names that a connection of this application cannot have in this folder. */
export function takenNames(
  { connections }: Pick<Snapshot, 'connections'>,
  { id, folder, connector }: Pick<Connection, 'folder' | 'connector'> & { id?: string },
): string[] {
  const others = [...connections.values()].filter((one) => one.id !== id);
  return others.filter((one) => one.folder === folder && one.connector === connector).map(({ name }) => name);
}

/** A name that is not among `taken`: `name`, `name 2`, `name 3`, … */
export function freeName(taken: readonly string[], name: string): string {
  let free = name;
  for (let n = 2; taken.includes(free); n++) free = `${name} ${n}`;
  return free;
}

/** What is wrong with a name while somebody types it, a clash with its way out among it; `undefined` where nothing is. */
export function judgeName(taken: readonly string[], typed: string): string | undefined {
  const name = typed.trim();
  const wrong = validateName(name);
  if (wrong) return wrong;
  return taken.includes(name) ? nameTaken(name, freeName(taken, name)).toSentence() : undefined;
}
