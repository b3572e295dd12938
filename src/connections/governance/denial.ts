import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Denial, DenialFacts } from '../../model/denial.ts';
import { deniedByPolicy, policyUnknown } from '../../model/problems.ts';
import {
  type Address,
  alternatives,
  type Decision,
  explain,
  isSilent,
  type PolicyTable,
  type Request,
  type RuleFacts,
} from '../../policy/index.ts';

/**
 * A decision that blocks, as the problem that a person reads: the thing and the policy, then the rule's line, why, what to
 * do instead, whom to ask, and what is allowed. Of a repository that is not trusted no word is repeated, only the place.
 */
export function denialOf(table: PolicyTable, request: Request, decision: Decision): Denial {
  const { headline, deciding } = explain(table, request);
  const rule = decision.reasons[0]?.rule;
  const silent = rule?.source !== undefined && isSilent(rule.source);
  const facts = factsOf(table, request, deciding, silent);
  if (decision.outcome === 'indeterminate' || rule?.kind === 'unknown') return policyUnknown(headline, facts);
  const sentence =
    silent && facts.at
      ? l10n.t('A policy of this workspace does not allow it ({0}, line {1}).', basename(facts.at.file), facts.at.line)
      : headline;
  return deniedByPolicy(sentence, remedyOf(facts), facts);
}

/** A decision that allows, but warns: one sentence, and what is known of the rule. */
export function warningOf(
  table: PolicyTable,
  request: Request,
  decision: Decision,
): { sentence: string; facts: DenialFacts } {
  const { headline, deciding } = explain(table, request);
  const source = decision.reasons[0]?.rule.source;
  const silent = source !== undefined && isSilent(source);
  const facts = factsOf(table, request, deciding, silent);
  const sentence =
    silent && facts.at
      ? l10n.t('A policy of this workspace warns of it ({0}, line {1}).', basename(facts.at.file), facts.at.line)
      : headline;
  return { sentence, facts };
}

function factsOf(table: PolicyTable, request: Request, rule: RuleFacts | undefined, silent: boolean): DenialFacts {
  const at = rule?.address ?? unreadableRoles(table, request.folder);
  const { policy, id: guardrail, because, instead, contact } = (silent ? undefined : rule) ?? {};
  const words = Object.entries({ policy, guardrail, because, instead, contact });
  return {
    action: request.action,
    ...(at ? { at: { file: at.file, line: at.line, column: at.column } } : {}),
    ...Object.fromEntries(words.filter(([, value]) => value !== undefined)),
    fromWorkspace: rule?.fromWorkspace ?? false,
    alternatives: alternatives(table, request).map(({ change: { account, ...change }, label, warned }) => ({
      label,
      change: { ...change, ...(account ? { accountKind: account } : {}) },
      warned,
    })),
  };
}

/** The file that should say who may do what in a folder, where it cannot be read. */
function unreadableRoles({ parts: { domain } }: PolicyTable, id: string | undefined): Address | undefined {
  const folders = new Map(domain.folders.map((folder) => [folder.id, folder]));
  for (let folder = folders.get(id ?? ''); folder; folder = folders.get(folder.parent ?? '')) {
    if (folder.rolesUnreadable) return folder.rolesUnreadable;
  }
  return undefined;
}

/** What the policy suggests, else what is allowed; and whom to ask. */
function remedyOf({ instead, alternatives: [nearest], contact }: DenialFacts): string | undefined {
  const parts = [
    instead ?? (nearest ? l10n.t('Allowed is: {0}.', nearest.label) : undefined),
    contact === undefined ? undefined : l10n.t('Ask: {0}', contact),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
}
