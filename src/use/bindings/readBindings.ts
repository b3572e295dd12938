import { basename } from 'node:path';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type * as z from 'zod/mini';
import { bindingEntriesSchema, bindingsSchema, bindingsVersion } from '../../model/bindingsSchema.ts';
import { Problem } from '../../model/problem.ts';
import { fileInvalid, fileNewer } from '../../model/problems.ts';
import { describeIssue } from '../../model/schemaIssue.ts';
import { parseJsonc, plainValue } from '../../storage/jsoncFile.ts';
import type { Binding, BindingKind, Span } from './binding.ts';

/** What a file binds. A mistake takes away the binding that it is in, and no other. */
export interface ReadBindings {
  bindings: Binding[];
  problems: Problem[];
}

/**
 * Reads a file of bindings. Never throws: what is wrong is among the problems (`PB101`, `PB102`, `PB103`).
 *
 * @param file its path; its name is what the problems call it.
 */
export function readBindings(text: string, file: string, kind: BindingKind): ReadBindings {
  try {
    const value = parseJsonc(text, basename(file));
    // Offsets are those of the text with its byte order mark.
    const mark = text.startsWith('\uFEFF') ? 1 : 0;
    const root = parseTree(text.slice(mark), [], { allowTrailingComma: true });
    if (!root) return { bindings: [], problems: [] };
    return kind === 'uipath' ? readUiPath(root, file, mark) : readOwn(value, root, file, mark);
  } catch (error) {
    if (error instanceof Problem) return { bindings: [], problems: [error] };
    throw error;
  }
}

function readOwn(value: unknown, root: Node, file: string, mark: number): ReadBindings {
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > bindingsVersion) throw fileNewer(basename(file));
  const properties = findNodeAtLocation(root, ['bindings'])?.children ?? [];
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
  // Each binding is checked by itself, below.
  const head = bindingsSchema.safeParse(isObject ? { ...value, bindings: {} } : value);
  const problems = head.success ? [] : head.error.issues.map((issue) => invalid(file, issue, value));
  // Of a name that stands twice the last counts, as everywhere in JSON.
  const last = new Map(properties.map((property) => [String(property.children?.[0]?.value), property]));
  const bindings = [...last].flatMap(([name, property]): Binding[] => {
    const [key, node] = property.children ?? [];
    const said = { [name]: node && plainValue(node) };
    const read = bindingEntriesSchema.safeParse(said);
    if (!read.success) problems.push(...read.error.issues.map((issue) => invalid(file, issue, said)));
    const found = Object.values(read.data ?? {})[0];
    if (!key || !found) return [];
    const { connection, connector, folder, description } = found;
    return [
      {
        ...{ name, kind: 'patchbay', file, at: spanOf(key, mark), whole: spanOf(property, mark) },
        ...known({ connection: connection?.toLowerCase(), connector, folder, description }),
      },
    ];
  });
  return { bindings, problems };
}

/** The `bindings.json` of the Python SDK, version 2.0: `resources` with `resource: "connection"`, a `key` and a default. */
function readUiPath(root: Node, file: string, mark: number): ReadBindings {
  const resources = findNodeAtLocation(root, ['resources'])?.children ?? [];
  const bindings = resources.flatMap((node): Binding[] => {
    const textAt = (...path: string[]) => {
      const value: unknown = findNodeAtLocation(node, path)?.value;
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const key = findNodeAtLocation(node, ['key']);
    const name = textAt('key');
    if (textAt('resource') !== 'connection' || !key || name === undefined) return [];
    const isExpression = findNodeAtLocation(node, ['value', 'ConnectionId', 'isExpression'])?.value === true;
    const given = isExpression ? undefined : textAt('value', 'ConnectionId', 'defaultValue');
    const application = textAt('metadata', 'Connector');
    const connection = given ?? (isExpression ? undefined : name);
    return [
      {
        ...{ name, kind: 'uipath', file, at: spanOf(key, mark), whole: spanOf(node, mark) },
        ...known({ connection: connection?.toLowerCase(), application }),
      },
    ];
  });
  return { bindings, problems: [] };
}

function invalid(file: string, issue: z.core.$ZodIssue, value: unknown): Problem {
  // Of a key that is no name, what is wrong with the name.
  const inner = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  return fileInvalid(basename(file), issue.path.map(String).join('.'), describeIssue(inner, value));
}

function spanOf({ offset, length }: Node, mark: number): Span {
  return { offset: offset + mark, length };
}

function known<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
