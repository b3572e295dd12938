import type { Catalog } from '../../catalog/catalog.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import type { Log } from '../../model/log.ts';
import type { PolicyPlaces, PolicySources } from '../../policy/index.ts';
import type { ConnectionFiles } from '../../storage/connectionFiles.ts';
import type { OrganisationPolicies } from './organisation.ts';
import type { Governed, PolicyState } from './state.ts';

export type Engine = typeof import('./engine.ts');

/** What policies are made from. */
export interface PolicyParts {
  sources: PolicySources;
  files: ConnectionFiles;
  catalog: Catalog;
  log: Log;
  /** Where the policies of the organisation are kept, below the extension's storage. */
  bundles: string;
  who(): Promise<string | undefined>;
  /** Milliseconds since 1970; tests have their own. */
  now?: () => number;
}

/** What holds now, what held before, and what decides about it. */
export interface PolicyChange {
  before: Governed | undefined;
  now: Governed;
}

/** Copies grow old: nobody waits longer than this for it to show, in milliseconds. */
const lookAgainMs = 60 * 60 * 1000;

/** What failed is not tried anew for each row that is drawn, but after this time, in milliseconds. */
const restMs = 5000;

/** The longest time that a timer knows. */
const longestMs = 2 ** 31 - 1;

/**
 * Keeps the policies that hold now. Nothing is read before the first question; from then on each change is followed at
 * once. Questions that come while something changes wait for what holds after it.
 */
export class CurrentPolicies implements Disposable {
  readonly #parts: PolicyParts;
  readonly #changed = new Emitter<PolicyChange>();
  readonly #subscriptions = new DisposableList();
  #loading: Promise<Engine> | undefined;
  #engine: Engine | undefined;
  #state: PolicyState | undefined;
  #organisation: OrganisationPolicies | undefined;
  #places: PolicyPlaces | undefined;
  #newest: Governed | undefined;
  #running: Promise<Governed> | undefined;
  /** Something changed since the newest was begun. */
  #stale = true;
  #failedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(parts: PolicyParts) {
    this.#parts = parts;
  }

  /** What holds now. Rejects where that cannot be found out, so that nothing is opened. */
  async get(): Promise<{ engine: Engine; governed: Governed }> {
    const governed = await this.#upToDate();
    return { engine: await this.#load(), governed };
  }

  /** The newest that is there, maybe a moment too old; `undefined` before the first. Begins a newer one where it is due. */
  newest(): { engine: Engine; governed: Governed } | undefined {
    const rests = performance.now() - this.#failedAt < restMs;
    if (this.#isDue() && !rests) this.#follow();
    return this.#engine && this.#newest && { engine: this.#engine, governed: this.#newest };
  }

  /** Looks into all places anew, and asks the organisation's address now. */
  async refresh(): Promise<void> {
    await this.#upToDate();
    await this.#organisation?.refresh();
    await this.reread();
  }

  /** Looks into all places on this computer anew. */
  async reread(): Promise<void> {
    this.#places = undefined;
    this.#stale = true;
    await this.#upToDate();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #now(): number {
    return (this.#parts.now ?? Date.now)();
  }

  #isDue(): boolean {
    return this.#stale || this.#now() >= (this.#newest?.table.parts.validUntil ?? 0);
  }

  #follow(): void {
    void this.#upToDate().catch(() => {});
  }

  async #upToDate(): Promise<Governed> {
    this.#organisation?.touch();
    if (this.#newest && !this.#running && !this.#isDue()) return this.#newest;
    this.#running ??= this.#update();
    return this.#running;
  }

  async #update(): Promise<Governed> {
    const before = this.#newest;
    let now: Governed;
    try {
      do {
        this.#stale = false;
        now = await this.#make();
      } while (this.#stale);
      this.#newest = now;
      this.#lookAgain(now);
    } catch (error) {
      this.#stale = true;
      this.#failedAt = performance.now();
      this.#parts.log.error('the policies could not be applied', error);
      throw error;
    } finally {
      // At once: a listener that asks must not be given the promise that waits for it.
      this.#running = undefined;
    }
    if (now !== before) this.#changed.fire({ before, now });
    return now;
  }

  async #make(): Promise<Governed> {
    await this.#load();
    const { sources, files, catalog, who } = this.#parts;
    const places = this.#places ?? (await this.#readPlaces(sources));
    const [folders, entries] = await Promise.all([files.folders(), catalog.entries()]);
    const organisation = places.organisation && (await this.#organisation?.read(places.organisation));
    const found = { places, organisation, folders, catalog: entries, who, now: this.#now() };
    return (this.#state as PolicyState).update(found);
  }

  /** A change while they are read makes what was read old. */
  async #readPlaces(sources: PolicySources): Promise<PolicyPlaces> {
    let changed = false;
    const watch = sources.onDidChange(() => {
      changed = true;
    });
    const places = await sources.read().finally(() => watch.dispose());
    if (!changed) this.#places = places;
    return places;
  }

  #load(): Promise<Engine> {
    this.#loading ??= import('./engine.ts').then((engine) => {
      const { bundles: directory, sources, files, catalog, log, now } = this.#parts;
      this.#engine = engine;
      this.#state = new engine.PolicyState();
      this.#organisation = new engine.OrganisationPolicies({ directory, log, ...(now ? { now } : {}) });
      const changed = () => {
        this.#stale = true;
        this.#follow();
      };
      const placesChanged = () => {
        this.#places = undefined;
        changed();
      };
      this.#subscriptions.push(sources.onDidChange(placesChanged));
      this.#subscriptions.push(files.onDidChange(changed));
      this.#subscriptions.push(this.#organisation.onDidChange(changed));
      const connectors = catalog.onDidChange?.(changed);
      if (connectors) this.#subscriptions.push(connectors);
      return engine;
    });
    return this.#loading;
  }

  /** Dates in policies begin and end. */
  #lookAgain({ table, sources }: Governed): void {
    clearTimeout(this.#timer);
    const ages = sources.some(({ kind }) => kind === 'organisation');
    const wait = Math.min(table.parts.validUntil - this.#now(), ages ? lookAgainMs : longestMs);
    if (wait >= longestMs) return;
    this.#timer = setTimeout(() => {
      this.#stale = true;
      this.#follow();
    }, wait).unref();
  }
}
