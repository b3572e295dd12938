import * as l10n from '@vscode/l10n';
import { describeAuthType } from '../model/authType.ts';
import type { Action } from './actions.ts';
import { startOf } from './dates.ts';
import type { Decision } from './decide.ts';
import type { Guardrail } from './document/schema.ts';
import type { FactName, FolderFact, Subject } from './facts.ts';
import type { Freshness } from './freshness.ts';
import { type Point, pointOf } from './point.ts';
import { permissionFor } from './roles.ts';
import type { Rule } from './rule.ts';
import type { Source, SourceKind } from './source.ts';
import type { PolicyTable } from './table.ts';

/** What a person reads first: the thing, and who says so. */
export function headline(table: PolicyTable, subject: Subject, decision: Decision): string {
  const { outcome, missing, reasons, action, warned } = decision;
  if (outcome === 'indeterminate') return unknownSentence(missing, subject, action);
  const [reason] = reasons;
  if (!reason || (outcome === 'allow' && !warned)) return l10n.t('Allowed.');
  const sentence = ruleSentence(reason.rule, action, pointOf(table, subject) as Point);
  if (!warned) return sentence;
  const from = reason.rule.guardrail?.from;
  const coming = from !== undefined && startOf(from) > table.parts.now;
  return coming
    ? l10n.t('Allowed until {0}. From then on: {1}', from, sentence)
    : l10n.t('Allowed, with a warning: {0}', sentence);
}

/** What one rule says about an action. */
export function ruleSentence(rule: Rule, action: Action, { connector, authType, folder }: Point): string {
  const policy = rule.policy as string;
  switch (rule.kind) {
    case 'connector':
      return l10n.t('{0} is turned off by the policy “{1}”.', connector.name, policy);
    case 'authType': {
      const { label } = describeAuthType(authType);
      return l10n.t('{0} with “{1}” is turned off by the policy “{2}”.', connector.name, label, policy);
    }
    case 'guardrail': {
      const { because, id } = rule.guardrail as Guardrail;
      return because
        ? l10n.t('The policy “{0}” does not allow it: {1}', policy, because)
        : l10n.t('The guardrail “{0}” of the policy “{1}” does not allow it.', id, policy);
    }
    case 'role':
      return l10n.t('You do not have the permission “{0}” in {1}.', permissionFor(action), folderName(folder));
    case 'unknown':
      return unknownSource(rule.source as Source, rule.address.file);
  }
}

function unknownSource({ freshness, broken }: Source, file: string): string {
  if (broken.some(({ lastGood }) => !lastGood)) {
    return l10n.t('The policy file {0} cannot be used, so nothing may be changed until it is mended.', file);
  }
  return (freshness as Extract<Freshness, { state: 'expired' }>).because === 'clock'
    ? l10n.t(
        'The clock of this computer runs backwards, so the policy of the organisation cannot be trusted to be current.',
      )
    : l10n.t('The policy of the organisation could not be fetched for too long, so nothing may be changed.');
}

/** Names the fact that is missing, and what stands in its place. */
export function unknownSentence(missing: readonly FactName[], subject: Subject, action: Action): string {
  const facts = missing.map((fact) => factWords(fact, subject)).join(', ');
  return l10n.t('Whether “{0}” is allowed cannot be told: {1}.', action, facts);
}

function factWords(fact: FactName, { connector, authType, folder, account }: Subject): string {
  switch (fact) {
    case 'connector':
      return l10n.t('the connector “{0}” is not known', connector ?? '');
    case 'authType':
      return l10n.t('the authentication type “{0}” is not known', authType ?? '');
    case 'folder':
      return l10n.t('the folder “{0}” is not known', folder ?? '');
    case 'account':
      return l10n.t('the account kind “{0}” is not known', account ?? '');
    case 'role':
      return l10n.t('the roles in the folder “{0}” cannot be read', folder as string);
    case 'user':
      return l10n.t('who you are is not known');
    case 'group':
      return l10n.t('your groups cannot be read');
  }
}

/** `Finance / Payables`. */
export function folderName(folder: FolderFact): string {
  return folder.kind === 'shared' ? folder.path.join(' / ') : l10n.t('your Personal Workspace');
}

/** Who speaks. */
export function sourceName(kind: SourceKind): string {
  switch (kind) {
    case 'machine':
      return l10n.t('this computer');
    case 'organisation':
      return l10n.t('your organisation');
    case 'user':
      return l10n.t('your own policies');
    case 'workspace':
      return l10n.t('this workspace');
  }
}
