import { basename, dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Parts } from '../connections/parts.ts';
import { agentsId } from '../use/agents/caller.ts';
import type { Consents } from '../use/api/consents.ts';
import { type ExtensionUsage, extensionUsages } from '../use/api/usages.ts';
import type { Bindings } from '../use/bindings/bindings.ts';
import { type Usage as FileUsage, usagesOf } from '../use/bindings/usages.ts';
import { callerLabel } from './extensions/words.ts';

/** Something that uses a connection: a place in a file, or an extension or agents that may. */
export type Usage = FileUsage | ExtensionUsage;

type UsageParts = Pick<Parts, 'governance' | 'files' | 'catalog'>;

/** What code has of connections. */
export interface UsageSources {
  bindings: Pick<Bindings, 'all'>;
  consents: Pick<Consents, 'all'>;
}

/** Everything that uses a connection, as far as it can be found: bindings, exemptions of policies, and extensions. */
export async function findUsages(parts: UsageParts, sources: UsageSources, id: string): Promise<Usage[]> {
  return (await finder(parts, sources))(id);
}

/** The same for many connections, at one moment. */
export async function finder(
  parts: UsageParts,
  { bindings, consents }: UsageSources,
): Promise<(id: string) => Usage[]> {
  const [bound, { sources }, extensions] = await Promise.all([
    bindings.all(),
    parts.governance.status(),
    extensionUsages(parts, consents),
  ]);
  return (id) => [...usagesOf(id, bound, sources), ...extensions(id)];
}

/** `binding “crm”`, for a list or a chip. */
export function usageWords(usage: Usage): string {
  if (usage.kind === 'extension') {
    // Which application's server that is, the connection says.
    if (usage.extension === agentsId) return l10n.t('Agents, through its MCP server');
    return l10n.t('extension {0}', callerLabel({ id: usage.extension, name: usage.name, publisher: '' }));
  }
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
