import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';

import type { Connection } from '../../model/connection.ts';
import { personalFolderId } from '../../model/folder.ts';
import type { Binding } from '../../use/bindings/binding.ts';

import { withValue } from '../withValue.ts';

const parseOptions = { allowTrailingComma: true };

/**
 * What makes a binding mean a connection for everybody: the whole new text of its file, everything else in it as it was. A
 * connection of the Personal Workspace has an id that nobody else knows, so there the file says: each person's own of this
 * application.
 *
 * @returns `undefined` where the text has no such binding any more.
 */
export function bindFor(
  text: string,
  { name, kind }: Pick<Binding, 'name' | 'kind'>,
  { id, connector, folder }: Pick<Connection, 'id' | 'connector' | 'folder'>,
): string | undefined {
  if (kind === 'uipath') return bindUiPath(text, name, id);
  const changes =
    folder === personalFolderId
      ? { connection: undefined, connector, folder: undefined }
      : { connection: id, connector, folder: undefined };
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], parseOptions);
  if (!root || !findNodeAtLocation(root, ['bindings', name])) return undefined;
  return Object.entries(changes).reduce((now, [key, value]) => withValue(now, ['bindings', name, key], value), text);
}

/**
 * A file of bindings with one more, which means a connection for everybody.
 *
 * @param text of the file; empty where there is none yet.
 * @returns `undefined` where the text cannot be read.
 */
export function withBinding(
  text: string,
  name: string,
  connection: Pick<Connection, 'id' | 'connector' | 'folder'>,
): string | undefined {
  const before = text.trim() === '' ? '{\n  "version": 1,\n  "bindings": {}\n}\n' : text;
  const errors: ParseError[] = [];
  if (!parseTree(before.replace(/^\uFEFF/, ' '), errors, parseOptions) || errors.length > 0) return undefined;
  return bindFor(withValue(before, ['bindings', name], {}), { name, kind: 'patchbay' }, connection);
}

/** Where a binding begins in the text of its file, with its name; 0 where it is not there. */
export function offsetOfBinding(text: string, name: string): number {
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], parseOptions);
  return (root && findNodeAtLocation(root, ['bindings', name])?.parent?.offset) ?? 0;
}

function bindUiPath(text: string, name: string, id: string): string | undefined {
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], parseOptions);
  const resources = (root && findNodeAtLocation(root, ['resources'])?.children) ?? [];
  const index = resources.findIndex(
    (node) => valueAt(node, 'resource') === 'connection' && valueAt(node, 'key') === name,
  );
  if (index < 0) return undefined;
  const at = ['resources', index, 'value', 'ConnectionId'];
  return withValue(withValue(text, [...at, 'defaultValue'], id), [...at, 'isExpression'], false);
}

function valueAt(node: Node, key: string): unknown {
  return node.type === 'object' ? findNodeAtLocation(node, [key])?.value : undefined;
}
