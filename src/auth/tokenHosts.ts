import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  wrap,
} from 'cockatiel';
import { classify, retryAfterMs } from './failure.ts';

/** How many requests go to one token host at a time; the rest wait in line. */
const atOnce = 8;
const inLine = 10_000;

/** So many failures in a row that are nobody's fault here, and a host is left alone for a while. */
const failuresInARow = 5;

/** A host that failed is left alone no longer than this before one request may try it, in milliseconds. */
const longestRestMs = 60_000;

/** A host that is left alone, until when (milliseconds since 1970), and why. */
export class HostPaused extends Error {
  override readonly name = 'HostPaused';
  readonly until: number;

  constructor(host: string, until: number) {
    super(`${host} is left alone for a while`);
    this.until = until;
  }
}

/**
 * Guards token hosts against us: a bulkhead, a circuit breaker whose half-open probe is one request, and obedience to
 * `Retry-After`. All connections of a host share one, since an outage is the host's and not a connection's.
 */
export class TokenHosts {
  readonly #policies = new Map<string, IPolicy>();
  /** When a host failed too often, and whether it is still left alone for that. */
  readonly #broken = new Map<string, { at: number; isOpen(): boolean }>();
  readonly #notBefore = new Map<string, number>();

  /**
   * @throws HostPaused where the host is being left alone, in which case `request` was not called; what `request` throws.
   */
  async run<T>(host: string, request: () => Promise<T>): Promise<T> {
    const notBefore = this.#notBefore.get(host) ?? 0;
    if (notBefore > Date.now()) throw new HostPaused(host, notBefore);
    try {
      return await this.#policy(host).execute(request);
    } catch (error) {
      if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) {
        throw new HostPaused(host, Date.now() + 1000);
      }
      const wait = retryAfterMs(error);
      if (wait !== undefined) this.#notBefore.set(host, Date.now() + wait);
      throw error;
    }
  }

  /** Until when a host is left alone, in milliseconds since 1970; `undefined` where it may be asked now. */
  pausedUntil(host: string, now = Date.now()): number | undefined {
    const broken = this.#broken.get(host);
    // Open longer than the longest rest: nobody has asked since, and whoever does is let through as a probe.
    const rest = broken?.isOpen() ? broken.at + longestRestMs : 0;
    const until = Math.max(this.#notBefore.get(host) ?? 0, rest);
    return until > now ? until : undefined;
  }

  #policy(host: string): IPolicy {
    const known = this.#policies.get(host);
    if (known) return known;
    const breaker = circuitBreaker(handleWhen(isTransient), {
      breaker: new ConsecutiveBreaker(failuresInARow),
      halfOpenAfter: new ExponentialBackoff({ initialDelay: 1000, maxDelay: longestRestMs }),
    });
    const isOpen = () => breaker.state === CircuitState.Open;
    breaker.onBreak(() => this.#broken.set(host, { at: Date.now(), isOpen }));
    const policy = wrap(breaker, bulkhead(atOnce, inLine));
    this.#policies.set(host, policy);
    return policy;
  }
}

function isTransient(error: unknown): boolean {
  try {
    return classify(error, '').class === 'transient';
  } catch {
    return false;
  }
}
