import { findNodeAtLocation, getLocation, parseTree } from 'jsonc-parser';
import type { Connection } from '../../model/connection.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { type BindingKind, bindingKindOf, type Span } from '../../use/bindings/binding.ts';
import { folderIn } from '../../use/bindings/resolve.ts';

/** What may stand at a place. */
export interface BindingSuggestion {
  /** What is written. */
  word: string;
  /** What a person reads, where that is another. */
  label: string;
  detail?: string;
  kind: 'connection' | 'connector' | 'folder';
}

/** What there is to suggest. */
export interface Suggesting {
  file: string;
  connections: readonly (Connection & { account?: string | undefined })[];
  folders: ReadonlyMap<string, Folder>;
  connectors: readonly { key: string; name: string }[];
}

/** The words for a place of a text, and the string there with its quotes, which they replace. */
export function suggestionsAt(
  text: string,
  offset: number,
  { file, connections, folders, connectors }: Suggesting,
): { span: Span; suggestions: BindingSuggestion[] } {
  const { path, isAtPropertyKey, previousNode: node } = getLocation(text, offset);
  const inside = node?.type === 'string' && offset >= node.offset && offset <= node.offset + node.length;
  const span = inside ? { offset: node.offset, length: node.length } : { offset, length: 0 };
  const wanted = isAtPropertyKey ? undefined : wantedAt(bindingKindOf(file), path);
  if (wanted === 'connection') {
    const root = parseTree(text, [], { allowTrailingComma: true });
    const connector: unknown = root && findNodeAtLocation(root, [...path.slice(0, -1), 'connector'])?.value;
    const fitting = connections.filter((one) => typeof connector !== 'string' || one.connector === connector);
    return { span, suggestions: fitting.map((one) => connectionWord(one, folders)) };
  }
  if (wanted === 'connector') {
    return {
      span,
      suggestions: connectors.map(({ key, name }) => ({ word: key, label: key, detail: name, kind: wanted })),
    };
  }
  return { span, suggestions: wanted === 'folder' ? folderWords(file, folders) : [] };
}

function wantedAt(kind: BindingKind | undefined, path: readonly (string | number)[]) {
  const last = path.at(-1);
  if (kind === 'uipath')
    return path.length === 5 && path[0] === 'resources' && path[3] === 'ConnectionId' && last === 'defaultValue'
      ? 'connection'
      : undefined;
  const words = ['connection', 'connector', 'folder'] as const;
  return path.length === 3 && path[0] === 'bindings' ? words.find((word) => word === last) : undefined;
}

function connectionWord(
  { id, name, connector, folder, account }: Suggesting['connections'][number],
  folders: Suggesting['folders'],
): BindingSuggestion {
  const found = folders.get(folder);
  const detail = [connector, account, found && folderLabel(found)].filter(Boolean).join(' · ');
  return { word: id, label: name, detail, kind: 'connection' };
}

/** The shared folders beside the file, by the path that it may say. */
function folderWords(file: string, folders: Suggesting['folders']): BindingSuggestion[] {
  return [...folders.values()].flatMap((folder): BindingSuggestion[] => {
    // Where several workspace folders are open, the first part of a path is the name of one.
    const paths = [folder.path, folder.path.slice(1)].map((parts) => parts.join('/'));
    const word = paths.find((path) => path !== '' && folderIn(file, path) === folder.id);
    return word === undefined ? [] : [{ word, label: word, kind: 'folder' }];
  });
}
