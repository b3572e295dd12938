import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { withValue } from '../withValue.ts';

const parseOptions = { allowTrailingComma: true };

/** What an agent starts: `remote` the application's own MCP server, `local` a program that may use the connection. */
export type ServerKind = 'remote' | 'local';

/** A program's place, for the person to fill in. */
export const localProgram = 'server.js';

/**
 * An `mcp.json` with one server more, everything else in it as it was. No secret is in it, and nothing that is true for one
 * person alone: the command line asks the open window for what the binding means.
 *
 * @param text of the file; empty where there is none yet.
 * @returns the whole new text, the server's name, which is the binding's unless it is taken, and where it stands; `undefined` where the text
 *   cannot be read.
 */
export function withServer(
  text: string,
  binding: string,
  kind: ServerKind,
): { text: string; name: string; from: number } | undefined {
  const before = text.trim() === '' ? '{}\n' : text;
  const errors: ParseError[] = [];
  const root = parseTree(before.replace(/^\uFEFF/, ' '), errors, parseOptions);
  if (root?.type !== 'object' || errors.length > 0) return undefined;
  const name = freeName(root, binding);
  // `--no`: only what is installed here is run, never a package of this name that somebody else has in the registry.
  const server = { type: 'stdio', command: 'npx', args: ['--no', '--', 'patchbay', ...argumentsOf(binding, kind)] };
  const after = withValue(before, ['servers', name], server);
  const written = parseTree(after.replace(/^\uFEFF/, ' '), [], parseOptions);
  const entry = written && findNodeAtLocation(written, ['servers', name])?.parent;
  return { text: after, name, from: entry?.offset ?? 0 };
}

function argumentsOf(binding: string, kind: ServerKind): string[] {
  return kind === 'remote' ? ['mcp', binding] : ['exec', '--binding', binding, '--', 'node', localProgram];
}

function freeName(root: Node, wanted: string): string {
  const servers = findNodeAtLocation(root, ['servers'])?.children ?? [];
  const taken = new Set(servers.map(({ children }) => children?.[0]?.value));
  let name = wanted;
  for (let next = 2; taken.has(name); next++) name = `${wanted}-${next}`;
  return name;
}
