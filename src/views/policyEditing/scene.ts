import { dirname } from 'node:path';
import type { KnownPeople, People } from '../../connections/governance/people.ts';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import type { Domain, PolicyDocument, PolicyTable, Principal, Source } from '../../policy/index.ts';

/** What holds while somebody writes: the saved policies, and everything that they are about. */
export interface Scene {
  sources: readonly Source[];
  domain: Domain;
  /** The person at the editor. */
  principal: Principal;
  people: KnownPeople;
  /** Who works in one workspace folder, by the path of its `members.jsonc`. */
  membership?: People['membership'];
  connections: readonly Connection[];
  folders: ReadonlyMap<string, Folder>;
  /** What is decided for the person at the editor; absent where nothing is governed. */
  table?: PolicyTable;
  now: number;
}

/** The source to which a file belongs, as it is without a saved text where it is new. */
export function sourceOf({ sources }: Pick<Scene, 'sources'>, file: string): Source {
  const id = dirname(file);
  return (
    sources.find((source) => source.id === id) ?? {
      ...{ kind: 'workspace', id, trusted: true, documents: [], broken: [], freshness: { state: 'fresh' } },
    }
  );
}

/** All sources, as they would be with a document that is not saved yet. */
export function withDraft(scene: Pick<Scene, 'sources'>, document: PolicyDocument): Source[] {
  const own = sourceOf(scene, document.file);
  const others = own.documents.filter(({ file }) => file !== document.file);
  const documents = [...others, document].toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const draft: Source = { ...own, documents, broken: own.broken.filter(({ file }) => file !== document.file) };
  return [...scene.sources.filter(({ id }) => id !== own.id), draft];
}
