import type { Connection } from '../model/connection.ts';
import type { Log } from '../model/log.ts';
import { Cancelled, type Problem } from '../model/problem.ts';
import { asProblem } from './showProblem.ts';

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
