/** The files that are written by hand and that policies are made of. */
export type PolicyFileKind = 'policy' | 'test' | 'members' | 'folder';

/** Directories outside of workspaces in which policies lie. */
export interface OwnPlaces {
  /** Of the person. */
  userPolicies: string;
  /** Of the computer. */
  machinePolicies: string;
}

/** What a file is to policies, by its path; `undefined` where it is nothing to them. */
export function kindOf(file: string, places: OwnPlaces): PolicyFileKind | undefined {
  const path = file.replaceAll('\\', '/');
  const at = path.lastIndexOf('/');
  const directory = path.slice(0, at);
  const name = path.slice(at + 1);
  const own = [places.userPolicies, places.machinePolicies].some((place) => place.replaceAll('\\', '/') === directory);
  if (name.endsWith('.policy-test.jsonc')) return 'test';
  if (name.endsWith('.policy.jsonc')) return own || directory.endsWith('/.patchbay/policies') ? 'policy' : undefined;
  if (name === 'members.jsonc') return own || directory.endsWith('/.patchbay') ? 'members' : undefined;
  return name === 'folder.jsonc' && /\/\.patchbay\/folders\/./.test(directory) ? 'folder' : undefined;
}

/** The same as glob patterns, for what the editor is told at activation. */
export const workspacePatterns = [
  '**/.patchbay/policies/*.policy.jsonc',
  '**/*.policy-test.jsonc',
  '**/.patchbay/members.jsonc',
  '**/.patchbay/folders/**/folder.jsonc',
] as const;

/** Below one of {@link OwnPlaces}. */
export const ownPattern = '{*.policy.jsonc,members.jsonc}';
