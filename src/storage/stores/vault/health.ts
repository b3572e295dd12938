import * as l10n from '@vscode/l10n';
import type { Problem } from '../../../model/problem.ts';
import { storeSealed, storeUnreachable } from '../../../model/problems.ts';

/**
 * What the status of `sys/health` says of a server that failed
 * (https://developer.hashicorp.com/vault/api-docs/system/health, https://openbao.org/api-docs/system/health).
 *
 * @param status `undefined` where not even that was answered.
 * @param detail what is known of the failure itself.
 */
export function healthProblem(store: string, status: number | undefined, detail: string): Problem {
  if (status === 503) return storeSealed(store);
  return storeUnreachable(store, words(status) ?? detail);
}

function words(status: number | undefined): string | undefined {
  switch (status) {
    case 429:
      return l10n.t('this server is a standby, and its active one does not answer');
    case 472:
      return l10n.t('this server is a copy for disasters, which gives no secrets');
    case 473:
      return l10n.t('this server is a performance standby, and its active one does not answer');
    case 474:
      return l10n.t('this server is a standby that cannot reach its active one');
    case 501:
      return l10n.t('this server was never initialised');
    case 530:
      return l10n.t('this server was removed from its cluster');
    default:
      return undefined;
  }
}
