import { timingSafeEqual } from 'node:crypto';

/** What became of an address that a browser brought. */
export type Delivery = 'accepted' | 'forged' | 'used';

/**
 * One pending sign-in's mailbox for the answer of the browser. It takes one answer, and only one that carries the
 * `state` of this sign-in; anything else is told apart and changes nothing.
 */
export class CallbackMailbox {
  readonly #state: Buffer;
  readonly #resolve: (url: URL) => void;
  readonly #onForged: () => void;
  #used = false;

  /** Resolves with the address of the answer, query and all. */
  readonly received: Promise<URL>;

  /** @param onForged called for each answer with another `state`. */
  constructor(state: string, onForged: () => void = () => {}) {
    this.#state = Buffer.from(state);
    this.#onForged = onForged;
    const { promise, resolve } = Promise.withResolvers<URL>();
    this.received = promise;
    this.#resolve = resolve;
  }

  /** True for an answer with the `state` of this sign-in; compared in constant time. */
  awaits(url: URL): boolean {
    const state = Buffer.from(url.searchParams.get('state') ?? '');
    return state.length === this.#state.length && timingSafeEqual(state, this.#state);
  }

  /** Offers an answer, from the loopback port, the editor's URI handler or a paste. */
  deliver(url: URL): Delivery {
    if (!this.awaits(url)) {
      this.#onForged();
      return 'forged';
    }
    if (this.#used) return 'used';
    this.#used = true;
    this.#resolve(url);
    return 'accepted';
  }
}

/** A way back from the browser: the address that the provider must send it to, and how to stop listening. */
export interface Redirect {
  uri: string;
  dispose(): void;
}
