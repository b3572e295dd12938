import { type Found, findForUse } from '../../connections/access.ts';
import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import { actsAs } from '../../model/connection.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { folderLabel } from '../../model/folder.ts';
import { Problem } from '../../model/problem.ts';
import { accessNotAsked, accessRefused } from '../../model/problems.ts';
import type { Answer, Consents } from './consents.ts';
import { markOf } from './mark.ts';
import type { AccessQuestion, Person } from './person.ts';

/** A connection that an extension may use, as long as the signal is not aborted. */
export interface Permitted extends Found {
  /** Aborted, with a problem, when the person takes the access back. */
  signal: AbortSignal;
}

/** Decides whether an extension may use a connection, and asks the person once where they have not said so. */
export class Access implements Disposable {
  readonly #parts: Parts;
  readonly #consents: Consents;
  readonly #person: () => Promise<Person>;
  readonly #asking = new Map<string, Promise<void>>();
  readonly #running = new Map<string, { end: AbortController; problem: () => Error; isGranted: () => boolean }>();
  readonly #subscriptions = new DisposableList();
  /** One question at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts, consents: Consents, person: () => Promise<Person>) {
    this.#parts = parts;
    this.#consents = consents;
    this.#person = person;
    this.#subscriptions.push(consents.onDidChange(({ extension, connection }) => this.#end(extension, connection)));
  }

  /** What the person said by now; `undefined` where they are to be asked. */
  answer(
    caller: Pick<AccessQuestion['caller'], 'id'>,
    { connection, connector }: Pick<Found, 'connection' | 'connector'>,
  ) {
    return this.#consents.get({ extension: caller.id, connection: connection.id }, markOf({ connection, connector }));
  }

  /**
   * @param silent true: nobody is asked.
   * @throws Problem `PB833`, `PB834`; Denial where policies block its use; what `findForUse` throws.
   */
  async require(caller: AccessQuestion['caller'], id: string, silent = false): Promise<Permitted> {
    let found = await findForUse(this.#parts, id);
    let answer = this.answer(caller, found);
    if (answer === undefined && silent) throw accessNotAsked(caller.name, found.connection.name);
    if (answer === undefined) {
      await this.#ask(caller, id);
      // Much may have changed while the question stood there.
      found = await findForUse(this.#parts, id);
      answer = this.answer(caller, found);
    }
    if (answer !== 'granted') throw accessRefused(caller.name, found.connection.name);
    return { ...found, signal: this.#signal(caller, found) };
  }

  /** @returns whether the extension may use the connection, after the person was asked where they had not answered. */
  async request(caller: AccessQuestion['caller'], id: string): Promise<boolean> {
    return this.require(caller, id).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Problem && error.code === accessRefused('', '').code) return false;
        throw error;
      },
    );
  }

  /** Asks, or waits for the same question where it stands already. */
  #ask(caller: AccessQuestion['caller'], id: string): Promise<void> {
    const key = `${caller.id}/${id}`;
    const asking = this.#asking.get(key);
    if (asking) return asking;
    const turn = this.#turn.then(() => this.#askNow(caller, id));
    this.#turn = turn.catch(() => {});
    const asked = turn.finally(() => this.#asking.delete(key));
    this.#asking.set(key, asked);
    return asked;
  }

  async #askNow(caller: AccessQuestion['caller'], id: string): Promise<void> {
    const found = await findForUse(this.#parts, id);
    if (this.answer(caller, found) !== undefined) return;
    const { connection, folder, connector } = found;
    // Nobody is asked for what policies do not allow anyway.
    const ruling = await this.#parts.governance.ruling('use', connection);
    if (ruling.outcome === 'blocked') throw ruling.denial;
    const account = connectionState(this.#parts.states, connection).local?.account ?? actsAs(connection);
    const person = await this.#person();
    const answer = await person.mayUse({
      caller,
      connection: connection.name,
      application: connector.name,
      folder: folderLabel(folder),
      ...(account === undefined ? {} : { account }),
    });
    const given: Answer = answer === 'allow' ? 'granted' : 'refused';
    this.#parts.audit.record({
      ...{ action: 'access', connection: connection.id, name: connection.name, by: 'person', outcome: given },
      detail: caller.id,
    });
    await this.#consents.set({
      ...{ extension: caller.id, extensionName: caller.name, answer: given, mark: markOf(found) },
      ...{ connection: connection.id, connectionName: connection.name, at: new Date().toISOString() },
      ...(answer === 'notNow' ? { forSession: true } : {}),
    });
  }

  #signal(caller: AccessQuestion['caller'], found: Found): AbortSignal {
    const key = keyOf(caller.id, found.connection.id);
    const running = this.#running.get(key) ?? {
      end: new AbortController(),
      problem: () => new Error(),
      isGranted: () => true,
    };
    running.problem = () => accessRefused(caller.name, found.connection.name);
    running.isGranted = () => this.answer(caller, found) === 'granted';
    this.#running.set(key, running);
    return running.end.signal;
  }

  #end(extension: string, connection: string): void {
    const key = keyOf(extension, connection);
    const running = this.#running.get(key);
    if (!running || running.isGranted()) return;
    this.#running.delete(key);
    running.end.abort(running.problem());
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

function keyOf(extension: string, connection: string): string {
  return `${extension}/${connection}`.toLowerCase();
}
