import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Emitter } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import { bindingsUnreadable } from '../../model/problems.ts';
import type { Binding, BindingKind } from './binding.ts';

/** A file that may bind names. */
export interface BindingPlace {
  file: string;
  kind: BindingKind;
}

/** What all files together bind. */
export interface FoundBindings {
  bindings: readonly Binding[];
  problems: readonly { file: string; problem: Problem }[];
}

/** Past this, in bytes, a file is not looked at: nobody writes so many names. */
const largest = 1_000_000;

/** The bindings of all files. Nothing is read before the first question; {@link BindingFiles.reload} follows a change. */
export class BindingFiles {
  readonly #places: () => Promise<readonly BindingPlace[]>;
  readonly #changed = new Emitter<void>();
  #found: Promise<FoundBindings> | undefined;

  readonly onDidChange = this.#changed.event;

  /** @param places finds the files anew, each time that all are read. */
  constructor(places: () => Promise<readonly BindingPlace[]>) {
    this.#places = places;
  }

  found(): Promise<FoundBindings> {
    this.#found ??= this.#read();
    return this.#found;
  }

  /** Something changed: the next question reads anew. */
  reload(): void {
    if (!this.#found) return;
    this.#found = undefined;
    this.#changed.fire();
  }

  async #read(): Promise<FoundBindings> {
    const bindings: Binding[] = [];
    const problems: { file: string; problem: Problem }[] = [];
    const [places, { readBindings }] = await Promise.all([this.#places(), import('./readBindings.ts')]);
    for (const { file, kind } of places) {
      const text = await textOf(file);
      if (text === undefined) continue;
      const read = typeof text === 'string' ? readBindings(text, file, kind) : { bindings: [], problems: [text] };
      bindings.push(...read.bindings);
      problems.push(...read.problems.map((problem) => ({ file, problem })));
    }
    return { bindings, problems };
  }
}

/** The text, the problem where it cannot be read, or nothing where there is no such file. */
async function textOf(file: string): Promise<string | Problem | undefined> {
  try {
    const bytes = await readFile(file);
    return bytes.length > largest ? unreadable(file, 'EFBIG') : bytes.toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : unreadable(file, code ?? '');
  }
}

const unreadable = (file: string, code: string) => bindingsUnreadable(basename(file), code);
