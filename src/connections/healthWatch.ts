import type { Disposable } from '../model/disposable.ts';
import { Cancelled } from '../model/problem.ts';
import { withLock } from '../storage/processLock.ts';
import { checkConnection } from './check.ts';
import { HealthQueue } from './healthQueue.ts';
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
  readonly #name: string;
  readonly #queue: HealthQueue;
  readonly #pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly #stop = new AbortController();
  #begun = false;

  constructor(parts: Parts, { interesting, name, now, pause: wait = pause }: HealthWatchOptions) {
    this.#parts = parts;
    this.#name = name;
    this.#queue = new HealthQueue(parts, interesting, now);
    this.#pause = wait;
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
    const options = { timeoutMs: forever, signal };
    for (;;) {
      // First the pause: nothing is asked at start-up, when the network may not be there yet.
      await this.#pause(pauseMs, signal);
      if (signal.aborted) return;
      await this.#parts.states.ready();
      if (await this.#queue.next()) await withLock(`health:${this.#name}`, () => this.#serve(signal), options);
    }
  }

  async #serve(signal: AbortSignal): Promise<void> {
    for (;;) {
      const id = signal.aborted ? undefined : await this.#queue.next();
      if (id === undefined) return;
      // What is wrong is in the state now; who is to be told hears of it from the activity.
      await checkConnection(this.#parts, id, { signal, by: 'background' }).catch((error) => {
        this.#queue.failed(id, error);
      });
      await this.#queue.asked(id);
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
