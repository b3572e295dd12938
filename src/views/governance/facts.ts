import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { GovernanceStatus } from '../../connections/governance.ts';
import { isSilent, type PolicyTable } from '../../policy/index.ts';
import type { RuleLine } from './protocol.ts';
import { linkTo, type Remember } from './reason.ts';

/** Who is asked about, with which roles there, under how many documents and guardrails; how fresh these are. */
export function factsOf(table: PolicyTable, folder: string, { sources }: GovernanceStatus): string[] {
  const { principal, rights, selections } = table.parts;
  const roles = rights.get(folder)?.roles ?? [];
  const guarding = selections.flatMap((selection) => selection.guarding);
  const settings = selections.flatMap(({ source, chain }) =>
    (chain[0] ?? []).map(({ document }) => (isSilent(source) ? basename(document.file) : document.content.name)),
  );
  const guardrails = guarding.reduce((sum, { content }) => sum + content.guardrails.length, 0);
  const groups = principal.groups ?? [];
  return [
    principal.user ?? l10n.t('who you are is not known'),
    ...(groups.length > 0 ? [groups.join(', ')] : []),
    ...(roles.length > 0 ? [roles.join(', ')] : []),
    settings.length > 0
      ? l10n.t('{0} and {1} guardrails', [...new Set(settings)].join(', '), guardrails)
      : l10n.t('no settings, {0} guardrails', guardrails),
    ...sources.flatMap(({ freshness }) => {
      if (freshness.state === 'cached') return [l10n.t('a copy of day {0} of {1}', freshness.day, freshness.days)];
      return freshness.state === 'expired' ? [l10n.t('the policy of the organisation has expired')] : [];
    }),
  ];
}

/** The files that are not in force as they stand. */
export function brokenOf({ sources, broken }: GovernanceStatus, remember: Remember): RuleLine[] {
  return [...sources.flatMap((source) => source.broken), ...broken].map(({ file, problems: [problem], unreadable }) => {
    const text = problem?.message ?? unreadable ?? '';
    const address = problem ?? { file, line: 1, column: 1, offset: 0, length: 0 };
    return { text: l10n.t('{0} is broken: {1}', basename(file), text), link: linkTo(address, remember) };
  });
}
