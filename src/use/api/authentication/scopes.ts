/** What the scopes of a session ask for. */
export type Wanted =
  | { kind: 'connection'; id: string }
  | { kind: 'binding'; name: string }
  | { kind: 'connector'; key: string };

/**
 * Reads the scopes that an extension gives to `vscode.authentication.getSession('patchbay', scopes)`: one, of `connection:<id>`,
 * `binding:<name>` or `connector:<key>`.
 *
 * @returns `undefined` for any other.
 */
export function parseScopes(scopes: readonly string[]): Wanted | undefined {
  const [scope] = scopes;
  const [, kind, value = ''] = (scopes.length === 1 && /^(connection|binding|connector):(.+)$/.exec(scope ?? '')) || [];
  switch (kind) {
    case 'connection':
      return { kind, id: value };
    case 'binding':
      return { kind, name: value };
    case 'connector':
      return { kind, key: value };
    default:
      return undefined;
  }
}
