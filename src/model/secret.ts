import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

/** Makes fingerprints comparable inside one process only, so that a printed one cannot be used to test guesses. */
const salt = randomBytes(16);

/** Every secret that is in memory; {@link liveSecrets} forgets those that are gone. */
const live = new Set<WeakRef<Secret>>();

/**
 * A string that must not be seen. It prints as a fingerprint wherever it is printed (templates, JSON, `console.log`);
 * {@link Secret.reveal} is for the one place where its bytes leave for the provider or the vault.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    live.add(new WeakRef(this));
  }

  /** The string itself. */
  reveal(): string {
    return this.#value;
  }

  /** True where both hold the same string; how long that takes tells nothing of either. */
  equals(other: Secret): boolean {
    const digest = (secret: Secret) => createHmac('sha256', salt).update(secret.reveal()).digest();
    return timingSafeEqual(digest(this), digest(other));
  }

  toString(): string {
    return `<secret ${createHmac('sha256', salt).update(this.#value).digest('hex').slice(0, 6)}>`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** The secrets of this process. */
export function* liveSecrets(): Generator<Secret> {
  for (const reference of live) {
    const secret = reference.deref();
    if (secret) yield secret;
    else live.delete(reference);
  }
}
