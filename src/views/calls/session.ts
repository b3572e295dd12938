import type { Parts } from '../../connections/parts.ts';
import { DisposableList } from '../../model/disposable.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { KeptCall } from '../../use/seen/call.ts';
import type { CallLog } from '../../use/seen/callLog.ts';
import { choicesOf } from './choices.ts';
import { type CallsFacts, fromCallsSchema, type offers, type ToCalls } from './protocol.ts';
import { rowOf } from './rows.ts';

/** Calls that come within this time reach the page together, in milliseconds. */
const gatherMs = 300;

/** The page and the editor around it. */
export interface CallsSurface {
  post(message: ToCalls): void;
  /** Copies a trace id, and says so. */
  copy(traceId: string): void;
  run(command: (typeof offers)[number]): void;
}

/** The extension's side of the page of calls: tells it what came since, together. */
export class CallsSession {
  readonly #parts: Pick<Parts, 'files' | 'log'>;
  readonly #calls: Pick<CallLog, 'recent' | 'onDidRecord' | 'most'>;
  readonly #surface: CallsSurface;
  readonly #locale: string;
  readonly #list = new DisposableList();
  #names: ReadonlyMap<string, string> = new Map();
  /** The number of the last call that the page has. */
  #last = 0;
  #ready = false;
  /** The connection whose calls are to be shown, until the page does. */
  #look: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** One after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    parts: Pick<Parts, 'files' | 'log'>,
    calls: Pick<CallLog, 'recent' | 'onDidRecord' | 'most'>,
    surface: CallsSurface,
    locale: string,
  ) {
    this.#parts = parts;
    this.#calls = calls;
    this.#surface = surface;
    this.#locale = locale;
    this.#list.push(calls.onDidRecord(() => this.#soon()));
    this.#list.push(parts.files.onDidChange(() => this.#soon()));
  }

  /** Shows the calls of a connection. */
  async look(connection: string): Promise<void> {
    this.#look = connection.toLowerCase();
    await this.refresh();
  }

  /** Takes what came from the page. What is none of its messages is ignored. */
  async receive(raw: unknown): Promise<void> {
    const { data: message } = fromCallsSchema.safeParse(raw);
    if (!message) return this.#parts.log.warn('The calls page sent something that is no message of it; ignored.');
    if (message.type === 'run') return this.#surface.run(message.command);
    if (message.type === 'copyTrace') {
      const call = (await this.#calls.recent()).find(({ number }) => number === message.number);
      if (call?.traceId !== undefined) this.#surface.copy(call.traceId);
      return;
    }
    if (message.type === 'looked') {
      this.#look = undefined;
      return;
    }
    this.#ready = true;
    this.#last = 0;
    await this.refresh();
  }

  /** Tells the page what it does not know yet. */
  refresh(): Promise<void> {
    const turn = this.#turn.then(() => this.#tell());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#list.dispose();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.refresh().catch((error) => this.#parts.log.error('The calls page could not be brought up to date', error));
    }, gatherMs).unref();
  }

  async #tell(): Promise<void> {
    if (!this.#ready) return;
    const [calls, snapshot] = await Promise.all([this.#calls.recent(), this.#parts.files.snapshot()]);
    const names = new Map([...snapshot.connections].map(([id, { name }]) => [id.toLowerCase(), name]));
    const renamed = calls.some(({ connection = '' }) => nameIn(names, connection) !== nameIn(this.#names, connection));
    this.#names = names;
    // A name that changed changes rows that are there.
    const type = this.#last === 0 || renamed ? 'all' : 'more';
    const fresh = type === 'all' ? calls : calls.filter(({ number }) => number > this.#last);
    this.#last = calls.at(-1)?.number ?? 0;
    const facts = this.#facts(calls, snapshot);
    if (type === 'all' || fresh.length > 0)
      this.#surface.post({ type, rows: fresh.map((call) => rowOf(call, names, this.#locale)).reverse(), facts });
    if (this.#look !== undefined) this.#surface.post({ type: 'look', connection: this.#look, facts });
  }

  #facts(calls: readonly KeptCall[], snapshot: Snapshot): CallsFacts {
    const ids = new Set([...calls.map(({ connection }) => connection?.toLowerCase()), this.#look]);
    const connections = choicesOf(
      [...ids].filter((id) => id !== undefined),
      snapshot,
    );
    return { connections, most: this.#calls.most };
  }
}

function nameIn(names: ReadonlyMap<string, string>, connection: string): string | undefined {
  return names.get(connection.toLowerCase());
}
