import { Cancelled } from '../model/problem.ts';
import { lockTimedOut } from '../model/problems.ts';

export interface LockOptions {
  /** How long to wait for others, in milliseconds. */
  timeoutMs?: number;
  /** The person's own cancel. */
  signal?: AbortSignal;
  /** Where the folder for locks lies, for tests; for everybody else it must be one place. */
  parent?: string;
}

/** The name of the lock under which everything of one connection is changed. */
export function connectionLock(id: string): string {
  return `connection:${id.toLowerCase()}`;
}

/** The last in the queue for each name in this process; settled when it is done. */
const queues = new Map<string, Promise<void>>();

/**
 * Runs `action` while no other process of this user, and nobody else in this one, holds the lock `name`. The operating
 * system frees the lock when its holder dies: there is no heartbeat to miss and no file to go stale. Not reentrant.
 *
 * @throws Problem `PB305` where it was not free within `timeoutMs` (30 s unless told), `PB307` where the folder for locks
 * cannot be trusted; Cancelled; what `action` throws.
 */
export async function withLock<T>(name: string, action: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve();
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const mine = before.then(() => finished);
  queues.set(name, mine);
  try {
    const release = await take(name, before, options);
    try {
      return await action();
    } finally {
      release();
    }
  } finally {
    finish();
    if (queues.get(name) === mine) queues.delete(name);
  }
}

/** Waits for this process's turn, then for the other processes. Gives what lets go of the lock. */
async function take(
  name: string,
  before: Promise<void>,
  { timeoutMs = 30_000, signal, parent }: LockOptions,
): Promise<() => void> {
  const stopper = new AbortController();
  const stop = stopper.signal;
  const timer = setTimeout(() => stopper.abort(lockTimedOut()), timeoutMs);
  const cancel = () => stopper.abort(new Cancelled());
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    await orStop(before, stop);
    if (process.platform === 'win32') return await (await import('./lock/pipe.ts')).acquirePipe(name, stop);
    return await (await import('./lock/numberedSockets.ts')).acquireNumbered(name, stop, parent);
  } catch (error) {
    // An operation that was aborted throws an AbortError of its own.
    throw error instanceof Error && error.name === 'AbortError' ? stop.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Waits for `work`, which never fails, unless stopped first. */
function orStop(work: Promise<void>, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(stop.reason);
    if (stop.aborted) return refuse();
    stop.addEventListener('abort', refuse, { once: true });
    void work.then(() => {
      stop.removeEventListener('abort', refuse);
      resolve();
    });
  });
}
