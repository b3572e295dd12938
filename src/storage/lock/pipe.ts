import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { listenAt, waitWhileHeld } from './lockSocket.ts';

/** The name of a pipe of Windows, which is made by one process alone and goes with it. */
export function pipePath(name: string): string {
  return `\\\\.\\pipe\\patchbay-${createHash('sha256').update(`${userInfo().username}\n${name}`).digest('hex').slice(0, 32)}`;
}

/**
 * Takes a lock by making a pipe: the system lets one process make it and frees the name when that one ends.
 *
 * @param toPath gives the path of a lock's name; another kind of exclusive name can be put here.
 * @returns what lets go of the lock.
 * @throws the signal's reason.
 */
export async function acquirePipe(name: string, stop: AbortSignal, toPath = pipePath): Promise<() => void> {
  const path = toPath(name);
  for (;;) {
    stop.throwIfAborted();
    try {
      const socket = await listenAt(path);
      return () => socket.close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
    // Between making the pipe and listening, and while the last handles close, there is nothing to wait on.
    if ((await waitWhileHeld(path, stop)) !== 'freed') await delay(5 + Math.random() * 20, undefined, { signal: stop });
  }
}
