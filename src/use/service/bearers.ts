import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Secret } from '../../model/secret.ts';
import type { Scope } from './scope.ts';

/** Who a bearer stands for. The same object for all requests with it. */
export interface Caller {
  readonly scope: Scope;
  /** For the audit log: `terminal zsh`, `window`. */
  readonly label: string;
}

/** The callers that are let in. Of a bearer its hash alone is kept, and comparing takes as long for a near miss as for a far one. */
export class Bearers {
  readonly #callers = new Map<Caller, Buffer>();

  /** @returns 256 random bits, after `pb_` so that scanners for secrets can know them. */
  issue(scope: Scope, label: string): Secret {
    const bearer = new Secret(`pb_${randomBytes(32).toString('base64url')}`);
    this.#callers.set({ scope, label }, digest(bearer.reveal()));
    return bearer;
  }

  /** Ends a bearer; gives whom it stood for. */
  revoke(bearer: Secret): Caller | undefined {
    const caller = this.#find(bearer.reveal());
    if (caller) this.#callers.delete(caller);
    return caller;
  }

  /** @param header the one `Authorization` header of a request (RFC 6750 section 2.1). */
  find(header: string | undefined): Caller | undefined {
    const text = /^bearer +([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];
    return text === undefined ? undefined : this.#find(text);
  }

  #find(text: string): Caller | undefined {
    const given = digest(text);
    let found: Caller | undefined;
    for (const [caller, kept] of this.#callers) if (timingSafeEqual(given, kept)) found = caller;
    return found;
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
