import { Problem } from '../../model/problem.ts';
import type { NewCall } from './call.ts';
import type { CallLog } from './callLog.ts';

/**
 * Does some work with a connection, and records how it ended: with the status of an answer, a problem's code, or without any
 * answer where the caller ended it.
 *
 * @param call what is known before; the time is taken here.
 * @throws what `work` throws.
 */
export async function recorded<T>(
  calls: Pick<CallLog, 'record'>,
  call: Omit<NewCall, 'at' | 'durationMs' | 'status' | 'problem'>,
  work: () => Promise<T>,
): Promise<T> {
  const at = Date.now();
  const started = performance.now();
  const end = (how: Pick<NewCall, 'status' | 'problem'>) =>
    calls.record({ ...call, ...how, at, durationMs: performance.now() - started });
  try {
    const done = await work();
    end(done instanceof Response ? { status: done.status } : {});
    return done;
  } catch (error) {
    end(error instanceof Problem ? { problem: error.code } : { status: 0 });
    throw error;
  }
}
