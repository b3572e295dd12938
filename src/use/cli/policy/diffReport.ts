import * as l10n from '@vscode/l10n';
import type { PolicyProblem } from '../../../policy/index.ts';
import { markdown, plain } from '../plain.ts';
import { type SarifResult, sarif } from '../sarif.ts';
import { type Comparison, directions } from './difference.ts';
import { affectedWords, directionName, rowWords, totalOf, type Wording } from './diffWords.ts';
import { type Row, rowsOf } from './rows.ts';
import { folderPath } from './ruleName.ts';

/** A comparison, with the files of either side that are not in force as they stand. */
export interface Report extends Wording {
  comparison: Comparison;
  problems: readonly (PolicyProblem & { side: 'before' | 'after' })[];
}

/** Comments have an end: GitHub takes 65,536 characters. */
const mostRows = 60;

export function diffText(report: Report): string {
  const { comparison, domain } = report;
  const lines = comparison.effects.flatMap(({ people, combinations, connections }) => [
    `${people.join('; ')}:`,
    ...rowsOf(combinations, domain).map((row) => {
      const { connectors, authTypes, folders, accounts, actions, rule } = rowWords(row, report);
      const sign = { allowed: '+', denied: '-', warned: '!' }[row.direction];
      return `  ${sign} ${row.count} ${directionName(row.direction)}: ${connectors}, ${authTypes}, ${folders}, ${accounts}: ${actions}${rule && `. ${rule}`}`;
    }),
    ...connections.map((one) => {
      const { what, rule } = affectedWords(one, report);
      return `  * ${one.connection.name} (${report.shown(one.connection.file)}): ${what}${rule && `. ${rule}`}`;
    }),
  ]);
  return `${[...problemLines(report), ...lines, totalOf(comparison)].map(plain).join('\n')}\n`;
}

export function diffMarkdown(report: Report): string {
  const { comparison, domain } = report;
  const broken = problemLines(report).map((line) => `- ${markdown(line)}`);
  const parts = comparison.effects.map(({ people, combinations, connections }) => {
    const rows = rowsOf(combinations, domain);
    const head = [
      l10n.t('Change'),
      l10n.t('Connectors'),
      l10n.t('Types'),
      l10n.t('Folders'),
      l10n.t('Accounts'),
      l10n.t('Actions'),
      l10n.t('Rule'),
    ];
    const table = rows.slice(0, mostRows).map((row) => {
      const { connectors, authTypes, folders, accounts, actions, rule } = rowWords(row, report);
      return [`${row.count} ${directionName(row.direction)}`, connectors, authTypes, folders, accounts, actions, rule];
    });
    const affected = connections.slice(0, mostRows).map((one) => {
      const { what, rule } = affectedWords(one, report);
      return [one.connection.name, what, rule];
    });
    const left = Math.max(0, rows.length - mostRows) + Math.max(0, connections.length - mostRows);
    return [
      `#### ${markdown(people.join('; '))}`,
      '',
      ...(table.length > 0 ? [...tableOf(head, table), ''] : []),
      ...(affected.length > 0
        ? [...tableOf([l10n.t('Connection'), l10n.t('What changes'), l10n.t('Rule')], affected), '']
        : []),
      ...(left > 0 ? [l10n.t('{0} more lines are not shown here.', left), ''] : []),
    ].join('\n');
  });
  const title = `### ${l10n.t('Patchbay policies')}: ${markdown(totalOf(comparison))}`;
  return `${[title, '', ...(broken.length > 0 ? [...broken, ''] : []), ...parts].join('\n').trimEnd()}\n`;
}

export function diffJson({ comparison, domain, problems, shown }: Report): string {
  const { counts, effects } = comparison;
  const place = (id: string | undefined) => {
    const found = domain.folders.find((one) => one.id === id);
    return found ? folderPath(found) : id;
  };
  const rule = (one: Row['rule']) =>
    one && {
      policy: one.policy,
      guardrail: one.guardrail?.id,
      kind: one.kind,
      file: shown(one.address.file),
      line: one.address.line,
      column: one.address.column,
      because: one.guardrail?.because,
    };
  const content = {
    version: 1,
    counts,
    effects: effects.map(({ people, combinations, connections }) => ({
      people,
      combinations: combinations.map((one) => ({ ...one, folder: place(one.folder), rule: rule(one.rule) })),
      connections: connections.map(({ connection, ...one }) => ({
        ...{ id: connection.connection, name: connection.name, file: shown(connection.file) },
        ...one,
        rule: rule(one.rule),
      })),
    })),
    problems: problems.map((one) => ({ ...one, file: shown(one.file) })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * The same for code scanning: one result for each line of the table, at the rule. What is newly allowed is a warning; its
 * rule may be gone, so it is told at the top of the file, or of another policy.
 *
 * @param files the policy files that are there now.
 */
export function diffSarif(report: Report, files: readonly string[]): string {
  const { comparison, domain, problems, shown } = report;
  const results = comparison.effects.flatMap(({ people, combinations }) =>
    rowsOf(combinations, domain).map((row): SarifResult => {
      const { connectors, authTypes, folders, accounts, actions, rule } = rowWords(row, report);
      const message = `${people.join('; ')}: ${row.count} ${directionName(row.direction)}: ${connectors}, ${authTypes}, ${folders}, ${accounts}: ${actions}. ${rule}`;
      const severity = row.direction === 'allowed' ? 'warning' : 'hint';
      return { rule: `newly-${row.direction}`, severity, message, ...placeOf(row, files, shown) };
    }),
  );
  const broken = problems
    .filter(({ side }) => side === 'after')
    .map(({ code, severity, message, file, line, column }) => ({
      rule: code,
      severity,
      message,
      file: shown(file),
      line,
      column,
    }));
  const known = Object.fromEntries(directions.map((one) => [`newly-${one}`, directionName(one)]));
  return sarif(
    [...broken, ...results],
    (rule) => known[rule] ?? l10n.t('What Patchbay calls {0}; docs/errors.md lists all codes.', rule),
  );
}

function placeOf({ rule, direction }: Row, files: readonly string[], shown: (file: string) => string) {
  const address = rule?.address;
  if (address && direction !== 'allowed')
    return { file: shown(address.file), line: address.line, column: address.column };
  const file = address && files.includes(address.file) ? address.file : (files[0] ?? address?.file ?? '.patchbay');
  return { file: shown(file), line: 1, column: 1 };
}

function problemLines({ problems, shown }: Report): string[] {
  return problems.map(({ side, file, line, column, code, message }) => {
    const where = side === 'before' ? l10n.t('before') : l10n.t('after');
    return `${where}: ${shown(file)}:${line}:${column} ${code} ${message}`;
  });
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(markdown).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}
