import * as l10n from '@vscode/l10n';
import { describeAuthType } from '../../../model/authType.ts';
import type { Alternative, Domain, Explanation, FolderFact, Request, RuleFacts } from '../../../policy/index.ts';
import { plain } from '../plain.ts';
import { folderTitle } from './ruleName.ts';

/** A question with its answer. */
export interface Answer {
  user: string;
  groups: readonly string[] | undefined;
  request: Request;
  explanation: Explanation;
  alternatives: readonly Alternative[];
}

/** The answer for a terminal. */
export function whyText(answer: Answer, domain: Domain, shown: (file: string) => string): string {
  const { explanation } = answer;
  const { decision, headline, deciding, also, beat, spared, exemptions } = explanation;
  const at = ({ address }: RuleFacts) => `${shown(address.file)}:${address.line}:${address.column}`;
  const line = (rule: RuleFacts) => `${rule.sentence} (${at(rule)})`;
  const rows: [string, string | undefined][] = [
    [l10n.t('asked'), question(answer, domain)],
    [l10n.t('rule'), deciding && [deciding.policy, deciding.id].filter((part) => part !== undefined).join('#')],
    [l10n.t('at'), deciding && at(deciding)],
    [l10n.t('since'), deciding?.since],
    [l10n.t('because'), deciding?.because],
    [l10n.t('instead'), deciding?.instead],
    [l10n.t('ask'), deciding?.contact],
    ...also.map((rule): [string, string] => [l10n.t('also'), line(rule)]),
    ...beat.map((rule): [string, string] => [l10n.t('against'), line(rule)]),
    ...spared.map((rule): [string, string] => [
      rule.by === 'unless' ? l10n.t('spared by “unless”') : l10n.t('spared by an exemption'),
      line(rule),
    ]),
    ...exemptions.map(({ until, reason, ended }): [string, string] => [
      ended ? l10n.t('exemption that ended') : l10n.t('exemption'),
      `${until}: ${reason}`,
    ]),
    ...answer.alternatives.map(({ label }): [string, string] => [l10n.t('allowed is'), label]),
  ];
  const sign = decision.blocked ? '✗' : decision.warned ? '!' : '✓';
  const lines = rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => plain(`  ${name}: ${value}`));
  return `${[plain(`${sign} ${headline}`), ...lines].join('\n')}\n`;
}

function question({ user, groups, request }: Answer, { folders, connectors }: Domain): string {
  const { action, connector, authType, folder, account } = request;
  const name = connectors.find(({ key }) => key === connector)?.name ?? connector ?? '';
  const where = folders.find(({ id }) => id === folder);
  const who = groups?.length ? `${user} (${groups.join(', ')})` : user;
  return [
    who,
    action,
    name,
    authType ? describeAuthType(authType).label : '',
    where ? folderTitle(where as FolderFact) : '',
    account ?? '',
  ].join(', ');
}
