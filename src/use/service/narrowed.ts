import { randomUUID } from 'node:crypto';
import type { Secret } from '../../model/secret.ts';
import type { Caller } from './bearers.ts';
import type { Scope } from './scope.ts';

/** So many at a time for one caller; one more ends the oldest, which nobody may have ended. */
const most = 256;

/** What lets callers in and ends them. */
export interface Issuing {
  issue(scope: Scope, label: string): Secret;
  /** Ends a bearer, what runs with it, and those that it gave. */
  revoke(bearer: Secret): void;
}

/** Bearers that callers had made for programs that may do less than they: each ends with the one that it came of. */
export class NarrowedBearers {
  readonly #issuing: Issuing;
  readonly #given = new WeakMap<Caller, Map<string, Secret>>();

  constructor(issuing: Issuing) {
    this.#issuing = issuing;
  }

  /** @param scope no wider than the caller's; whoever calls this has seen to it. */
  give(caller: Caller, scope: Scope): { id: string; bearer: Secret } {
    const given = this.#given.get(caller) ?? new Map<string, Secret>();
    this.#given.set(caller, given);
    const [oldest] = given.keys();
    if (oldest !== undefined && given.size >= most) this.end(caller, oldest);
    const id = randomUUID();
    const bearer = this.#issuing.issue(scope, caller.label);
    given.set(id, bearer);
    return { id, bearer };
  }

  /** Ends one; false where the caller has given none of this id. */
  end(caller: Caller, id: string): boolean {
    const given = this.#given.get(caller);
    const bearer = given?.get(id);
    if (!bearer) return false;
    given?.delete(id);
    this.#issuing.revoke(bearer);
    return true;
  }

  endAllOf(caller: Caller): void {
    for (const id of [...(this.#given.get(caller)?.keys() ?? [])]) this.end(caller, id);
  }
}
