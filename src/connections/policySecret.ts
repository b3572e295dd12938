import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import { policySecretUnusable } from '../model/problems.ts';
import { Secret } from '../model/secret.ts';
import { type SealProblem, unseal } from '../storage/seal.ts';
import type { CredentialVault } from '../storage/vault.ts';
import { memberIdentity } from './memberKey.ts';
import type { PolicySecretPlaces } from './policySecretPlaces.ts';

/** Where a secret of a policy lies: sealed in the policy itself, or `env:NAME` or `file:/path` on this computer. */
export type PolicySecret = { sealed: string } | { from: string };

/** Which field of which application a secret is for. */
export interface PolicySecretPlace {
  connector: string;
  parameter: string;
}

/** More than this is no secret, in bytes. */
const maxBytes = 64 * 1024;

/** What a sealed secret says that it is for, so that it opens nothing elsewhere. */
export function purposeOf({ connector, parameter }: PolicySecretPlace): string {
  return `policy:${connector}.${parameter}`;
}

/**
 * Finds the secret that a policy gives, at the moment when it is needed.
 *
 * @param environment the variables of this process, unless a test says otherwise.
 * @throws Problem `PB657` with the field and why: not set, not readable, in the workspace, open to others, sealed to others,
 *   broken; `PB659` where the member's key cannot be read.
 */
export async function findPolicySecret(
  vault: CredentialVault,
  secret: PolicySecret,
  place: PolicySecretPlace,
  { contact, workspaces }: PolicySecretPlaces,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Secret> {
  const unusable = (why: string) => policySecretUnusable(place.parameter, why, contact);
  if ('sealed' in secret) {
    const identity = await memberIdentity(vault);
    if (!identity) throw unusable(sealWords('notForYou'));
    const opened = await unseal(secret.sealed, purposeOf(place), identity.reveal());
    if ('problem' in opened) throw unusable(sealWords(opened.problem));
    return new Secret(opened.secret);
  }
  const [, kind, name = ''] = /^(env|file):(.*)$/s.exec(secret.from) ?? [];
  if (kind === 'env') {
    const value = environment[name]?.trim();
    if (!value) throw unusable(l10n.t('the environment variable {0} is not set', name));
    return new Secret(value);
  }
  if (kind === 'file') return new Secret(await readSecretFile(name, workspaces, unusable));
  throw unusable(l10n.t('“{0}” begins with neither “env:” nor “file:”', secret.from.slice(0, 40)));
}

async function readSecretFile(
  file: string,
  workspaces: readonly string[],
  unusable: (why: string) => Error,
): Promise<string> {
  if (!isAbsolute(file)) throw unusable(l10n.t('{0} is not an absolute path', file));
  const unreadable = (error: NodeJS.ErrnoException) => {
    throw unusable(l10n.t('{0} cannot be read ({1})', file, error.code ?? ''));
  };
  const real = await realpath(file).catch(unreadable);
  for (const folder of workspaces) {
    if (isWithin(real, await realpath(folder).catch(() => folder)))
      throw unusable(l10n.t('{0} lies in the workspace; keep it outside', file));
  }
  // Without waiting: a pipe that nobody writes into would stand in the way for ever.
  const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(unreadable);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw unusable(l10n.t('{0} is not a file', file));
    const seenByOthers = process.platform !== 'win32' && (facts.mode & 0o077) !== 0;
    if (seenByOthers) throw unusable(l10n.t('{0} can be read by others; take their permissions away', file));
    if (facts.size > maxBytes) throw unusable(l10n.t('{0} is too large for a secret', file));
    const text = (await handle.readFile('utf8')).trim();
    if (text === '') throw unusable(l10n.t('{0} is empty', file));
    return text;
  } finally {
    await handle.close();
  }
}

function isWithin(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}

function sealWords(problem: SealProblem): string {
  switch (problem) {
    case 'notForYou':
      return l10n.t(
        'it is not sealed to you; run “Patchbay: Copy My Public Key” and give the key to who looks after the policy',
      );
    case 'broken':
      return l10n.t('its sealed text is damaged');
    case 'elsewhere':
      return l10n.t('it was sealed for another application or field');
  }
}
