import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { AuditLine, AuditVerdict } from '../storage/auditLog.ts';

/** The audit log as a person reads it, the newest line last. */
export function auditText(lines: readonly AuditLine[], directory: string, shown: number): string {
  const head = [
    l10n.t('Audit log of Patchbay: what was done with which connection, by whom. It holds no secret.'),
    l10n.t('Files: {0}', directory),
    ...(lines.length === shown ? [l10n.t('The last {0} lines.', shown)] : []),
    '',
  ];
  if (lines.length === 0) return [...head, l10n.t('Nothing was done yet.')].join('\n');
  return [...head, ...lines.map(auditLine)].join('\n');
}

/** One line: time, what, outcome, which connection, by whom. */
export function auditLine(line: AuditLine): string {
  const { at, action, outcome, name, connection, by, detail } = line;
  const what = action === 'lost' ? l10n.t('{0} lines could not be written', detail ?? '') : '';
  const which = what || l10n.t('“{0}”', name ?? connection);
  const more = detail !== undefined && what === '' ? ` (${detail})` : '';
  return `${at}  ${action.padEnd(9)}  ${outcome.padEnd(8)}  ${which}  ${by}${more}`;
}

/** What verifying found. */
export function describeVerdict(verdict: AuditVerdict): string {
  if (verdict.status === 'broken') {
    return l10n.t(
      'The audit log is broken: line {0} of {1} was changed, or one before it is missing.',
      verdict.line,
      basename(verdict.file),
    );
  }
  const whole =
    verdict.lines === 1
      ? l10n.t('The audit log is whole: 1 line.')
      : l10n.t('The audit log is whole: {0} lines.', verdict.lines);
  return verdict.dropped ? `${whole} ${l10n.t('Older lines were dropped for their age.')}` : whole;
}
