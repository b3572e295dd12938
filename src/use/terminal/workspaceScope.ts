import { join } from 'node:path';
import type { Parts } from '../../connections/parts.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import type { Bindings } from '../bindings/bindings.ts';
import { isInside } from '../bindings/inside.ts';
import type { Scope } from '../service/service.ts';

/**
 * What the terminals of a workspace folder may use: what its files of bindings name, and its shared folders. Of the rest of
 * the Personal Workspace they see nothing. It follows the files, since a bearer that stands in an environment cannot be
 * changed any more.
 */
export class WorkspaceScope implements Scope, Disposable {
  bindings: readonly string[] = [];
  folders: readonly string[] = [];
  readonly #directories: () => readonly string[];
  readonly #parts: Pick<Parts, 'files' | 'log'>;
  readonly #bindings: Pick<Bindings, 'all' | 'onDidChange'>;
  readonly #subscriptions = new DisposableList();
  #reading: Promise<void>;

  get from(): readonly string[] {
    return this.#directories();
  }

  /** @param directories of the workspace folders that it is about. */
  constructor(
    parts: Pick<Parts, 'files' | 'log'>,
    bindings: Pick<Bindings, 'all' | 'onDidChange'>,
    directories: () => readonly string[],
  ) {
    this.#parts = parts;
    this.#bindings = bindings;
    this.#directories = directories;
    const read = () => this.read();
    this.#subscriptions.push(bindings.onDidChange(read));
    this.#subscriptions.push(parts.files.onDidChange(read));
    this.#reading = this.#read();
  }

  /** Resolves once it is as the files were when this was called. */
  read(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read());
    return this.#reading;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** What cannot be read lets nobody reach more than before. */
  async #read(): Promise<void> {
    try {
      const directories = this.#directories();
      const [bound, { folders }] = await Promise.all([this.#bindings.all(), this.#parts.files.snapshot()]);
      const inside = (path: string, ...below: string[]) =>
        isInside(
          path,
          directories.map((directory) => join(directory, ...below)),
        );
      this.bindings = [
        ...new Set(
          bound
            .map(({ binding }) => binding)
            .filter(({ file }) => inside(file))
            .map(nameOf),
        ),
      ];
      this.folders = [...folders.values()]
        .filter(({ kind, directory }) => kind === 'shared' && inside(directory, '.patchbay'))
        .map(({ id }) => id);
    } catch (error) {
      this.#parts.log.error('What terminals may use could not be read', error);
    }
  }
}

const nameOf = ({ name }: { name: string }) => name;
