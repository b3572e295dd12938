import type { Lease } from './localService.ts';
import type { Scope } from './service/service.ts';

/** One bearer for whoever finds the window, with a scope that can become another. */
export class Admission {
  scope: Scope = {};
  readonly #issue: (scope: Scope) => Promise<Lease>;
  #lease: Promise<Lease> | undefined;
  #isEnded = false;

  constructor(issue: (scope: Scope) => Promise<Lease>) {
    this.#issue = issue;
  }

  /** @throws what `LocalService.lease` throws; it may be asked for again then. */
  lease(): Promise<Lease> {
    this.#lease ??= this.#issue(this.#isEnded ? {} : this.#changing());
    this.#lease.catch(() => {
      this.#lease = undefined;
    });
    return this.#lease;
  }

  end(): void {
    this.#isEnded = true;
    this.scope = {};
    this.#lease?.then(
      (lease) => lease.dispose(),
      () => {},
    );
  }

  /** Reads as {@link scope} does at that moment. */
  #changing(): Scope {
    const now = () => this.scope;
    return new Proxy<Scope>({}, { get: (_, name) => Reflect.get(now(), name) });
  }
}
