import type { IncomingMessage, ServerResponse } from 'node:http';
import { callEnded, requestTooSlow } from '../../model/problems.ts';
import type { Caller } from './bearers.ts';
import type { Call, Limits } from './options.ts';

/** What a request is doing, as far as it can be held up. */
export interface Upstream {
  /** Bytes in both directions so far, on the connection to the provider. */
  bytes(): number;
  /** True while the provider does not take what we have for it. */
  isFull(): boolean;
  /** What to say where it is silent for too long. */
  silent(): Error;
}

/** A request that runs. */
export class LiveCall {
  readonly caller: Caller;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly #listeners = new Set<(why: Error) => void>();
  #controller: AbortController | undefined;
  #why: Error | undefined;
  /** The id of the connection that it is about, once that is known. */
  connection: string | undefined;
  /** What was asked for in its place: an id, or the name of a binding. */
  asked: string | undefined;
  /** What was passed on, for the record. */
  path: string | undefined;
  what: Call['what'] = 'request';
  /** What its credential is bound to (`bindingOf`), once one was sent. */
  bound: string | undefined;
  upstream: Upstream | undefined;
  /** Its answer may be a stream of events, in which long nothing happens. */
  isStream = false;
  /** Ends the answer as if it were over; there where nothing is lost with that, because whoever reads it asks anew. */
  finish: (() => void) | undefined;
  #bytes = 0;
  #movedAt = performance.now();
  /** The span in which a body must bring enough: since when, and how much was there then. */
  #span: { at: number; bytes: number } | undefined;

  constructor(caller: Caller, request: IncomingMessage, response: ServerResponse) {
    this.caller = caller;
    this.request = request;
    this.response = response;
  }

  /** What ended the call from outside, before it was done. */
  get why(): Error | undefined {
    return this.#why;
  }

  /** For what takes a signal; made when it is wanted, since it costs as much as all the rest of a short call. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#why) this.#controller.abort(this.#why);
    return this.#controller.signal;
  }

  end(why: Error): void {
    if (this.#why) return;
    this.#why = why;
    this.#controller?.abort(why);
    for (const listener of [...this.#listeners]) listener(why);
  }

  /** Calls `listener` when the call is ended; the answer forgets it. */
  onEnd(listener: (why: Error) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the call where whoever is to move next has not moved for as long as it may. */
  look(limits: Limits, now: number): void {
    const { request, response, upstream } = this;
    const { bytesRead, bytesWritten } = request.socket;
    const bytes = bytesRead + bytesWritten + (upstream?.bytes() ?? 0);
    if (bytes !== this.#bytes) this.#movedAt = now;
    this.#bytes = bytes;
    if (upstream && !request.complete && !upstream.isFull()) {
      this.#span ??= { at: now, bytes: bytesRead };
      if (now - this.#span.at < limits.bodyMs) return;
      if (bytesRead - this.#span.bytes < limits.bodyBytes) this.end(requestTooSlow());
      this.#span = undefined;
      return;
    }
    this.#span = undefined;
    const unread = response.writableNeedDrain;
    if (now - this.#movedAt < (unread || this.isStream ? limits.readerMs : limits.providerMs)) return;
    if (!unread && this.finish) this.finish();
    else this.end(unread || !upstream ? callEnded() : upstream.silent());
  }
}

/** The requests that run. */
export class LiveCalls {
  readonly #calls = new Set<LiveCall>();
  readonly #limits: Limits;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#calls.size;
  }

  [Symbol.iterator](): Iterator<LiveCall> {
    return [...this.#calls][Symbol.iterator]();
  }

  add(call: LiveCall): void {
    this.#calls.add(call);
    const { bodyMs, providerMs, readerMs } = this.#limits;
    this.#timer ??= setInterval(() => this.#look(), Math.min(bodyMs, providerMs, readerMs) / 4).unref();
  }

  delete(call: LiveCall): void {
    this.#calls.delete(call);
    if (this.#calls.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Ends those that a condition is true for. */
  end(why: () => Error, which: (call: LiveCall) => boolean = () => true): void {
    for (const call of this) if (which(call)) call.end(why());
  }

  #look(): void {
    const now = performance.now();
    for (const call of this) call.look(this.#limits, now);
  }
}
