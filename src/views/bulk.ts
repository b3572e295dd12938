import * as l10n from '@vscode/l10n';
import type { Connection } from '../model/connection.ts';
import type { Log } from '../model/log.ts';
import { Cancelled, type Problem } from '../model/problem.ts';
import { asProblem } from './showProblem.ts';

/** No report gives more reasons than this. */
const mostReasons = 5;

/** What became of each of several connections. */
export interface Bulk<T> {
  done: T[];
  failed: { connection: Connection; problem: Problem }[];
}

/** Does something with each of several connections. One that fails does not keep the others back. */
export async function inBulk<T>(
  connections: readonly Connection[],
  log: Log,
  action: (connection: Connection) => Promise<T>,
): Promise<Bulk<T>> {
  const bulk: Bulk<T> = { done: [], failed: [] };
  for (const connection of connections) {
    try {
      bulk.done.push(await action(connection));
    } catch (error) {
      if (error instanceof Cancelled) continue;
      const problem = asProblem(error, log);
      if (problem) bulk.failed.push({ connection, problem });
    }
  }
  return bulk;
}

/** One report: what was done, and of each that failed why. */
export function describeBulk(done: string, failed: Bulk<unknown>['failed']): string {
  const reasons = failed.map(({ connection, problem }) =>
    l10n.t('“{0}” was left as it is: {1}', connection.name, problem.toSentence()),
  );
  const shown = reasons.slice(0, mostReasons);
  const more = reasons.length - shown.length;
  return [done, ...shown, more > 0 ? l10n.t('And {0} more.', more) : ''].filter(Boolean).join(' ');
}
