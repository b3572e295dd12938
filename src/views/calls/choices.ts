import * as l10n from '@vscode/l10n';
import { folderLabel } from '../../model/folder.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { Choice } from './protocol.ts';

/** So much of an id tells it from another one. */
const idStart = 8;

/**
 * The connections to filter by, by their names: with the folder where two have the same, and of several that are gone with the
 * beginning of the id.
 *
 * @param ids in small letters.
 */
export function choicesOf(
  ids: Iterable<string>,
  { connections, folders }: Pick<Snapshot, 'connections' | 'folders'>,
): Choice[] {
  const byId = new Map([...connections].map(([id, connection]) => [id.toLowerCase(), connection]));
  const plain = [...ids].map((id): Choice => ({ id, label: byId.get(id)?.name ?? l10n.t('(deleted)') }));
  const placed = whereEqual(plain, ({ id, label }) => {
    const folder = folders.get(byId.get(id)?.folder ?? '');
    return folder ? l10n.t('{0} ({1})', label, folderLabel(folder)) : label;
  });
  const told = whereEqual(placed, ({ id, label }) => l10n.t('{0} · {1}', label, id.slice(0, idStart)));
  return told.sort((a, b) => a.label.localeCompare(b.label));
}

/** Gives those a longer label that have the same as another. */
function whereEqual(choices: readonly Choice[], longer: (choice: Choice) => string): Choice[] {
  const count = new Map<string, number>();
  for (const { label } of choices) count.set(label, (count.get(label) ?? 0) + 1);
  return choices.map((choice) => (count.get(choice.label) === 1 ? choice : { id: choice.id, label: longer(choice) }));
}
