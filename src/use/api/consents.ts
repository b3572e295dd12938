import { Emitter } from '../../model/event.ts';

/** What a person said to an extension that wants to use a connection. */
export type Answer = 'granted' | 'refused';

/** An extension and a connection, by their ids; of neither the case of its letters matters. */
export interface Pair {
  extension: string;
  connection: string;
}

/** An answer, and enough to tell a person later what it was about. */
export interface Consent extends Pair {
  answer: Answer;
  /** A refusal that ends with this window's session, and is nowhere written down. */
  forSession?: boolean;
  /** ISO 8601. */
  at: string;
  /** What the extension calls itself, and what the connection was called. */
  extensionName: string;
  connectionName: string;
  /**
   * What the connection was (`connectionMark`): its file may lie in a repository, and one that became another application's
   * is one that nobody was asked about.
   */
  mark: string;
}

/** The part of the editor's `Memento` that is needed. */
export interface Memory {
  keys(): readonly string[];
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** One key each: two windows that write at the same time do not overwrite each other's answers. */
const prefix = 'patchbay.access/';

/** Who may use what: the answers of the person, remembered for good in the editor's memory, or for this session here. */
export class Consents {
  readonly #memory: Memory;
  readonly #session = new Map<string, Consent>();
  readonly #changed = new Emitter<Pair>();

  /** Fires when an answer is another than before, with ids in small letters. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** The answer as it is by now, also where another window gave it; `undefined` where the person is to be asked. */
  get(pair: Pair, mark: string): Answer | undefined {
    const key = keyOf(pair);
    const consent = this.#session.get(key) ?? read(this.#memory, key);
    return consent?.mark === mark ? consent.answer : undefined;
  }

  /** Remembers an answer, in the place of an earlier one. */
  async set(consent: Consent): Promise<void> {
    const key = keyOf(consent);
    const { forSession, ...kept } = consent;
    if (forSession) {
      this.#session.set(key, consent);
      await this.#memory.update(key, undefined);
    } else {
      this.#session.delete(key);
      await this.#memory.update(key, kept);
    }
    this.#changed.fire(parse(key));
  }

  /** Takes an answer back: access ends at once, and the next request asks the person. */
  async forget(pair: Pair): Promise<void> {
    const key = keyOf(pair);
    this.#session.delete(key);
    await this.#memory.update(key, undefined);
    this.#changed.fire(parse(key));
  }

  /** Every answer, by extension and then by connection. */
  all(): Consent[] {
    const kept = this.#memory.keys().filter((key) => key.startsWith(prefix) && !this.#session.has(key));
    const consents = kept.flatMap((key) => read(this.#memory, key) ?? []);
    const byName = (a: Consent, b: Consent) =>
      a.extension.localeCompare(b.extension) || a.connectionName.localeCompare(b.connectionName);
    return [...consents, ...this.#session.values()].sort(byName);
  }
}

function keyOf({ extension, connection }: Pair): string {
  return `${prefix}${extension.toLowerCase()}/${connection.toLowerCase()}`;
}

function parse(key: string): Pair {
  const [extension = '', connection = ''] = key.slice(prefix.length).split('/');
  return { extension, connection };
}

/** What is not as we write it allows nothing. */
function read(memory: Memory, key: string): Consent | undefined {
  const value = memory.get<Partial<Consent>>(key);
  if (value?.answer !== 'granted' && value?.answer !== 'refused') return undefined;
  const { extension, connection } = parse(key);
  const { answer, at = '', extensionName = extension, connectionName = connection, mark = '' } = value;
  return { extension, connection, answer, at, extensionName, connectionName, mark };
}
