import { Emitter } from '../../model/event.ts';
import type { Log } from '../../model/log.ts';
import type { OrganisationAnchor } from '../../model/organisationSchema.ts';
import { BundleRefused } from '../../storage/organisation/bundle.ts';
import { BundleCache } from '../../storage/organisation/bundleCache.ts';
import { fetchBundle } from '../../storage/organisation/fetchBundle.ts';
import { describeKnown, type Known, type OrganisationFound } from './organisationFound.ts';

/** The address is asked at most this often, in milliseconds, and only while somebody asks for decisions. */
export const askEveryMs = 5 * 60 * 1000;

/** Where nothing is known yet, people wait for it: then sooner. */
const askAgainMs = 15 * 1000;

/** A bundle from the future proves that the clock is behind; but two clocks may differ by this. */
const clockDifferenceMs = 10 * 60 * 1000;

export interface OrganisationOptions {
  /** Where bundles are kept, below the extension's storage. */
  directory: string;
  log: Pick<Log, 'info' | 'warn'>;
  /** Milliseconds since 1970; tests have their own. */
  now?: () => number;
  timeoutMs?: number;
}

/**
 * The policies of an organisation: the last good bundle at once, the newest in the background. Without the network a copy
 * holds for the days that it says; with none at all, ever, nobody knows what holds, and the source says so.
 */
export class OrganisationPolicies {
  readonly #cache: BundleCache;
  readonly #options: OrganisationOptions;
  readonly #changed = new Emitter<void>();
  #known: Promise<Known> | undefined;
  #anchor = '';

  /** Fires when the address gave something new, or is reached or not reached any more. */
  readonly onDidChange = this.#changed.event;

  constructor(options: OrganisationOptions) {
    this.#options = options;
    this.#cache = new BundleCache(options.directory);
  }

  /**
   * What holds now. Waits for the network only where nothing was ever kept. An address that was not asked for five
   * minutes is asked in the background.
   */
  async read(anchor: OrganisationAnchor): Promise<OrganisationFound> {
    const known = await this.#load(anchor);
    this.#askIfDue(known);
    if (!known.kept) await known.asking;
    known.latestSeen = Math.max(known.latestSeen, this.#now());
    return describeKnown(known, this.#now());
  }

  /** Asks the address if it is time; for every decision, so it costs nothing. */
  touch(): void {
    void this.#known?.then((known) => this.#askIfDue(known));
  }

  /** Asks the address now, whenever it was asked before. */
  async refresh(): Promise<void> {
    const known = await this.#known;
    if (known) await this.#ask(known);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #load(anchor: OrganisationAnchor): Promise<Known> {
    const id = JSON.stringify([anchor.url, anchor.publicKey]);
    if (!this.#known || this.#anchor !== id) {
      this.#anchor = id;
      this.#known = this.#fromCache(anchor);
    }
    return this.#known;
  }

  async #fromCache(anchor: OrganisationAnchor): Promise<Known> {
    const known: Known = { anchor, latestSeen: 0, attemptedAt: Number.NEGATIVE_INFINITY };
    try {
      const kept = await this.#cache.read(anchor.publicKey);
      if (!kept) return known;
      known.kept = kept;
      known.latestSeen = Math.max(kept.record.latestSeen, Date.parse(kept.bundle.issuedAt) - clockDifferenceMs);
      // Another window has just asked.
      const age = this.#now() - kept.record.confirmedAt;
      if (kept.record.url === anchor.url && age >= 0 && age < askEveryMs) {
        known.reached = true;
        known.attemptedAt = kept.record.confirmedAt;
      }
    } catch (error) {
      known.problem = wordsOf(error);
      this.#options.log.warn(`the kept policies of the organisation are not believed: ${known.problem}`);
    }
    return known;
  }

  #askIfDue(known: Known): void {
    const every = known.kept ? askEveryMs : askAgainMs;
    // A clock that was set back is due as well.
    if (Math.abs(this.#now() - known.attemptedAt) >= every) void this.#ask(known);
  }

  #ask(known: Known): Promise<void> {
    known.asking ??= this.#fetch(known).finally(() => {
      delete known.asking;
    });
    return known.asking;
  }

  async #fetch(known: Known): Promise<void> {
    const { anchor, kept } = known;
    const before = mark(known);
    known.attemptedAt = this.#now();
    try {
      const etag = kept?.record.url === anchor.url ? kept.record.etag : undefined;
      const answer = await fetchBundle(anchor.url, etag, this.#options.timeoutMs);
      const now = this.#now();
      if (answer.status === 'text') {
        known.kept = await this.#cache.accept(anchor.publicKey, { url: anchor.url, ...answer }, now);
      } else if (kept) {
        kept.record.confirmedAt = now;
        await this.#cache.note(anchor.publicKey, now, true);
      }
      known.reached = true;
      known.latestSeen = Math.max(now, Date.parse(known.kept?.bundle.issuedAt ?? '') - clockDifferenceMs);
      delete known.problem;
    } catch (error) {
      known.reached = false;
      known.latestSeen = Math.max(known.latestSeen, this.#now());
      known.problem = wordsOf(error);
      this.#options.log.warn(`the policies of the organisation were not fetched: ${known.problem}`);
      await this.#cache.note(anchor.publicKey, this.#now(), false).catch(() => {});
    }
    // Nobody listens to one that was replaced by another setting meanwhile.
    const current = (await this.#known) === known;
    if (current && mark(known) !== before) this.#changed.fire();
  }
}

/** Changes with everything that somebody sees, but for the time. */
function mark({ kept, reached, problem }: Known): string {
  return JSON.stringify([kept?.record.revision, reached, problem]);
}

function wordsOf(error: unknown): string {
  return error instanceof BundleRefused ? error.message : ((error as NodeJS.ErrnoException).code ?? String(error));
}
