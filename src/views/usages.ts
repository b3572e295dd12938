import { basename, dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Parts } from '../connections/parts.ts';
import type { Bindings } from '../use/bindings/bindings.ts';
import { type Usage, usagesOf } from '../use/bindings/usages.ts';

/** Everything that uses a connection, as far as it can be found: bindings, and exemptions of policies. */
export async function findUsages(
  parts: Pick<Parts, 'governance'>,
  bindings: Pick<Bindings, 'all'>,
  id: string,
): Promise<Usage[]> {
  return (await finder(parts, bindings))(id);
}

/** The same for many connections, at one moment. */
export async function finder(
  { governance }: Pick<Parts, 'governance'>,
  bindings: Pick<Bindings, 'all'>,
): Promise<(id: string) => Usage[]> {
  const [bound, { sources }] = await Promise.all([bindings.all(), governance.status()]);
  return (id) => usagesOf(id, bound, sources);
}

/** `binding “crm”`, for a list or a chip. */
export function usageWords(usage: Usage): string {
  if (usage.kind === 'exemption') {
    const { policy, guardrail } = usage;
    return guardrail === undefined
      ? l10n.t('exemption in the policy “{0}”', policy)
      : l10n.t('exemption from {0} in the policy “{1}”', guardrail, policy);
  }
  const { name, kind, file } = usage.binding;
  if (kind === 'uipath') return l10n.t('UiPath project {0}', basename(dirname(file)));
  return usage.how === 'person' ? l10n.t('binding “{0}”, by your choice', name) : l10n.t('binding “{0}”', name);
}
