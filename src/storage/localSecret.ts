import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import { Secret } from '../model/secret.ts';
import type { LocalPlace } from './localPlace.ts';

/** Why there is no secret. */
export type LocalFault = 'notSet' | 'unreadable' | 'inWorkspace' | 'openToOthers';

/** There is no secret to take; the message is a part of a sentence for a person, without an end. */
export class NoLocalSecret extends Error {
  override readonly name = 'NoLocalSecret';
  readonly fault: LocalFault;

  constructor(fault: LocalFault, why: string) {
    super(why);
    this.fault = fault;
  }
}

export interface Surroundings {
  /** The folders of the workspace: what lies in a repository is no secret. */
  workspaces: readonly string[];
  /** The variables of this process, unless a test says otherwise. */
  environment?: NodeJS.ProcessEnv;
}

/** More than this is no secret, in bytes. */
const maxBytes = 64 * 1024;

/**
 * Reads a secret where it lies on this computer, without the white space around it.
 *
 * @throws NoLocalSecret where it is not set, not readable, in the workspace (also by a link), or open to others.
 */
export async function readLocalSecret(
  place: LocalPlace,
  { workspaces, environment = process.env }: Surroundings,
): Promise<Secret> {
  if (place.kind === 'file') return new Secret(await readSecretFile(place.path, workspaces));
  const value = environment[place.name]?.trim();
  if (!value) throw new NoLocalSecret('notSet', l10n.t('the environment variable {0} is not set', place.name));
  return new Secret(value);
}

async function readSecretFile(named: string, workspaces: readonly string[]): Promise<string> {
  const file = /^~[\\/]/.test(named) ? join(homedir(), named.slice(2)) : named;
  const unreadable = (why: string) => new NoLocalSecret('unreadable', why);
  if (!isAbsolute(file)) throw unreadable(l10n.t('{0} is not an absolute path', file));
  const failed = (error: NodeJS.ErrnoException) => {
    throw unreadable(l10n.t('{0} cannot be read ({1})', file, error.code ?? ''));
  };
  const real = await realpath(file).catch(failed);
  for (const folder of workspaces) {
    if (isWithin(real, await realpath(folder).catch(() => folder)))
      throw new NoLocalSecret('inWorkspace', l10n.t('{0} lies in the workspace; keep it outside', file));
  }
  // Without waiting: a pipe that nobody writes into would stand in the way for ever.
  const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(failed);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw unreadable(l10n.t('{0} is not a file', file));
    if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0)
      throw new NoLocalSecret('openToOthers', l10n.t('{0} can be read by others; take their permissions away', file));
    if (facts.size > maxBytes) throw unreadable(l10n.t('{0} is too large for a secret', file));
    const text = (await handle.readFile('utf8')).trim();
    if (text === '') throw unreadable(l10n.t('{0} is empty', file));
    return text;
  } finally {
    await handle.close();
  }
}

function isWithin(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}
