import { basename } from 'node:path';
import type { Connection } from '../../model/connection.ts';
import { folderLabel } from '../../model/folder.ts';
import type { Problem } from '../../model/problem.ts';
import { needsAttention, stateKind } from '../../model/state.ts';
import type { FileProblem } from '../../storage/snapshot.ts';
import type { TreeInput } from './buildTree.ts';
import { accepts, isFiltering } from './filter.ts';
import { accountOf } from './rows.ts';

/** What lies directly in a folder beside other folders, as far as the filter lets it through. */
export interface Content {
  connections: Connection[];
  problems: FileProblem[];
}

/** What goes where, and how much there is. Nothing is made of it yet: rows cost more than to be counted. */
export interface Sorted {
  /** By the folder's id; nothing of a folder that is empty. */
  contents: ReadonlyMap<string, Content>;
  /** By the file's path. */
  problems: ReadonlyMap<string, Problem>;
  shown: number;
  total: number;
  attention: number;
}

/** Sorts all connections and problem files into their folders. */
export function sortOut(input: TreeInput): Sorted {
  const { snapshot, filter } = input;
  const contents = new Map<string, Content>();
  const counts = { shown: 0, total: 0, attention: 0 };
  const contentOf = (folder: string): Content => {
    const known = contents.get(folder) ?? { connections: [], problems: [] };
    contents.set(folder, known);
    counts.shown++;
    return known;
  };
  const filtering = isFiltering(filter);
  const problems = new Map(snapshot.problems.map(({ file, problem }) => [file, problem]));
  const shownFiles = new Set<string>();

  for (const connection of snapshot.connections.values()) {
    const folder = snapshot.folders.get(connection.folder);
    if (!folder) continue;
    if (problems.size > 0) shownFiles.add(connection.file);
    const state = input.stateOf(connection);
    counts.total++;
    if (needsAttention(state)) counts.attention++;
    if (filtering) {
      const { name, connector } = connection;
      const words = [
        name,
        accountOf(connection, state),
        connector,
        input.connectorName(connector),
        folderLabel(folder),
      ];
      if (!accepts(filter, { state: stateKind(state), connector, words })) continue;
    }
    contentOf(folder.id).connections.push(connection);
  }
  for (const found of snapshot.problems) {
    const folder = snapshot.folders.get(found.folder);
    // A newer file is shown as its connection, read-only; the tooltip says why.
    if (!folder || shownFiles.has(found.file)) continue;
    counts.total++;
    counts.attention++;
    if (!accepts(filter, { state: 'problem', words: [basename(found.file), folderLabel(folder)] })) continue;
    contentOf(folder.id).problems.push(found);
  }
  return { contents, problems, ...counts };
}
