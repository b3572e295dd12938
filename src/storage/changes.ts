import { dirname } from 'node:path';

/** Which paths may be other than when they were read last: some, or all. */
export class Changes {
  readonly #paths: ReadonlySet<string> | undefined;
  readonly #directories: ReadonlySet<string>;

  /** @param paths of files and directories that changed, came or went; without them everything may have changed. */
  constructor(paths?: Iterable<string>) {
    this.#paths = paths && new Set([...paths].map(folded));
    this.#directories = new Set([...(this.#paths ?? [])].map((path) => dirname(path)));
  }

  /** Whether something that lies directly in the directory may be other. */
  touch(directory: string): boolean {
    return this.cover(directory) || this.#directories.has(folded(directory));
  }

  /** Whether all that lies in the directory may be other: it changed as a whole, or one around it did. */
  cover(directory: string): boolean {
    if (this.#paths === undefined) return true;
    let at = folded(directory);
    while (!this.#paths.has(at)) {
      const around = dirname(at);
      if (around === at) return false;
      at = around;
    }
    return true;
  }

  /** Whether this very path is among them. */
  name(path: string): boolean {
    return this.#paths === undefined || this.#paths.has(folded(path));
  }

  /** These and the others. */
  and(others: Changes): Changes {
    return this.#paths && others.#paths ? new Changes([...this.#paths, ...others.#paths]) : new Changes();
  }
}

/** Who watches may write a name in another way than the directory has it, where the file system takes both for one. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
