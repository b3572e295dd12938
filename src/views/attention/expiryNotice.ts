import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import type { Connection } from '../../model/connection.ts';
import { endingOf, endsSoon } from '../tree/expiry.ts';
import type { Attendant } from './attendant.ts';
import { describeEndings } from './words.ts';

const kind = 'ends';

/** What was asked about is not asked again within this time, in milliseconds: every use changes some state. */
const knownMs = 3_600_000;

type NoticeParts = Pick<Parts, 'files' | 'states' | 'isTrusted'>;

/** Tells a person of everything that ends within a week, in one notification, once a day. */
export class ExpiryNotice {
  readonly #parts: NoticeParts;
  readonly #attendant: Attendant;
  readonly #locale: string | undefined;
  readonly #asked = new Map<string, number>();
  #looking = false;

  constructor(parts: NoticeParts, attendant: Attendant, locale?: string) {
    this.#parts = parts;
    this.#attendant = attendant;
    this.#locale = locale;
  }

  /** Looks whether there is something to say, and says it unless it was said. */
  async look(now = Date.now()): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const endings = await this.#endings(now);
      const subjects = endings.map(({ connection }) => connection.id);
      if (subjects.every((id) => now - (this.#asked.get(id) ?? 0) < knownMs)) return;
      for (const id of subjects) this.#asked.set(id, now);
      if (!(await this.#attendant.claim(kind, subjects, now))) return;
      // Not waited for: a notification may stay for hours.
      void this.#attendant.tell({
        severity: 'warning',
        text: describeEndings(endings, now, this.#locale),
        connections: endings.map(({ connection }) => connection),
      });
    } finally {
      this.#looking = false;
    }
  }

  async #endings(now: number) {
    const { connections, folders } = await this.#parts.files.snapshot();
    await this.#parts.states.ready();
    const usable = (connection: Connection) =>
      folders.get(connection.folder)?.kind !== 'shared' || this.#parts.isTrusted();
    return [...connections.values()]
      .flatMap((connection) => {
        const { grant, local } = connectionState(this.#parts.states, connection, now);
        const ending = endingOf(local);
        if (grant.status !== 'connected' || !endsSoon(ending, now) || !usable(connection)) return [];
        return [{ connection, local, at: ending.at }];
      })
      .sort((a, b) => a.at - b.at);
  }
}
