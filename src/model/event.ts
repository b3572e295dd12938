import type { Disposable } from './disposable.ts';

/** Subscribes `listener`; dispose the answer to stop. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** One thing that happens, for any number of listeners. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
