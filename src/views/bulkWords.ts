import * as l10n from '@vscode/l10n';
import type { Connection } from '../model/connection.ts';
import type { Problem } from '../model/problem.ts';

/** No report gives more reasons than this. */
const mostReasons = 5;

/** One report: what was done, and of each that failed why. */
export function describeBulk(
  done: string,
  failed: readonly { connection: Pick<Connection, 'name'>; problem: Problem }[],
): string {
  const reasons = failed.map(({ connection, problem }) =>
    l10n.t('“{0}” was left as it is: {1}', connection.name, problem.toSentence()),
  );
  const shown = reasons.slice(0, mostReasons);
  const more = reasons.length - shown.length;
  return [done, ...shown, more > 0 ? l10n.t('And {0} more.', more) : ''].filter(Boolean).join(' ');
}
