import * as l10n from '@vscode/l10n';
import { policySecretUnusable } from '../model/problems.ts';
import { Secret } from '../model/secret.ts';
import { NoLocalSecret, readLocalSecret } from '../storage/localSecret.ts';
import { type SealProblem, unseal } from '../storage/seal.ts';
import { memberIdentity } from './memberKey.ts';
import type { Parts } from './parts.ts';
import type { PolicySecretPlaces } from './policySecretPlaces.ts';
import { parseReference } from './references/reference.ts';

/** Where a secret of a policy lies: sealed in the policy itself, or elsewhere, see `parseReference`. */
export type PolicySecret = { sealed: string } | { from: string };

/** Which field of which application a secret is for. */
export interface PolicySecretPlace {
  connector: string;
  parameter: string;
}

/** What a sealed secret says that it is for, so that it opens nothing elsewhere. */
export function purposeOf({ connector, parameter }: PolicySecretPlace): string {
  return `policy:${connector}.${parameter}`;
}

/**
 * Finds the secret that a policy gives, at the moment when it is needed.
 *
 * @param environment the variables of this process, unless a test says otherwise.
 * @throws Problem `PB657` with the field and why: not set, not readable, in the workspace, open to others, sealed to others,
 *   broken; `PB659` where the member's key cannot be read; `PB725`–`PB738` for a store.
 */
export async function findPolicySecret(
  { vault, stores }: Pick<Parts, 'vault' | 'stores'>,
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
  const reference = parseReference(secret.from);
  if ('problem' in reference) throw unusable(reference.problem);
  if (reference.kind === 'store') return (await (await stores.open(reference.store)).read(reference.place)).secret;
  return readLocalSecret(reference, { workspaces, environment }).catch((error: unknown) => {
    throw error instanceof NoLocalSecret ? unusable(error.message) : error;
  });
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
