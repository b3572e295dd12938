import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import type { Connection } from '../../model/connection.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { Emitter, type Event } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import { bindingTwice, bindingUnknown, bindingUnresolved } from '../../model/problems.ts';
import type { BindingOverrides } from '../../storage/bindingOverrides.ts';
import { type Binding, isId } from './binding.ts';
import type { BindingFiles } from './bindingFiles.ts';
import { connectionIn, type Resolution, resolveBinding, type World } from './resolve.ts';

type BindingParts = Pick<Parts, 'files' | 'states' | 'governance' | 'isTrusted'>;

/** A binding, and what it leads to now for the person at this editor. */
export interface Bound {
  binding: Binding;
  /** The id that this person chose for themselves. */
  override?: string;
  resolution: Resolution;
}

/** The names that code uses for connections, followed to the connections. Nothing is read before the first question. */
export interface Bindings {
  /** Fires when a name may lead elsewhere than before. */
  readonly onDidChange: Event<void>;

  /** Every binding of every file, in their order. */
  all(): Promise<Bound[]>;

  /** What is wrong with the files. */
  problems(): Promise<readonly { file: string; problem: Problem }[]>;

  /** Follows bindings that are in no file yet, such as those of a text that is being written. */
  follow(bindings: readonly Binding[]): Promise<Bound[]>;

  /**
   * The connection behind a name, or with an id.
   *
   * @throws Problem `PB750` unknown, `PB751` it leads nowhere, `PB752` two files disagree; `PB101`, `PB103` where a file
   *   with a mistake may have the name.
   */
  resolve(name: string): Promise<Connection>;

  /** All bindings of this name; several where several files have it. */
  named(name: string): Promise<Bound[]>;

  /** Chooses another connection for this person alone; `undefined` goes back to what the file says. */
  choose(binding: Pick<Binding, 'file' | 'name'>, connection: string | undefined): Promise<void>;

  /** Something changed on the disk, by whoever. */
  reload(): void;
}

/** The bindings of a window: its files, and what its person chose. */
export class WindowBindings implements Bindings, Disposable {
  readonly #parts: BindingParts;
  readonly #files: BindingFiles;
  readonly #overrides: BindingOverrides;
  readonly #changed = new Emitter<void>();
  /** By file, as last read: a service asks at every request. */
  readonly #chosen = new Map<string, Promise<ReadonlyMap<string, string>>>();
  readonly #subscriptions = new DisposableList();

  readonly onDidChange = this.#changed.event;

  constructor(parts: BindingParts, files: BindingFiles, overrides: BindingOverrides) {
    this.#parts = parts;
    this.#files = files;
    this.#overrides = overrides;
    const changed = () => this.#changed.fire();
    this.#subscriptions.push(files.onDidChange(changed));
    this.#subscriptions.push(parts.files.onDidChange(changed));
    this.#subscriptions.push(parts.states.onDidChange(changed));
    this.#subscriptions.push(parts.governance.onDidChange(changed));
  }

  async all(): Promise<Bound[]> {
    const { bindings } = await this.#files.found();
    return this.follow(bindings);
  }

  async problems(): Promise<readonly { file: string; problem: Problem }[]> {
    return (await this.#files.found()).problems;
  }

  async follow(bindings: readonly Binding[]): Promise<Bound[]> {
    if (bindings.length === 0) return [];
    const files = [...new Set(bindings.map(({ file }) => file))];
    const [world, chosen] = await Promise.all([
      this.#world(),
      Promise.all(files.map(async (file) => [file, await this.#chosenIn(file)] as const)),
    ]);
    const overrides = new Map(chosen);
    return bindings.map((binding) => {
      const override = overrides.get(binding.file)?.get(binding.name);
      const resolution = resolveBinding(binding, override, world);
      return { binding, resolution, ...(override === undefined ? {} : { override }) };
    });
  }

  async resolve(name: string): Promise<Connection> {
    const found = await this.named(name);
    if (found.length === 0) return this.#withId(name);
    const ids = new Set(found.map(({ resolution }) => connectionIn(resolution)?.id));
    if (ids.size > 1) throw bindingTwice(name, found.map(({ binding }) => binding.file).join(', '));
    const { resolution } = found[0] as Bound;
    if ('connection' in resolution) return resolution.connection;
    const { reasonWords } = await import('./words.ts');
    throw bindingUnresolved(name, await reasonWords(this.#parts, resolution.unresolved));
  }

  async named(name: string): Promise<Bound[]> {
    const { bindings } = await this.#files.found();
    return this.follow(bindings.filter((one) => one.name === name));
  }

  async choose({ file, name }: Pick<Binding, 'file' | 'name'>, connection: string | undefined): Promise<void> {
    await this.#overrides.set(file, name, connection);
    this.#chosen.delete(file);
    this.#changed.fire();
  }

  reload(): void {
    this.#chosen.clear();
    this.#files.reload();
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #chosenIn(file: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#chosen.get(file) ?? this.#overrides.of(file);
    this.#chosen.set(file, known);
    return known;
  }

  async #withId(id: string): Promise<Connection> {
    const { connections } = await this.#parts.files.snapshot();
    const found = isId(id) && [...connections.values()].find((one) => one.id.toLowerCase() === id.toLowerCase());
    if (found) return found;
    throw (await this.problems())[0]?.problem ?? bindingUnknown(id);
  }

  async #world(): Promise<World> {
    const { files, states, governance, isTrusted } = this.#parts;
    const [{ connections, folders }] = await Promise.all([files.snapshot(), states.ready(), governance.table()]);
    return {
      ...{ connections, folders, trusted: isTrusted() },
      state: (connection) => connectionState(states, connection),
      isBlocked: (connection) => governance.decideNow('use', connection)?.blocked ?? true,
    };
  }
}
