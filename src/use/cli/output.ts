import { writeFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Given, optionOf, type Surroundings } from './command.ts';
import { cannotRead } from './exit.ts';

/** Writes a report to where `--output` says, else to the terminal. */
export async function put(text: string, given: Given, { cwd, write }: Surroundings): Promise<void> {
  const file = optionOf(given, 'output');
  if (file === undefined) return write(text);
  try {
    await writeFile(resolve(cwd, file), text);
  } catch (error) {
    throw cannotRead(l10n.t('{0} cannot be written: {1}.', file, (error as NodeJS.ErrnoException).code ?? ''));
  }
}

/** How files of a folder are named in a report: from where the command runs, as a repository's checks do. */
export function namer(folder: string, cwd: string): (file: string) => string {
  const prefix = relative(cwd, folder).split(sep).join('/');
  return prefix === '' || prefix.startsWith('..') || /^[A-Za-z]:/.test(prefix)
    ? (file) => file
    : (file) => `${prefix}/${file}`;
}
