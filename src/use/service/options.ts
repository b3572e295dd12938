import type { Event } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import type { Secret } from '../../model/secret.ts';
import { renewalPauseMs } from './proxy/refusals.ts';
import type { Scope } from './scope.ts';

/** What a name in code means today. Asked at every request, so that a binding can be switched while a script runs. */
export interface Bindings {
  /** Fires when a name may mean another connection than before. */
  readonly onDidChange?: Event<void>;
  /**
   * The id of the connection behind a name; `undefined` where the name is unknown or nobody chose one yet.
   *
   * @param from `Scope.from` of who says it.
   */
  resolve(name: string, from?: readonly string[]): Promise<string | undefined>;
  /** Why {@link resolve} gave nothing; `undefined` for a name that nobody knows. */
  explain?(name: string, from?: readonly string[]): Promise<Problem | undefined>;
  /** What every name means now, in words for programs. */
  describe?(from?: readonly string[]): Promise<readonly { name: string }[]>;
  /** Every name that is known. */
  names(): Promise<readonly string[]>;
}

/** What the service puts up with. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** Requests that run at once; one more is answered 503. */
  concurrent: number;
  /** Open connections of callers, idle ones among them. */
  sockets: number;
  /** Of all headers of a request together, its first line included. */
  headerBytes: number;
  /** Until a caller's headers are there. */
  headersMs: number;
  /** A caller's body brings at least {@link bodyBytes} in each span of this length. */
  bodyMs: number;
  bodyBytes: number;
  /** Without a byte of a provider; the Integration Service allows its activities the same 90 s. */
  providerMs: number;
  /** Without a caller taking a byte of what is there for it. */
  readerMs: number;
  /** How long after a refused token that a renewal did not mend no other renewal is tried for the same connection. */
  renewalPauseMs: number;
}

export const defaultLimits: Limits = {
  concurrent: 1024,
  sockets: 16_384,
  headerBytes: 16 * 1024,
  headersMs: 30_000,
  bodyMs: 30_000,
  bodyBytes: 1024,
  providerMs: 90_000,
  readerMs: 600_000,
  renewalPauseMs,
};

export interface ServiceOptions {
  bindings?: Bindings;
  limits?: Partial<Limits>;
}

/** One request that ended, for who watches. Never a body, a header or a query. */
export interface Call {
  /** When it began, in milliseconds since 1970. */
  at: number;
  method: string;
  /** Of a request that was passed on: the path at the provider. Without its query; not cut, since half of a secret looks like none. */
  path: string;
  /** What the caller got; 0 where it went away before, or the answer broke off before it began. */
  status: number;
  durationMs: number;
  /**
   * `token`: one was asked for · `check`: the application was asked whether the connection works · `question`: we were asked
   * about the connection.
   */
  what: 'request' | 'token' | 'check' | 'question';
  /** The id of the connection that it was about. */
  connection?: string;
  /** The label of the bearer; absent where none was accepted. */
  by?: string;
  /** The problem's code, of what did not work because of us. */
  problem?: string;
  /** Also in the answer, so that a person finds the one that a script complains about. */
  traceId: string;
}

/** The local connection service as it runs. */
export interface Service {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  /** Lets a caller in. The text is shown once, here; the service keeps its hash alone. */
  issueBearer(scope: Scope, label: string): Secret;
  /** Ends a bearer, and what runs with it. One that is not known is none to end. */
  revoke(bearer: Secret): void;
  /** Fires when a request ended, the refused ones among them. */
  readonly onCall: Event<Call>;
  /** Ends the service and everything that runs; resolves when its port is free. */
  close(): Promise<void>;
}
