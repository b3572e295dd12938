import type { TopFolder } from '../../storage/places.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { SoFar } from './buildTree.ts';

/** What is known before everything was read: the folders at the top, and what lies in those that were looked into. */
export interface Partial {
  snapshot: Snapshot;
  soFar: SoFar;
}

export function partialOf(tops: readonly TopFolder[]): Partial {
  const sizes = tops.flatMap(({ folder, size }) => (size === undefined ? [] : [[folder.id, size] as const]));
  return {
    snapshot: {
      folders: new Map(tops.map(({ folder }) => [folder.id, folder])),
      connections: new Map(),
      problems: [],
    },
    soFar: { looked: new Set(), sizes: new Map(sizes) },
  };
}

/** With what lies in one more folder. Of two connections with one id the first stays, as long as only they are known. */
export function withInside({ snapshot, soFar }: Partial, folder: string, inside: Snapshot): Partial {
  return {
    snapshot: {
      folders: new Map([...snapshot.folders, ...inside.folders]),
      connections: new Map([...inside.connections, ...snapshot.connections]),
      problems: [...snapshot.problems, ...inside.problems],
    },
    soFar: { ...soFar, looked: new Set([...soFar.looked, folder]) },
  };
}
