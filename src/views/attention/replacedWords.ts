import * as l10n from '@vscode/l10n';
import type { Replaced } from '../../connections/activity.ts';
import type { Connection } from '../../model/connection.ts';
import type { GrantState } from '../../model/state.ts';

/**
 * What is honest to say of the sign-in that a reconnect replaced.
 *
 * @param before what it was worth: of one that was dead already nothing is left.
 * @returns `undefined` where there is nothing to say; `warning` where it should have ended and may live on.
 */
export function describeReplaced(
  { name, authType }: Pick<Connection, 'name' | 'authType'>,
  application: string,
  replaced: Replaced,
  before: GrantState | undefined,
): { severity: 'info' | 'warning'; text: string } | undefined {
  if (isDead(before)) return undefined;
  switch (replaced.status) {
    case 'failed':
      return {
        severity: 'warning',
        text: l10n.t(
          '“{0}” has a new sign-in, but {1} did not confirm the end of the one before ({2}). Remove it on the page of {1}.',
          name,
          application,
          replaced.detail,
        ),
      };
    case 'notOffered':
      return {
        severity: 'info',
        text: l10n.t(
          '“{0}” has a new sign-in. {1} offers no way to end the one before from here. Remove it on the page of {1}.',
          name,
          application,
        ),
      };
    case 'pasted':
      // A password that was changed does not work any more; a token or key does until somebody deletes it.
      if (authType === 'basic') return undefined;
      return {
        severity: 'info',
        text: l10n.t('The token that “{0}” used before still works. Delete it on the page of {1}.', name, application),
      };
    case 'revoked':
    case 'noCredential':
    case 'same':
    case 'endsAll':
      return undefined;
  }
}

function isDead(before: GrantState | undefined): boolean {
  return before?.status === 'needsSignIn' && ['expired', 'revoked', 'rejected'].includes(before.reason);
}
