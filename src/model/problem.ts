/**
 * An error for a person: what happened, what to do next, and a stable code to search for. Made by the factories of
 * `problems.ts` only. It never holds a secret, an authorization header or a URI with its query.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly remedy: string;
  /** The input of a form that it is about. */
  readonly field: string | undefined;
  /** The line of a file that it is about, from 1. */
  readonly line: number | undefined;

  constructor(
    code: string,
    message: string,
    remedy: string,
    options: { field?: string; line?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = remedy;
    this.field = options.field;
    this.line = options.line;
  }

  /** One line: `message remedy (code)`. */
  toSentence(): string {
    return `${this.message} ${this.remedy} (${this.code})`;
  }
}

/** Thrown where a person cancelled; it is nobody's fault and is not shown. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/**
 * Waits for `work`, but not past the person's cancel; what runs then ends by itself, unheard.
 *
 * @throws Cancelled at once when `signal` is aborted; what `work` throws.
 */
export async function untilCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const cancel = () => reject(new Cancelled());
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Throws {@link Cancelled} where `signal` was aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Cancelled();
}
