import type { Connection } from '../model/connection.ts';
import { Emitter } from '../model/event.ts';
import type { Folder } from '../model/folder.ts';
import { connectionGone, folderGone } from '../model/problems.ts';
import type { ConnectionReader } from './connectionReader.ts';
import { emptySnapshot, type Root, type Snapshot } from './snapshot.ts';

/**
 * The connections of the Personal Workspace and of all shared folders, as the files say. Reading starts at the first
 * question, never before; {@link ConnectionFiles.reload} is called after each change of a file.
 */
export class ConnectionFiles {
  #reader: ConnectionReader | undefined;
  readonly #changed = new Emitter<Snapshot>();
  readonly #roots: () => readonly Root[];
  #current: Snapshot = emptySnapshot;
  #loaded: Promise<Snapshot> | undefined;
  #running: Promise<Snapshot> | undefined;
  #again = false;

  /** Fires with what was found, after each reading. */
  readonly onDidChange = this.#changed.event;

  constructor(roots: () => readonly Root[]) {
    this.#roots = roots;
  }

  /** Whether somebody asked already. */
  get isRead(): boolean {
    return this.#loaded !== undefined;
  }

  /** The latest snapshot; read now if nothing was read yet. */
  async snapshot(): Promise<Snapshot> {
    this.#loaded ??= this.reload();
    await this.#loaded;
    return this.#current;
  }

  /** Reads everything again. Calls that come meanwhile share one more reading, so the answer is never stale. */
  reload(): Promise<Snapshot> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#read();
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
    const found = (await this.snapshot()).folders.get(id);
    if (!found) throw folderGone(id.replace(/^shared:.*[\\/]/, ''));
    return found;
  }

  async #read(): Promise<Snapshot> {
    try {
      do {
        this.#again = false;
        this.#current = await (await this.#load()).read(this.#roots());
      } while (this.#again);
    } finally {
      // At once: a call between here and the end of the promise, a listener's for one, must read anew.
      this.#running = undefined;
    }
    this.#changed.fire(this.#current);
    return this.#current;
  }

  /** Parsers and schemas are heavy, and not needed before somebody looks. */
  async #load(): Promise<ConnectionReader> {
    const { ConnectionReader } = await import('./connectionReader.ts');
    this.#reader ??= new ConnectionReader();
    return this.#reader;
  }
}
