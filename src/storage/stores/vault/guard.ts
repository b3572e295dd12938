import * as l10n from '@vscode/l10n';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleType,
  retry,
  TaskCancelledError,
  wrap,
} from 'cockatiel';
import { Cancelled } from '../../../model/problem.ts';
import type { Answer } from './answer.ts';

/** A failure that may pass by itself. The message is what is known of it, for a person. */
export class Passing extends Error {
  override readonly name = 'Passing';
  /** True where the server answered, though not with what was asked for. */
  answered = false;
  sealed = false;
  /** True where it waited until the time limit: nobody waits so long twice. */
  late = false;

  /** @param detail what the network said, in words. */
  static cutOff(detail: string, cause: unknown): Passing {
    const passing = new Passing(detail, { cause });
    passing.late = cause instanceof Error && cause.name === 'TimeoutError';
    return passing;
  }

  static of({ status, errors }: Answer): Passing {
    const passing = new Passing(errors || `HTTP ${status}`);
    passing.answered = true;
    // Its words since 2015: https://github.com/openbao/openbao/blob/main/sdk/helper/consts/error.go
    passing.sealed = status === 503 && /is sealed/i.test(errors);
    return passing;
  }
}

/** How many requests go to one store at a time; the rest wait in line. */
const atOnce = 4;
const inLine = 10_000;

/** So many failures in a row, and a store is left alone for a while. */
const failuresInARow = 5;
const longestRestMs = 60_000;

const tries = 2;

/**
 * Guards a store against us: a bulkhead, a circuit breaker whose half-open probe is one request, and for what may be sent
 * twice a few tries with growing pauses. All connections that have their secrets in it share one.
 */
export function passingGuard() {
  // A sealed store is opened by people: no pause helps, and each who asks is told.
  const mayPass = handleType(Passing, (error) => !error.sealed);
  const breaker = circuitBreaker(mayPass, {
    breaker: new ConsecutiveBreaker(failuresInARow),
    halfOpenAfter: new ExponentialBackoff({ initialDelay: 1000, maxDelay: longestRestMs }),
  });
  const once = wrap(breaker, bulkhead(atOnce, inLine));
  const backoff = new ExponentialBackoff({ initialDelay: 100, maxDelay: 1000 });
  const soon = handleType(Passing, (error) => !error.sealed && !error.late);
  const again = retry(soon, { maxAttempts: tries, backoff });
  const patiently = wrap(again, once);

  /** @throws Passing also where the store is being left alone, in which case `work` was not called; Cancelled. */
  return async <T>(mayRepeat: boolean, work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    try {
      return await (mayRepeat ? patiently : once).execute(work, signal);
    } catch (error) {
      if (error instanceof TaskCancelledError) throw new Cancelled();
      if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError)
        throw new Passing(l10n.t('it failed several times and is left alone for a minute'));
      throw error;
    }
  };
}
