import * as l10n from '@vscode/l10n';
import { Denial, type DenialFacts } from '../denial.ts';
import { Problem } from '../problem.ts';

/** `sentence` says what is denied and by whom; `remedy` what the policy suggests, or whom to ask. */
export const deniedByPolicy = (sentence: string, remedy: string | undefined, facts?: DenialFacts) =>
  new Denial(
    'PB650',
    sentence,
    remedy ?? l10n.t('Choose “Show why” to see the rule and what is allowed instead.'),
    facts,
  );

export const policyUnknown = (sentence: string, facts?: DenialFacts) =>
  new Denial('PB651', sentence, l10n.t('Nothing was changed. Mend what is not known, then try again.'), facts);

export const fieldLocked = (field: string, policy: string) =>
  new Problem(
    'PB652',
    l10n.t('“{0}” is locked by the policy “{1}” and was not changed.', field, policy),
    l10n.t('Leave it as it is, or ask the policy’s contact.'),
    { field },
  );

/** A list that a workspace gives is not repeated where it is not trusted. */
function allowedWords(allowed: string | undefined): string {
  return allowed === undefined
    ? l10n.t('Choose something else. What is allowed is shown once the workspace is trusted.')
    : l10n.t('Allowed: {0}.', allowed);
}

/** `allowed` as a list in words; absent where it may not be repeated. */
export const valueNotAllowed = (field: string, policy: string, allowed: string | undefined) =>
  new Problem(
    'PB653',
    l10n.t('The policy “{0}” does not allow this value for “{1}”.', policy, field),
    allowedWords(allowed),
    { field },
  );

/** `allowed` as a list in words; absent where it may not be repeated. */
export const scopesNotAllowed = (scopes: string, policy: string, allowed: string | undefined) =>
  new Problem(
    'PB654',
    l10n.t('The policy “{0}” does not allow the scopes {1}.', policy, scopes),
    allowedWords(allowed),
    { field: 'scopes' },
  );

export const fieldRequired = (field: string, policy: string) =>
  new Problem(
    'PB655',
    l10n.t('The policy “{0}” requires “{1}”.', policy, field),
    l10n.t('Fill it in and connect again.'),
    {
      field,
    },
  );

export const credentialTooOld = (days: number, policy: string) =>
  new Problem(
    'PB656',
    l10n.t('The policy “{0}” wants a new sign-in every {1} days, and this one is older.', policy, days),
    l10n.t('Choose “Reconnect”.'),
  );

/** `why` names a place, never the secret; `contact` is whom the policy says to ask. */
export const policySecretUnusable = (field: string, why: string, contact?: string) =>
  new Problem(
    'PB657',
    l10n.t('The policy gives “{0}”, but it cannot be used here: {1}.', field, why),
    contact === undefined
      ? l10n.t('Mend that, or ask the policy’s contact, then connect again.')
      : l10n.t('Mend that, or ask: {0}. Then connect again.', contact),
    { field },
  );

export const noMemberKeys = () =>
  new Problem(
    'PB658',
    l10n.t('Nobody has a public key in members.jsonc, so a secret cannot be sealed to anybody.'),
    l10n.t('Run “Patchbay: Copy My Public Key”, put it under “people” in .patchbay/members.jsonc, then try again.'),
  );

export const memberKeyUnreadable = (detail: string) =>
  new Problem(
    'PB659',
    l10n.t('Your member key cannot be read ({0}), so nothing that is sealed to you can be opened.', detail),
    l10n.t('Nothing was replaced. Bring back the keyring that holds it, then try again.'),
  );

/** `refusal` is what policies say about a value that a connection was made with. */
export const madeOtherwise = (field: string, refusal: string) =>
  new Problem(
    'PB660',
    refusal,
    l10n.t('Signing in again cannot change that. Add a new connection instead, or ask the policy’s contact.'),
    { field },
  );
