import type { Log } from '../../model/log.ts';
import { Cancelled, Problem } from '../../model/problem.ts';
import { unexpected } from '../../model/problems.ts';
import type { PatchbayError } from './patchbay.ts';

/**
 * What other extensions are thrown: the words and the code, and nothing of what lies behind them, which may hold what is not
 * theirs to see.
 */
export function asApiError(error: unknown, log: Log): unknown {
  if (error instanceof Cancelled) return error;
  const problem = error instanceof Problem ? error : unexpected(error);
  if (!(error instanceof Problem)) log.error('A request of another extension failed', error);
  const { message, code, remedy } = problem;
  const made: PatchbayError = Object.assign(new Error(message), { code, remedy });
  made.name = 'PatchbayError';
  return made;
}
