import type { Parts } from '../../connections/parts.ts';
import type { Disposable } from '../../model/disposable.ts';
import { DisposableList } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import type { Principal } from '../../policy/index.ts';
import type { Scene } from './scene.ts';

type SceneParts = Pick<Parts, 'governance' | 'files' | 'who'>;

/** Keeps what holds while somebody writes, until something of it changes. */
export class Scenes implements Disposable {
  readonly #parts: SceneParts;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions = new DisposableList();
  #scene: Promise<Scene> | undefined;
  /** Dates in policies begin and end with a day. */
  #day = '';

  /** Fires when the next scene will be another. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: SceneParts) {
    this.#parts = parts;
    const changed = () => {
      this.#scene = undefined;
      this.#changed.fire();
    };
    this.#subscriptions.push(parts.governance.onDidChange(changed));
    this.#subscriptions.push(parts.files.onDidChange(changed));
  }

  /** Rejects where policies cannot be found out. */
  get(): Promise<Scene> {
    const today = new Date().toISOString().slice(0, 10);
    if (this.#day !== today) this.#scene = undefined;
    this.#day = today;
    if (!this.#scene) {
      const making = this.#make();
      this.#scene = making;
      making.catch(() => {
        if (this.#scene === making) this.#scene = undefined;
      });
    }
    return this.#scene;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #make(): Promise<Scene> {
    const { governance, files, who } = this.#parts;
    const table = await governance.table();
    const [{ sources, people, membership }, { connections, folders }] = await Promise.all([
      governance.status(),
      files.snapshot(),
    ]);
    const { principal: known, domain, governed } = table.parts;
    const principal: Principal = governed ? known : await principalOf(who, people.groups);
    return {
      ...{ sources, people, membership, domain, principal, folders, now: Date.now() },
      connections: [...connections.values()],
      ...(governed ? { table } : {}),
    };
  }
}

/** Where nothing is governed nobody has asked yet who it is. */
async function principalOf(who: Parts['who'], groups: ReadonlyMap<string, readonly string[]>): Promise<Principal> {
  const user = await who();
  const own = [...groups].filter(([, users]) => users.some((one) => one.toLowerCase() === user?.toLowerCase()));
  return { user, groups: user === undefined ? undefined : own.map(([name]) => name) };
}
