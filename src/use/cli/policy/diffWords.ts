import * as l10n from '@vscode/l10n';
import { type AuthType, describeAuthType } from '../../../model/authType.ts';
import type { Domain, FolderFact, Rule } from '../../../policy/index.ts';
import type { Affected, Comparison, Direction } from './difference.ts';
import type { Row } from './rows.ts';
import { folderTitle, ruleName } from './ruleName.ts';

/** What the words of a comparison are made from. */
export interface Wording {
  domain: Domain;
  shown(file: string): string;
  /** Before rules of files that are not there any more. */
  beforeLabel: string;
}

/** No list names more. */
const most = 5;

export function directionName(direction: Direction): string {
  return {
    allowed: l10n.t('newly allowed'),
    denied: l10n.t('newly denied'),
    warned: l10n.t('newly warned about'),
  }[direction];
}

/** `newly allowed 3, newly denied 12 combinations`. */
export function totalOf({ counts, effects }: Comparison): string {
  if (effects.length === 0) return l10n.t('The policies allow and deny the same as before.');
  const warned = counts.warned > 0 ? `, ${l10n.t('newly warned about {0}', counts.warned)}` : '';
  return l10n.t('newly allowed {0}, newly denied {1} combinations', counts.allowed, counts.denied) + warned;
}

/** The parts of a row: what, where, as whom, which actions, and which rule. */
export function rowWords(row: Row, wording: Wording) {
  const { domain } = wording;
  const { connectors, authTypes, folders, accounts } = row;
  const names = connectors.map((key) => domain.connectors.find((one) => one.key === key)?.name ?? key);
  const titles = folders.map((id) => folderTitle(domain.folders.find((one) => one.id === id) as FolderFact));
  const everyConnector = connectors.length > 1 && connectors.length === domain.connectors.length;
  const everyFolder = folders.length > 1 && folders.length === domain.folders.length;
  return {
    connectors: everyConnector ? l10n.t('all {0} connectors', names.length) : listOf(names),
    authTypes:
      authTypes.length === 0
        ? l10n.t('every type')
        : listOf(authTypes.map((type) => describeAuthType(type as AuthType).label)),
    folders: everyFolder ? l10n.t('all folders') : listOf(titles),
    accounts: accounts.length > 1 ? l10n.t('any account') : accounts.join(),
    actions: row.actions.join(', '),
    rule: ruleWords(row.rule, row.direction === 'allowed', wording),
  };
}

/** What becomes of a connection, and by which rule. */
export function affectedWords({ allowed, denied, warned, marked, rule }: Affected, wording: Wording) {
  const parts = [
    denied.length > 0 ? l10n.t('newly denied: {0}', denied.join(', ')) : '',
    warned.length > 0 ? l10n.t('newly warned about: {0}', warned.join(', ')) : '',
    allowed.length > 0 ? l10n.t('newly allowed: {0}', allowed.join(', ')) : '',
    marked === true ? l10n.t('could not be created any more') : '',
    marked === false ? l10n.t('could be created again') : '',
  ];
  const onlyAllowed = denied.length + warned.length === 0;
  return { what: parts.filter(Boolean).join('; '), rule: ruleWords(rule, onlyAllowed, wording) };
}

/** The name of a rule with its line; for what it denied before, with the revision that has it. */
function ruleWords(rule: Rule | undefined, before: boolean, { shown, beforeLabel }: Wording): string {
  if (!rule) return '';
  const { file, line } = rule.address;
  const place = `${shown(file)}:${line}`;
  return before
    ? l10n.t('{0} ({1}) no longer denies it', ruleName(rule), `${beforeLabel}:${place}`)
    : `${ruleName(rule)} (${place})`;
}

function listOf(words: readonly string[]): string {
  const first = words.slice(0, most).join(', ');
  return words.length > most ? l10n.t('{0} and {1} more', first, words.length - most) : first;
}
