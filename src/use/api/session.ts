import type { Parts } from '../../connections/parts.ts';
import type { Connection } from '../../model/connection.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import { connectionGone, sessionEnded } from '../../model/problems.ts';
import type { Bindings } from '../bindings/bindings.ts';
import type { CallLog } from '../seen/callLog.ts';
import { recorded } from '../seen/recorded.ts';
import { Refusals } from '../service/proxy/refusals.ts';
import { Access } from './access.ts';
import { asApiError } from './boundary.ts';
import type { Caller } from './caller.ts';
import type { Consents } from './consents.ts';
import { connectionsThatFit, describeFor } from './describe.ts';
import type { PatchbayConnection, PatchbaySession } from './patchbay.ts';
import type { Person } from './person.ts';
import { request } from './request.ts';
import { together } from './together.ts';
import { tokenOf } from './token.ts';

export interface SessionParts {
  parts: Parts;
  consents: Consents;
  calls: Pick<CallLog, 'record'>;
  bindings: Pick<Bindings, 'resolve' | 'onDidChange'>;
  person(): Promise<Person>;
}

/** Makes the sessions of extensions; one for all of a window, so that two of them ask the person once. */
export class Sessions implements Disposable {
  readonly #of: SessionParts;
  readonly #access: Access;
  readonly #refusals = new Refusals();
  readonly #changed = new Emitter<void>();
  readonly #subscriptions = new DisposableList();

  constructor(of: SessionParts) {
    this.#of = of;
    this.#access = this.#subscriptions.push(new Access(of.parts, of.consents, of.person));
    const { files, states, governance } = of.parts;
    const changed = together(() => this.#changed.fire());
    this.#subscriptions.push(files.onDidChange(changed));
    this.#subscriptions.push(states.onDidChange(changed));
    this.#subscriptions.push(governance.onDidChange(changed));
    this.#subscriptions.push(of.bindings.onDidChange(changed));
  }

  /**
   * What one extension is given; frozen, as it is handed around in a process where others could write on it.
   *
   * @param isRunning false once the extension does not run any more.
   */
  session(caller: Caller, isRunning: () => boolean): PatchbaySession {
    const { parts, bindings, calls, person } = this.#of;
    const access = this.#access;
    const guarded = async <T>(work: () => Promise<T>, signal?: AbortSignal | null): Promise<T> => {
      try {
        if (!isRunning()) throw sessionEnded(caller.name);
        return await work();
      } catch (error) {
        // What the caller ended itself is thrown as it said.
        throw signal?.aborted && error === signal.reason ? error : asApiError(error, parts.log);
      }
    };
    return Object.freeze<PatchbaySession>({
      extensionId: caller.id,
      list: (filter = {}) =>
        guarded(async () => describeFor(parts, access, caller, await connectionsThatFit(parts, filter))),
      pick: ({ title, ...filter } = {}) =>
        guarded(async () => {
          const offered = await connectionsThatFit(parts, filter);
          const chosen = await (await person()).choose({ caller, offered, ...(title ? { title } : {}) });
          return chosen === undefined || chosen === 'add' ? undefined : this.#describe(caller, chosen);
        }),
      resolve: (name) => guarded(async () => this.#describe(caller, await bindings.resolve(String(name)))),
      requestAccess: (id) => guarded(() => access.request(caller, String(id))),
      getAccessToken: (id, { silent, refused } = {}) =>
        guarded(async () => {
          const { signal, connection } = await access.require(caller, String(id), silent);
          return recorded(calls, { connection: connection.id, by: caller.id, what: 'token' }, async () => {
            const token = await tokenOf(parts, connection.id, caller.id, refused);
            // Taken back while the token was renewed.
            signal.throwIfAborted();
            return token;
          });
        }),
      fetch: (id, input, init) =>
        guarded(async () => {
          const { signal, connection } = await access.require(caller, String(id));
          const asking = { parts, by: caller.id, signal, refusals: this.#refusals };
          const { method = 'GET' } = init ?? {};
          const about = { connection: connection.id, by: caller.id, what: 'request' as const };
          return recorded(calls, { ...about, method: String(method).toUpperCase(), path: String(input) }, () =>
            request(asking, connection.id, input, init),
          );
        }, init?.signal),
      onDidChangeConnections: (listener) => this.#changed.event(() => this.#tell(listener, undefined)),
      onDidChangeAccess: (listener) =>
        this.#of.consents.onDidChange(async ({ extension, connection }) => {
          if (extension !== caller.id) return;
          const [described] = await this.#withId(caller, connection).catch(() => []);
          const connectionId = described?.id ?? connection;
          this.#tell(listener, { connectionId, access: described?.access ?? 'ask' });
        }),
    });
  }

  /** @throws Problem `PB105`, `PB108`. */
  async #describe(caller: Caller, connection: Connection): Promise<PatchbayConnection> {
    const { parts } = this.#of;
    const [described] = await describeFor(parts, this.#access, caller, [connection]);
    if (described) return described;
    await parts.catalog.connector(connection.connector);
    throw connectionGone(connection.name);
  }

  /** @param id in small letters. */
  async #withId(caller: Caller, id: string): Promise<PatchbayConnection[]> {
    const all = await connectionsThatFit(this.#of.parts, {});
    const found = all.filter((one) => one.id.toLowerCase() === id);
    return describeFor(this.#of.parts, this.#access, caller, found);
  }

  /** What goes wrong in another extension is not ours. */
  #tell<T>(listener: (event: T) => unknown, event: T): void {
    try {
      listener(event);
    } catch {
      this.#of.parts.log.warn('A listener of another extension failed');
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
