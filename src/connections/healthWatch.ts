import type { Disposable } from '../model/disposable.ts';
import { Cancelled } from '../model/problem.ts';
import { withLock } from '../storage/processLock.ts';
import type { HealthQueue } from './healthQueue.ts';
import type { Parts } from './parts.ts';

/** Between two looks at what is due, in milliseconds; one connection at a time, so that no provider is stormed. */
const pauseMs = 20_000;

/** Longer than any window lives: the longest delay that a timer takes, in milliseconds. */
const forever = 2 ** 31 - 1;

export interface HealthWatchOptions {
  /** The ids that are in use or on view in this window. */
  interesting(): Iterable<string>;
  /** Of the lock: one for each storage. */
  name: string;
  /** The time, in milliseconds since 1970. */
  now?(): number;
  /** Waits, and no longer once `signal` is aborted. */
  pause?(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Keeps the states of connections true in the background: gently, for those that are in use or on view, and in one window
 * at a time. The elected one works as long as something of its own is due; then the next may have its turn, and where it
 * closes, the operating system frees the lock for another.
 */
export class HealthWatch implements Disposable {
  readonly #parts: Parts;
  readonly #options: HealthWatchOptions;
  readonly #pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly #stop = new AbortController();
  #begun = false;

  constructor(parts: Parts, options: HealthWatchOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#pause = options.pause ?? pause;
  }

  /** To be called when the first connection comes into view or use; later calls do nothing. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#run(this.#stop.signal).catch((error) => {
      if (!(error instanceof Cancelled)) this.#parts.log.error('Connections are not checked in the background', error);
    });
  }

  dispose(): void {
    this.#stop.abort();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { name, interesting, now } = this.#options;
    let queue: HealthQueue | undefined;
    for (;;) {
      // First the pause: nothing is asked at start-up, when the network may not be there yet, nor is what asks loaded.
      await this.#pause(pauseMs, signal);
      if (signal.aborted) return;
      await this.#parts.states.ready();
      const known = queue ?? new (await import('./healthQueue.ts')).HealthQueue(this.#parts, interesting, now);
      queue = known;
      if ((await known.next()) === undefined) continue;
      await withLock(`health:${name}`, () => this.#serve(known, signal), { timeoutMs: forever, signal });
    }
  }

  async #serve(queue: HealthQueue, signal: AbortSignal): Promise<void> {
    const { checkConnection } = await import('./check.ts');
    for (;;) {
      const id = signal.aborted ? undefined : await queue.next();
      if (id === undefined) return;
      // What is wrong is in the state now; who is to be told hears of it from the activity.
      await checkConnection(this.#parts, id, { signal, by: 'background' }).catch((error) => queue.failed(id, error));
      await queue.asked(id);
      await this.#pause(pauseMs, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    timer.unref();
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
