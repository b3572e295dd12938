import { healthUrl } from '../auth/health.ts';
import { Problem } from '../model/problem.ts';
import { noHealthRequest } from '../model/problems.ts';
import type { LocalState } from '../model/state.ts';
import { appOf } from './app.ts';
import type { Parts } from './parts.ts';

/** How old an answer may be before a connection that somebody looks at is asked again, in milliseconds. */
const maxAgeMs = 15 * 60_000;

/** A provider that did not answer rests for so long, in milliseconds, twice as long after each further failure. */
const firstRestMs = 60_000;
const longestRestMs = 3_600_000;

type QueueParts = Pick<Parts, 'files' | 'catalog' | 'states' | 'renewer' | 'isTrusted'>;

/** Which connection is asked next in the background, and which are left alone. */
export class HealthQueue {
  readonly #parts: QueueParts;
  readonly #interesting: () => Iterable<string>;
  readonly #now: () => number;
  readonly #tried = new Map<string, number>();
  /** Those that cannot be asked at all. */
  readonly #mute = new Set<string>();
  readonly #rests = new Map<string, { until: number; failures: number }>();

  constructor(parts: QueueParts, interesting: () => Iterable<string>, now: () => number = Date.now) {
    this.#parts = parts;
    this.#interesting = interesting;
    this.#now = now;
  }

  /**
   * The connection whose answer is the oldest of those that are due. Only what works is asked: a broken one has been said,
   * and asking again would not mend it.
   */
  async next(): Promise<string | undefined> {
    const due = [...new Set(this.#interesting())].filter((id) => this.#isDue(id, this.#parts.states.get(id)));
    for (const id of due.sort((a, b) => this.#askedAt(a) - this.#askedAt(b))) {
      const hosts = await this.#hosts(id);
      if (!hosts || this.#isResting(hosts)) continue;
      // Another window may have asked this moment.
      if (this.#isDue(id, await this.#parts.states.reread(id))) return id;
    }
    return undefined;
  }

  /** Notes what a check that threw means for the next ones. */
  failed(id: string, error: unknown): void {
    if (error instanceof Problem && error.code === noHealthRequest('').code) this.#mute.add(id);
  }

  /** Notes that a connection was asked; a provider that did not answer rests, with all that is connected to it. */
  async asked(id: string): Promise<void> {
    const now = this.#now();
    this.#tried.set(id, now);
    const host = (await this.#hosts(id))?.api;
    if (host === undefined) return;
    const provider = this.#parts.states.get(id)?.provider;
    if (provider?.status !== 'degraded') {
      this.#rests.delete(host);
      return;
    }
    const failures = (this.#rests.get(host)?.failures ?? 0) + 1;
    const rest = Math.min(firstRestMs * 2 ** (failures - 1), longestRestMs);
    this.#rests.set(host, { failures, until: Math.max(now + rest, untilOf(provider)) });
  }

  #isDue(id: string, state: LocalState | undefined): boolean {
    if (state?.grant.status !== 'connected' || this.#mute.has(id)) return false;
    const now = this.#now();
    if (untilOf(state.provider) > now) return false;
    // A provider that is out of reach is asked again when its rest is over, so that it does not look so for longer.
    const age = state.provider.status === 'degraded' ? firstRestMs : maxAgeMs;
    return now - Math.max(answeredAt(state), this.#tried.get(id) ?? 0) > age;
  }

  #askedAt(id: string): number {
    const state = this.#parts.states.get(id);
    return Math.max(state ? answeredAt(state) : 0, this.#tried.get(id) ?? 0);
  }

  #isResting({ api, token }: Hosts): boolean {
    const until = (api !== undefined && this.#rests.get(api)?.until) || 0;
    return until > this.#now() || (token !== undefined && this.#parts.renewer.pausedUntil(token) !== undefined);
  }

  /** Whom a check would ask; `undefined` where it would not come that far. */
  async #hosts(id: string): Promise<Hosts | undefined> {
    const { connections, folders } = await this.#parts.files.snapshot();
    const connection = connections.get(id);
    if (!connection) return undefined;
    if (folders.get(connection.folder)?.kind === 'shared' && !this.#parts.isTrusted()) return undefined;
    const connector = await this.#parts.catalog.connector(connection.connector).catch(() => undefined);
    if (!connector) return undefined;
    try {
      const api = healthUrl(connector, connection.parameters)?.host;
      const token = appOf(connector, connection)?.host;
      return { ...(api ? { api } : {}), ...(token ? { token } : {}) };
    } catch {
      return undefined;
    }
  }
}

interface Hosts {
  api?: string;
  token?: string;
}

function answeredAt({ checkedAt, storedAt }: LocalState): number {
  return Date.parse(checkedAt ?? storedAt);
}

function untilOf(provider: LocalState['provider']): number {
  const until = provider.status === 'degraded' ? Date.parse(provider.until ?? '') : Number.NaN;
  return Number.isNaN(until) ? 0 : until;
}
