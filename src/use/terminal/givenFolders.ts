import type { Parts } from '../../connections/parts.ts';
import type { Disposable } from '../../model/disposable.ts';
import type { Bindings } from '../bindings/bindings.ts';
import type { Lease, LocalService } from '../localService.ts';
import { hasUipathProject } from './uipathProject.ts';
import { WorkspaceScope } from './workspaceScope.ts';

/** A workspace folder, as far as it matters here. */
export interface PlainFolder {
  name: string;
  uri: { fsPath: string; toString(): string };
}

/** A workspace folder, with what its terminals are given. */
export interface Given<F extends PlainFolder> {
  folder: F;
  scope: WorkspaceScope;
  isUipath: boolean;
  lease: Lease;
}

export interface GivingParts {
  parts: Pick<Parts, 'files' | 'log'>;
  bindings: Pick<Bindings, 'all' | 'onDidChange'>;
  service: Pick<LocalService, 'lease'>;
}

/** What the terminals of each workspace folder have; changed by one after the other. */
export class GivenFolders<F extends PlainFolder> implements Disposable {
  readonly #parts: GivingParts;
  #all: readonly Given<F>[] = [];
  #changing: Promise<unknown> = Promise.resolve();
  #isEnded = false;

  constructor(parts: GivingParts) {
    this.#parts = parts;
  }

  get all(): readonly Given<F>[] {
    return this.#all;
  }

  /**
   * Gives to folders that are new, and ends what those had that are gone. The others keep their bearers: terminals that run in
   * them are none of whose folders came or went.
   *
   * @throws what `LocalService.lease` throws; then everything is as before.
   */
  fill(folders: readonly F[]): Promise<void> {
    return this.#next(async () => {
      const before = new Map(this.#all.map((one) => [keyOf(one), one]));
      const kept = await everyOne(
        folders.map((folder) => this.#give(folder, before.get(folder.uri.toString()))),
        (given) => {
          if (!this.#all.some(({ lease }) => lease === given.lease)) end(given);
        },
      );
      if (this.#isEnded) return kept.forEach(end);
      const leases = new Set(kept.map(({ lease }) => lease));
      const gone = this.#all.filter(({ lease }) => !leases.has(lease));
      this.#all = kept;
      gone.forEach(end);
    });
  }

  /**
   * Gives every folder another bearer.
   *
   * @returns those that they had, which the caller is to end.
   * @throws as {@link fill}.
   */
  renew(): Promise<Lease[]> {
    return this.#next(async () => {
      const fresh = await everyOne(
        this.#all.map(async (one) => ({
          ...one,
          isUipath: await hasUipathProject(one.folder.uri.fsPath),
          lease: await this.#lease(one.folder, one.scope),
        })),
        ({ lease }) => lease.dispose(),
      );
      if (this.#isEnded) {
        for (const { lease } of fresh) lease.dispose();
        return [];
      }
      const before = this.#all.map(({ lease }) => lease);
      this.#all = fresh;
      return before;
    });
  }

  /** Ends what all have. */
  dispose(): void {
    this.#isEnded = true;
    const all = this.#all;
    this.#all = [];
    all.forEach(end);
  }

  async #give(folder: F, before: Given<F> | undefined): Promise<Given<F>> {
    const { parts, bindings } = this.#parts;
    const { fsPath } = folder.uri;
    const scope = before?.scope ?? new WorkspaceScope(parts, bindings, () => [fsPath]);
    try {
      const [isUipath] = await Promise.all([hasUipathProject(fsPath), scope.read()]);
      // Last: nothing that goes wrong leaves it behind.
      const lease = before?.lease ?? (await this.#lease(folder, scope));
      return { folder, scope, isUipath, lease };
    } catch (error) {
      if (!before) scope.dispose();
      throw error;
    }
  }

  #lease({ name }: F, scope: WorkspaceScope): Promise<Lease> {
    return this.#parts.service.lease(scope, `terminals of ${name}`);
  }

  #next<T>(change: () => Promise<T>): Promise<T> {
    const changing = this.#changing.then(change);
    this.#changing = changing.catch(() => {});
    return changing;
  }
}

function keyOf({ folder }: Given<PlainFolder>): string {
  return folder.uri.toString();
}

function end({ scope, lease }: Given<PlainFolder>): void {
  scope.dispose();
  lease.dispose();
}

/** All of them; where one fails, the others are undone once they are there. @throws what the first that failed throws. */
async function everyOne<T>(working: readonly Promise<T>[], undo: (done: T) => void): Promise<T[]> {
  const settled = await Promise.allSettled(working);
  const failed = settled.find(({ status }) => status === 'rejected');
  const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (!failed) return done;
  done.forEach(undo);
  throw (failed as PromiseRejectedResult).reason;
}
