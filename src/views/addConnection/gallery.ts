import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { untrustedWorkspace } from '../../model/problems.ts';
import { needsAttention } from '../../model/state.ts';
import type { ConnectorCard, FolderChoice, ToPanel } from './protocol.ts';

/** What the first screens of the panel show, as folders, connections and catalog are now. */
export async function galleryMessage(
  parts: Pick<Parts, 'catalog' | 'files' | 'states' | 'isTrusted'>,
): Promise<ToPanel> {
  const [entries, { folders, connections }] = await Promise.all([
    parts.catalog.entries(),
    parts.files.snapshot(),
    parts.states.ready(),
  ]);
  const uses = new Map<string, { used: number; attention: number }>();
  for (const connection of connections.values()) {
    const use = uses.get(connection.connector) ?? { used: 0, attention: 0 };
    use.used += 1;
    if (needsAttention(connectionState(parts.states, connection))) use.attention += 1;
    uses.set(connection.connector, use);
  }
  const connectors = entries
    .map((entry): ConnectorCard => ({ ...entry, ...(uses.get(entry.key) ?? { used: 0, attention: 0 }) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const choices = [...folders.values()].map((folder) => folderChoice(folder, parts.isTrusted()));
  choices.sort((a, b) => personalFirst(a) - personalFirst(b) || a.label.localeCompare(b.label));
  return { type: 'gallery', folders: choices, connectors };
}

function folderChoice(folder: Folder, trusted: boolean): FolderChoice {
  return {
    id: folder.id,
    label: folderLabel(folder),
    kind: folder.kind,
    ...(folder.description === undefined ? {} : { description: folder.description }),
    ...(folder.kind === 'shared' && !trusted ? { blocked: untrustedWorkspace().message } : {}),
  };
}

function personalFirst({ kind }: FolderChoice): number {
  return kind === 'personal' ? 0 : 1;
}
