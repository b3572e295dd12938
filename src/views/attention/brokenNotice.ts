import type { Broken } from '../../connections/activity.ts';
import type { Parts } from '../../connections/parts.ts';
import type { Attendant } from './attendant.ts';
import { describeBroken } from './words.ts';

const kind = 'broken';

/**
 * Tells a person what broke while nobody asked: one notification at a time, with all that came until it is shown. What is
 * mended before it is told is not told.
 */
export class BrokenNotice {
  readonly #parts: Pick<Parts, 'states'>;
  readonly #attendant: Attendant;
  #waiting: Broken[] = [];
  #telling: Promise<void> | undefined;

  constructor(parts: Pick<Parts, 'states'>, attendant: Attendant) {
    this.#parts = parts;
    this.#attendant = attendant;
  }

  /** Takes note of what broke; what the person's own command found out, that command has told. */
  add(broken: Broken): void {
    if (broken.by === 'person') return;
    this.#waiting.push(broken);
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = undefined;
    });
  }

  /** Resolves when all that broke has been told, and every notification is closed. */
  async settled(): Promise<void> {
    while (this.#telling) await this.#telling;
  }

  async #tell(): Promise<void> {
    while (this.#waiting.length > 0) {
      const broken = this.#waiting.splice(0).flatMap((one) => this.#stillBroken(one));
      const connections = broken.flatMap((one) => one.connections);
      const subjects = broken.map(subjectOf);
      if (!(await this.#attendant.claim(kind, subjects, Date.now()))) continue;
      // More may have broken while the claim was made: it is one notification.
      const late = this.#waiting.splice(0).flatMap((one) => this.#stillBroken(one));
      if (late.length > 0) await this.#attendant.claim(kind, late.map(subjectOf), Date.now());
      await this.#attendant.tell({
        severity: 'warning',
        text: describeBroken([...broken, ...late]),
        connections: [...connections, ...late.flatMap((one) => one.connections)],
      });
    }
  }

  #stillBroken(broken: Broken): Broken[] {
    const connections = broken.connections.filter(
      ({ id }) => this.#parts.states.get(id)?.grant.status === broken.grant.status,
    );
    return connections.length > 0 ? [{ ...broken, connections }] : [];
  }
}

/** A refused app is said once, whichever of its connections finds it out. */
function subjectOf({ app, connections, grant }: Broken): string {
  if (app && grant.status === 'appProblem') return `app ${app.host} ${app.clientId}`;
  return `${grant.status} ${connections.map(({ id }) => id).join(' ')}`;
}
