import { Emitter, type Event } from '../../model/event.ts';
import type { Binding } from './binding.ts';
import type { Bindings } from './bindings.ts';

/** Bindings whose code is loaded with the first question, or with the first who wants to be told of changes. */
export class LateBindings implements Bindings {
  readonly #load: () => Promise<Bindings>;
  readonly #changed = new Emitter<void>();
  #loaded: Promise<Bindings> | undefined;

  readonly onDidChange: Event<void> = (listener) => {
    void this.#bindings();
    return this.#changed.event(listener);
  };

  constructor(load: () => Promise<Bindings>) {
    this.#load = load;
  }

  async all() {
    return (await this.#bindings()).all();
  }

  async problems() {
    return (await this.#bindings()).problems();
  }

  async follow(bindings: readonly Binding[]) {
    return (await this.#bindings()).follow(bindings);
  }

  async resolve(name: string) {
    return (await this.#bindings()).resolve(name);
  }

  async named(name: string) {
    return (await this.#bindings()).named(name);
  }

  async choose(binding: Pick<Binding, 'file' | 'name'>, connection: string | undefined) {
    await (await this.#bindings()).choose(binding, connection);
  }

  /** Nothing is held before the code is there. */
  reload(): void {
    void this.#loaded?.then((bindings) => bindings.reload());
  }

  #bindings(): Promise<Bindings> {
    this.#loaded ??= this.#load().then((bindings) => {
      bindings.onDidChange(() => this.#changed.fire());
      // What changed while it was loaded.
      this.#changed.fire();
      return bindings;
    });
    return this.#loaded;
  }
}
