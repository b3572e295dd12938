import { setImmediate as next } from 'node:timers/promises';
import type { Parts } from '../../connections/parts.ts';
import type { Connection } from '../../model/connection.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import { sameUser } from '../../policy/facts.ts';

/** Changes that come within this time are looked at together, in milliseconds. */
const settleMs = 300;

type WaitParts = Pick<Parts, 'files' | 'governance' | 'isTrusted' | 'who' | 'log'>;

/**
 * How many people wait for access in each folder that the person at the editor administers: they have a role and a key, but
 * what is sealed there is not sealed to them. Looked at by and by, after the tree is shown.
 */
export class AccessWaits implements Disposable {
  readonly #parts: WaitParts;
  readonly #list = new DisposableList();
  readonly #changed = new Emitter<void>();
  #waits: ReadonlyMap<string, number> = new Map();
  /** What was sealed when it was looked at last. */
  #seals: ReadonlyMap<string, string> = new Map();
  #settling: NodeJS.Timeout | undefined;
  #turn = 0;

  /** Fires when a number is another than before. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: WaitParts) {
    this.#parts = parts;
    this.#list.push(
      parts.files.onDidChange(({ connections }) => {
        if (!same(sealsOf(connections.values()), this.#seals)) this.#lookSoon();
      }),
    );
    this.#list.push(parts.governance.onDidChange(() => this.#lookSoon()));
    this.#list.push({ dispose: () => clearTimeout(this.#settling) });
    this.#lookSoon();
  }

  /** Of a folder, by its id. */
  in(folder: string): number {
    return this.#waits.get(folder) ?? 0;
  }

  dispose(): void {
    this.#turn++;
    this.#list.dispose();
  }

  #lookSoon(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.look().catch((error) => this.#parts.log.error('Who waits for access cannot be told', error));
    }, settleMs);
    this.#settling.unref();
  }

  /** Counts anew. */
  async look(): Promise<void> {
    const turn = ++this.#turn;
    const waits = this.#parts.isTrusted() ? await this.#count(() => turn === this.#turn) : new Map();
    if (turn !== this.#turn || same(waits, this.#waits)) return;
    this.#waits = waits;
    this.#changed.fire();
  }

  async #count(isWanted: () => boolean): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const { connections } = await this.#parts.files.snapshot();
    this.#seals = sealsOf(connections.values());
    const sealed = new Map<string, Connection[]>();
    for (const connection of connections.values()) {
      const { folder, credential } = connection;
      if (credential.kind === 'sealed') (sealed.get(folder) ?? sealed.set(folder, []).get(folder))?.push(connection);
    }
    const me = sealed.size > 0 ? await this.#parts.who() : undefined;
    if (me === undefined) return found;
    const { readersOf } = await import('../../connections/sharing/recipients.ts');
    for (const [folder, inside] of sealed) {
      // Between two folders others get their turn.
      await next();
      if (!isWanted()) return found;
      const access = await this.#parts.governance.accessTo(folder);
      const own = access.people.find(({ user }) => sameUser(user, me));
      if (!access.known || !own?.permissions.includes('Edit')) continue;
      const recipients = inside.map(({ credential }) => new Set(credential.recipients));
      const waiting = readersOf(access).filter(({ keys }) =>
        recipients.some((has) => keys.some((key) => !has.has(key))),
      ).length;
      if (waiting > 0) found.set(folder, waiting);
    }
    return found;
  }
}

/** What is sealed where, by the ids of connections. */
function sealsOf(connections: Iterable<Connection>): Map<string, string> {
  const seals = new Map<string, string>();
  for (const { id, folder, credential } of connections)
    if (credential.kind === 'sealed') seals.set(id, `${credential.seal} ${folder}`);
  return seals;
}

function same<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
