import type { ParameterSettings } from './schema.ts';

/** How a parameter that holds a secret is called, one of the form's own or of a connector's. */
const secretEndings = ['secret', 'token', 'password', 'passphrase', 'privatekey', 'apikey'];

/** What tokens of well-known providers begin with, and what a pasted key begins with. */
const secretBeginnings = ['ghp_', 'gho_', 'github_pat_', 'glpat-', 'xoxb-', 'xoxp-', 'sk-', 'sk_live_', '-----BEGIN '];

/** True for a parameter whose value nobody may read. */
export function isSecretName(name: string): boolean {
  const lower = name.toLowerCase();
  return secretEndings.some((ending) => lower.endsWith(ending));
}

/** True where a policy would show a secret to everybody who can read the file. */
export function showsSecret(name: string, { value, allowed = [] }: ParameterSettings): boolean {
  const words = [...(value === undefined ? [] : [value].flat()), ...allowed];
  if (words.length > 0 && isSecretName(name)) return true;
  return words.some((word) => secretBeginnings.some((beginning) => word.startsWith(beginning)));
}
