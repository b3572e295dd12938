import type { Parts } from '../connections/parts.ts';
import type { Disposable } from '../model/disposable.ts';
import { Emitter } from '../model/event.ts';
import { Problem } from '../model/problem.ts';
import { serviceNotStarted, windowCloses } from '../model/problems.ts';
import { Admission } from './admission.ts';
import type { Bindings } from './bindings/bindings.ts';
import type { Call, Scope, Service } from './service/service.ts';
import type { Address } from './variables.ts';

/** A bearer, with the address that takes it. Dispose it to end the bearer and what runs with it. */
export interface Lease extends Address, Disposable {}

export interface LocalServiceOptions {
  /** The workspace folders that are open, for whoever looks for a window. */
  folders(): readonly string[];
  /** Where the window can be found; for tests. */
  windows?: string;
}

/**
 * The local connection service of this window. Nothing listens, and no code of it is loaded, before somebody needs it; from
 * then on it is there until the window closes.
 */
export class LocalService implements Disposable {
  readonly #parts: Parts;
  readonly #bindings: Bindings;
  readonly #options: LocalServiceOptions;
  readonly #called = new Emitter<Call>();
  #service: Promise<Service> | undefined;
  /** What callers that find the window by themselves may use; nobody finds it before this is said. */
  #announcedScope: Scope | undefined;
  /** What they may use once everything is taken back. */
  #narrowScope: Scope | undefined;
  /** What they have: the same while what they may use only grows, so that what they run goes on. */
  #admission: Admission | undefined;
  /** One after the other. */
  #announcing: Promise<void> = Promise.resolve();
  /** What lies on the disk now. */
  #left: Disposable[] = [];
  #closed: Promise<void> | undefined;

  /** Fires when a request ended, from the first on. */
  readonly onCall = this.#called.event;

  constructor(parts: Parts, bindings: Bindings, options: LocalServiceOptions) {
    this.#parts = parts;
    this.#bindings = bindings;
    this.#options = options;
  }

  /**
   * The running service; started now where it is not yet.
   *
   * @throws Problem `PB841` where nothing can listen, `PB844` while the window closes.
   */
  get(): Promise<Service> {
    if (this.#closed) return Promise.reject(windowCloses());
    if (this.#service) return this.#service;
    const starting = this.#start();
    this.#service = starting;
    // What failed is tried anew the next time.
    starting.catch(() => {
      this.#service = undefined;
    });
    return starting;
  }

  /** Lets somebody in, until the lease is disposed or the window closes. @throws what {@link get} throws. */
  async lease(scope: Scope, label: string): Promise<Lease> {
    const service = await this.get();
    const bearer = service.issueBearer(scope, label);
    return { url: service.url, bearer, dispose: () => service.revoke(bearer) };
  }

  /**
   * From now on `patchbay` finds this window in any terminal of this person. Where everything was announced, that stays until
   * {@link withdraw}.
   *
   * @param scope what such a caller may use; `undefined`: the window is found no longer.
   */
  async announce(scope: Scope | undefined): Promise<void> {
    if (!scope?.everything) this.#narrowScope = scope;
    if (this.#announcedScope?.everything) return;
    this.#announcedScope = scope;
    await this.#announce();
  }

  /**
   * Ends what those have who were let use everything; what was announced besides, before or since, holds from now on.
   *
   * @returns false where everything was not announced.
   */
  async withdraw(): Promise<boolean> {
    if (!this.#announcedScope?.everything) return false;
    this.#announcedScope = this.#narrowScope;
    this.#refuse();
    await this.#announce();
    return true;
  }

  /** The folders of the workspace are others by now. */
  async foldersChanged(): Promise<void> {
    if (this.#announcedScope) await this.#announce();
  }

  /** Ends it with everything that runs; at once, as far as others could find it. */
  close(): Promise<void> {
    this.#takeAway();
    this.#closed ??= (async () => {
      await (await this.#service?.catch(() => undefined))?.close();
    })();
    return this.#closed;
  }

  dispose(): void {
    void this.close();
  }

  async #start(): Promise<Service> {
    try {
      const [{ createService }, { serviceBindings }] = await Promise.all([
        import('./service/service.ts'),
        import('./bindings/forService.ts'),
      ]);
      const service = await createService(this.#parts, { bindings: serviceBindings(this.#bindings) });
      service.onCall((call) => this.#called.fire(call));
      return service;
    } catch (error) {
      throw error instanceof Problem ? error : serviceNotStarted(error);
    }
  }

  /** That others find it is not what it is for: where that fails, the service runs all the same. */
  #announce(): Promise<void> {
    this.#announcing = this.#announcing
      .then(() => this.#leave())
      .catch((error) => {
        if (!this.#closed) this.#parts.log.error('The local service cannot be found by the command line', error);
      });
    return this.#announcing;
  }

  async #leave(): Promise<void> {
    const scope = this.#announcedScope;
    if (!scope || this.#closed) return this.#refuse();
    const admission = this.#admission ?? new Admission((all) => this.lease(all, 'command line'));
    this.#admission = admission;
    admission.scope = scope;
    const [{ announce }, { url, bearer }] = await Promise.all([import('./discovery/announce.ts'), admission.lease()]);
    const said = { url, bearer, folders: this.#options.folders(), anywhere: scope.everything === true };
    const left = await announce(said, this.#options.windows);
    // Not before: until then it is found by what it said before.
    this.#takeAway();
    this.#left.push(left);
    if (this.#closed) this.#takeAway();
  }

  /** Whoever found the window is let in no longer. */
  #refuse(): void {
    this.#admission?.end();
    this.#admission = undefined;
    this.#takeAway();
  }

  /** What cannot be removed now is tried again the next time. */
  #takeAway(): void {
    for (const left of this.#left.splice(0)) {
      try {
        left.dispose();
      } catch (error) {
        this.#left.push(left);
        this.#parts.log.error('What the command line finds this window by could not be removed', error);
      }
    }
  }
}
