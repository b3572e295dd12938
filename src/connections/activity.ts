import type { Revocation } from '../auth/revoke.ts';
import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import { Emitter } from '../model/event.ts';
import type { GrantState } from '../model/state.ts';
import type { App } from './app.ts';

/** A failure that a person must mend. */
export interface Broken {
  /** What it broke: one connection, or all of an app that is refused. */
  connections: Connection[];
  connector: Connector;
  grant: Exclude<GrantState, { status: 'connected' }>;
  /** The app, where it is the app that is refused. */
  app?: App;
  /** Who asked when it was found out: `person`, `background`, an extension's id, … */
  by: string;
}

/**
 * What became of a credential that another one replaced. `same`: the new one shares its tokens. `endsAll`: its provider
 * cannot end it without the new one. `pasted`: a token or key that only the person can end.
 */
export type Replaced = Revocation | { status: 'noCredential' | 'same' | 'endsAll' | 'pasted' };

/** A sign-in that took the place of another. */
export interface Reconnected {
  connection: Connection;
  connector: Connector;
  /** What the grant was worth before. */
  before: GrantState | undefined;
  /** Resolves once the provider answered, or did not in time; never rejects. */
  replaced: Promise<Replaced>;
}

/** More are not remembered as used; the one that was used longest ago goes. */
const most = 1000;

/** What is done with connections in this window, for what watches over them. */
export class Activity {
  readonly #used = new Map<string, number>();
  readonly #onUse = new Emitter<string>();
  readonly #onBreak = new Emitter<Broken>();
  readonly #onReconnect = new Emitter<Reconnected>();

  /** Fires with the id of a connection whose credential was used. */
  readonly onDidUse = this.#onUse.event;
  /** Fires when a connection that worked needs a person. */
  readonly onDidBreak = this.#onBreak.event;
  readonly onDidReconnect = this.#onReconnect.event;

  used(id: string, now = Date.now()): void {
    this.#used.delete(id);
    this.#used.set(id, now);
    const [oldest] = this.#used.keys();
    if (this.#used.size > most && oldest !== undefined) this.#used.delete(oldest);
    this.#onUse.fire(id);
  }

  /** The ids of those that were used at this time or later, in milliseconds since 1970. */
  usedSince(time: number): string[] {
    return [...this.#used].filter(([, at]) => at >= time).map(([id]) => id);
  }

  broke(broken: Broken): void {
    this.#onBreak.fire(broken);
  }

  reconnected(reconnected: Reconnected): void {
    this.#onReconnect.fire(reconnected);
  }
}
