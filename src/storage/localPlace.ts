/** Where a secret lies on this computer. */
export type LocalPlace =
  | { kind: 'env'; name: string }
  /** An absolute path, or one that begins with `~/`. */
  | { kind: 'file'; path: string };

/** `env:NAME` or `file:/path`; `undefined` for another text. */
export function localPlace(text: string): LocalPlace | undefined {
  const [, kind, rest = ''] = /^(env|file):(.*)$/s.exec(text) ?? [];
  if (kind === 'env') return { kind, name: rest };
  return kind === 'file' ? { kind, path: rest } : undefined;
}
