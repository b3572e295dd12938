import type { Memory } from '../consents.ts';

const prefix = 'patchbay.session/';

/**
 * The connections that extensions asked for by the editor's own means: those that the editor lists among its accounts. One
 * key each, so that two windows do not overwrite each other's.
 */
export class KnownSessions {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  has(id: string): boolean {
    return this.#memory.get(prefix + id) === true;
  }

  async add(id: string): Promise<void> {
    if (!this.has(id)) await this.#memory.update(prefix + id, true);
  }

  async delete(id: string): Promise<void> {
    await this.#memory.update(prefix + id, undefined);
  }
}
