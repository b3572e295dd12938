import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../model/event.ts';
import type { LocalState } from '../model/state.ts';
import { writeFileAtomic } from './atomicFile.ts';
import { withLock } from './processLock.ts';
import { Turns } from './turns.ts';

/** The file that names this member's own public key. */
const ownKeyFile = 'own-key.txt';

/**
 * What this person's computer knows of each connection, a small file each under `state/<domain>/`, no secrets. The domain
 * is the vault's: what another browser stored is not ours, and is left alone.
 */
export class LocalStates {
  readonly #root: string;
  readonly #domain: () => Promise<string>;
  readonly #changed = new Emitter<void>();
  #states = new Map<string, LocalState>();
  /** Ids whose states were read or written since the last reading of all began: that may have read them before. */
  #later = new Set<string>();
  #ownKey: string | undefined;
  #loaded: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(root: string, domain: () => Promise<string>) {
    this.#root = root;
    this.#domain = domain;
  }

  /** Resolves once what is known was read; {@link LocalStates.get} knows nothing before. */
  ready(): Promise<void> {
    this.#loaded ??= this.load();
    return this.#loaded;
  }

  /** Reads all again, after a change that another window made. */
  load(): Promise<void> {
    this.#loaded = this.#load();
    return this.#loaded;
  }

  async #load(): Promise<void> {
    const directory = await this.#directory();
    const later = new Set<string>();
    this.#later = later;
    const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith('.json'));
    this.#ownKey = (await readFile(join(directory, ownKeyFile), 'utf8').catch(() => '')).trim() || undefined;
    const turns = new Turns();
    const states = new Map<string, LocalState>();
    for (const name of names) {
      if (turns.isOver) await turns.next();
      const state = readStateNow(join(directory, name));
      if (state) states.set(name.slice(0, -'.json'.length), state);
    }
    for (const id of later) {
      const state = this.#states.get(id);
      if (state) states.set(id, state);
      else states.delete(id);
    }
    this.#states = states;
    this.#changed.fire();
  }

  /** The state as last read; wait for {@link LocalStates.ready} once before. */
  get(connectionId: string): LocalState | undefined {
    return this.#states.get(connectionId);
  }

  /** This member's own age public key, so that what is sealed to them is told without a look into the vault. */
  get ownKey(): string | undefined {
    return this.#ownKey;
  }

  async rememberOwnKey(publicKey: string): Promise<void> {
    await this.ready();
    if (publicKey === this.#ownKey) return;
    const directory = await this.#directory();
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(directory, ownKeyFile), `${publicKey}\n`, { durable: false });
    this.#ownKey = publicKey;
    this.#changed.fire();
  }

  /** The state as it is on the disk by now, where another window may have changed it this moment. */
  async reread(connectionId: string): Promise<LocalState | undefined> {
    const state = await readState(join(await this.#directory(), `${connectionId}.json`));
    if (JSON.stringify(state) === JSON.stringify(this.#states.get(connectionId))) return state;
    this.#keep(connectionId, state);
    return state;
  }

  async set(connectionId: string, state: LocalState): Promise<void> {
    await this.#locked(connectionId, () => this.#write(connectionId, state));
  }

  async #write(connectionId: string, state: LocalState): Promise<void> {
    const directory = await this.#directory();
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(directory, `${connectionId}.json`), JSON.stringify(state), { durable: false });
    this.#keep(connectionId, state);
  }

  #keep(connectionId: string, state: LocalState | undefined): void {
    if (state) this.#states.set(connectionId, state);
    else this.#states.delete(connectionId);
    this.#later.add(connectionId);
    this.#changed.fire();
  }

  /**
   * Changes some of what is known, as it is on the disk by now; nothing happens where nothing is known.
   *
   * @param changes an `undefined` seal: the credential is of no sealed text any more.
   * @param about the generation of the credential that taught us this: nothing happens where a later one is stored by now.
   */
  async patch(
    connectionId: string,
    changes: Omit<Partial<LocalState>, 'seal'> & { seal?: string | undefined },
    about?: number,
  ): Promise<void> {
    await this.#locked(connectionId, async () => {
      const state = await readState(join(await this.#directory(), `${connectionId}.json`));
      if (!state || (about !== undefined && about < state.generation)) return;
      const generation = Math.max(state.generation, changes.generation ?? 0);
      await this.#write(connectionId, { ...state, ...changes, generation } as LocalState);
    });
  }

  /** A lock of its own: callers may hold the connection's, and no lock is taken inside. */
  #locked(connectionId: string, action: () => Promise<void>): Promise<void> {
    return withLock(`state:${this.#root}:${connectionId.toLowerCase()}`, action);
  }

  async remove(connectionId: string): Promise<void> {
    await rm(join(await this.#directory(), `${connectionId}.json`), { force: true });
    this.#keep(connectionId, undefined);
  }

  /** Forgets all that is known. */
  async clear(): Promise<void> {
    await rm(await this.#directory(), { recursive: true, force: true });
    this.#states.clear();
    this.#ownKey = undefined;
    this.#changed.fire();
  }

  async #directory(): Promise<string> {
    return join(this.#root, 'state', await this.#domain());
  }
}

/** A state that cannot be read is none: what it says can be found out again. */
async function readState(file: string): Promise<LocalState | undefined> {
  return parseState(await readFile(file, 'utf8').catch(() => ''));
}

/** The same where there are many: a call that waits takes a fifth of the time. */
function readStateNow(file: string): LocalState | undefined {
  try {
    return parseState(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function parseState(text: string): LocalState | undefined {
  try {
    const state = JSON.parse(text) as LocalState;
    return state.version === 1 ? state : undefined;
  } catch {
    return undefined;
  }
}
