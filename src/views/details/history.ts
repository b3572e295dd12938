import * as l10n from '@vscode/l10n';
import type { AuditLine } from '../../storage/auditLog.ts';
import { formatTime } from './facts.ts';

/** What was done with a connection, the newest first; the same thing several times in a row is one line. */
export function describeHistory(lines: readonly AuditLine[], locale: string): { time: string; words: string }[] {
  const grouped: { line: AuditLine; count: number }[] = [];
  for (const line of [...lines].reverse()) {
    const last = grouped.at(-1);
    if (last && describeLine(last.line) === describeLine(line)) last.count++;
    else grouped.push({ line, count: 1 });
  }
  return grouped.map(({ line, count }) => ({
    time: formatTime(line.at, locale),
    words: count > 1 ? l10n.t('{0} ({1} times)', describeLine(line), count) : describeLine(line),
  }));
}

function describeLine({ action, outcome, by, detail }: AuditLine): string {
  const words = [actionWords(action, detail), outcomeWords(outcome), by === 'person' ? undefined : byWords(by)];
  return words.filter((word) => word !== undefined).join(', ');
}

function actionWords(action: AuditLine['action'], detail: string | undefined): string {
  switch (action) {
    case 'create':
      return l10n.t('Added');
    case 'reconnect':
      return l10n.t('Signed in again');
    case 'use':
      return l10n.t('Credential used');
    case 'renew':
      return l10n.t('Token renewed');
    case 'check':
      return l10n.t('Checked');
    case 'edit':
      return detail === undefined ? l10n.t('Changed') : l10n.t('Changed ({0})', detail);
    case 'move':
      return l10n.t('Moved');
    case 'delete':
      return l10n.t('Deleted');
    case 'undo':
      return l10n.t('Deletion taken back');
    case 'revoke':
      return detail === 'replaced' ? l10n.t('Earlier sign-in given back') : l10n.t('Sign-in given back');
    case 'access':
      return l10n.t('Answer to the extension {0}', detail ?? '');
    case 'forget':
      return l10n.t('Credential forgotten');
    default:
      // A newer Patchbay wrote it.
      return action;
  }
}

function outcomeWords(outcome: string): string | undefined {
  switch (outcome) {
    case 'ok':
      return undefined;
    case 'revoked':
      return l10n.t('ended by the application');
    case 'notOffered':
      return l10n.t('the application offers no way to end it');
    case 'failed':
      return l10n.t('failed');
    case 'noCredential':
      return l10n.t('there was none');
    case 'same':
      return l10n.t('it is the same');
    case 'endsAll':
      return l10n.t('left to end by itself');
    case 'pasted':
      return l10n.t('only you can end it');
    case 'granted':
      return l10n.t('allowed');
    case 'refused':
      return l10n.t('refused');
    case 'takenBack':
      return l10n.t('taken back');
    case 'mayAsk':
      return l10n.t('it may ask again');
    case 'kept':
      return l10n.t('not possible');
    default:
      return outcome;
  }
}

function byWords(by: string): string {
  return by === 'background' ? l10n.t('in the background') : l10n.t('by {0}', by);
}
