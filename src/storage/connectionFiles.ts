import type { Connection } from '../model/connection.ts';
import { Emitter } from '../model/event.ts';
import type { Folder } from '../model/folder.ts';
import { connectionGone, folderGone } from '../model/problems.ts';
import { Changes } from './changes.ts';
import type { ConnectionReader } from './connectionReader.ts';
import { outline, type TopFolder } from './places.ts';
import { emptySnapshot, type Root, type Snapshot } from './snapshot.ts';

/**
 * The connections of the Personal Workspace and of all shared folders, as the files say. Reading starts at the first
 * question, never before; {@link ConnectionFiles.reload} is called after each change of a file. Who shows only some of it
 * asks for the {@link ConnectionFiles.outline} and what is {@link ConnectionFiles.inside} a folder, and waits for no more.
 */
export class ConnectionFiles {
  #reader: ConnectionReader | undefined;
  readonly #changed = new Emitter<Snapshot>();
  readonly #roots: () => readonly Root[];
  #current: Snapshot = emptySnapshot;
  #folders: Snapshot['folders'] = emptySnapshot.folders;
  #loaded: Promise<Snapshot> | undefined;
  #running: Promise<Snapshot> | undefined;
  /** What is to be read, and nobody began to. */
  #pending: Changes | undefined;
  /** Until the folders are known as they are now. */
  #finding: PromiseWithResolvers<void> | undefined;

  /** Fires with what was found, after each reading. */
  readonly onDidChange = this.#changed.event;

  constructor(roots: () => readonly Root[]) {
    this.#roots = roots;
  }

  /** Whether somebody asked for all already. */
  get isRead(): boolean {
    return this.#loaded !== undefined;
  }

  /** The latest snapshot; read now if nothing was read yet. */
  async snapshot(): Promise<Snapshot> {
    this.#loaded ??= this.reload();
    await this.#loaded;
    return this.#current;
  }

  /** All folders by their ids, as soon as they are known: connections are not waited for. */
  async folders(): Promise<Snapshot['folders']> {
    this.#loaded ??= this.reload();
    await this.#finding?.promise;
    return this.#folders;
  }

  /** The folders at the top, at once: nothing but their directories is looked into, and that where they are `few`. */
  outline(few: number): Promise<TopFolder[]> {
    return outline(this.#roots(), few);
  }

  /** What lies directly in one folder, before anything else is read: its connections, and the folders in it. */
  async inside(folder: Folder): Promise<Snapshot> {
    return (await this.#load()).readInside(folder);
  }

  /**
   * Reads again. Calls that come meanwhile share one more reading, so the answer is never stale.
   *
   * @param changed the paths that may be other than before, where that is known: only these are read. Without it all are.
   */
  reload(changed?: Iterable<string>): Promise<Snapshot> {
    const changes = new Changes(changed);
    this.#pending = this.#pending?.and(changes) ?? changes;
    if (!this.#finding) {
      this.#finding = Promise.withResolvers();
      this.#finding.promise.catch(() => {});
    }
    if (!this.#running) {
      this.#running = this.#read();
      this.#running.catch(() => {});
    }
    this.#loaded = this.#running;
    return this.#running;
  }

  /** @throws Problem `PB108` where there is none any more. */
  async connection(id: string, name = id): Promise<Connection> {
    const found = (await this.snapshot()).connections.get(id);
    if (!found) throw connectionGone(name);
    return found;
  }

  /** @throws Problem `PB109` where there is none any more. */
  async folder(id: string): Promise<Folder> {
    const found = (await this.folders()).get(id);
    if (!found) throw folderGone(id.replace(/^shared:.*[\\/]/, ''));
    return found;
  }

  async #read(): Promise<Snapshot> {
    try {
      const reader = await this.#load();
      while (this.#pending) {
        const changes: Changes = this.#pending;
        this.#pending = undefined;
        const visited = await reader.readFolders(this.#roots(), changes);
        if (!this.#pending) this.#foundFolders(new Map(visited.map(({ folder }) => [folder.id, folder])));
        this.#current = await reader.readFiles(visited, changes);
      }
    } catch (error) {
      // The next question begins anew, with everything.
      this.#loaded = undefined;
      this.#pending = new Changes();
      this.#finding?.reject(error);
      this.#finding = undefined;
      throw error;
    } finally {
      // At once: a call between here and the end of the promise, a listener's for one, must read anew.
      this.#running = undefined;
    }
    this.#changed.fire(this.#current);
    return this.#current;
  }

  #foundFolders(folders: Snapshot['folders']): void {
    this.#folders = folders;
    this.#finding?.resolve();
    this.#finding = undefined;
  }

  /** Parsers and schemas are heavy, and not needed before somebody looks. */
  async #load(): Promise<ConnectionReader> {
    const { ConnectionReader } = await import('./connectionReader.ts');
    this.#reader ??= new ConnectionReader();
    return this.#reader;
  }
}
