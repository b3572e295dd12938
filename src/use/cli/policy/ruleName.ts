import * as l10n from '@vscode/l10n';
import { type FolderFact, folderName, type Rule } from '../../../policy/index.ts';

/** `Baseline#people-stay-personal`, `Baseline`, or what decides where no policy does. */
export function ruleName(rule: Rule): string {
  const { kind, policy, guardrail } = rule;
  if (kind === 'role') return l10n.t('the roles of the folder');
  if (policy === undefined) return l10n.t('a file that cannot be read');
  return guardrail ? `${policy}#${guardrail.id}` : policy;
}

/** How a folder is named here: `personal`, or its path as policies write it. */
export function folderPath({ kind, path }: FolderFact): string {
  return kind === 'personal' ? 'personal' : path.join('/');
}

/** The same for people. */
export function folderTitle(folder: FolderFact): string {
  return folder.kind === 'personal' ? l10n.t('Personal Workspace') : folderName(folder);
}
