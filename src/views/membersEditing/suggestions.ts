import * as l10n from '@vscode/l10n';
import type { Known, Suggestion } from '../policyEditing/suggest.ts';

/** Groups to which folders give roles, and which nobody has made yet. */
export function missingGroups({ scene }: Known): Suggestion[] {
  const used = grants({ scene }).flatMap(({ groups = [] }) => groups);
  return [...new Set(used)]
    .filter((name) => !scene.people.groups.has(name))
    .map((word) => ({ word, kind: 'group', detail: l10n.t('a folder gives it a role') }));
}

/** Roles that folders give, and which nobody has defined yet. */
export function missingRoles({ scene }: Known, builtIn: readonly string[]): Suggestion[] {
  const known = new Set([...builtIn, ...(scene.domain.roles ?? []).map(({ name }) => name)]);
  const used = new Set(grants({ scene }).map(({ role }) => role));
  return [...used]
    .filter((name) => !known.has(name))
    .map((word) => ({ word, kind: 'role', detail: l10n.t('a folder gives it') }));
}

function grants({ scene }: Pick<Known, 'scene'>) {
  return scene.domain.folders.flatMap(({ roles }) => roles?.grants ?? []);
}
