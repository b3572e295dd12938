import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const connectionNamed = (name: string, others: string) =>
  new Problem(
    'PB860',
    l10n.t('There is no connection or binding “{0}”.', name),
    others === '' ? l10n.t('There are none yet. Add one first.') : l10n.t('There are: {0}.', others),
  );

export const nameAmbiguous = (name: string, ids: string) =>
  new Problem(
    'PB861',
    l10n.t('There are several connections “{0}”.', name),
    l10n.t('Say which one by its id: {0}.', ids),
  );

export const nobodyAsked = () =>
  new Problem(
    'PB863',
    l10n.t('The person was not asked about this request, so nothing was sent.'),
    l10n.t('Call the tool once more.'),
  );

export const requestTooLong = (characters: number) =>
  new Problem(
    'PB864',
    l10n.t('The body is longer than {0} characters, which nobody could read before saying yes.', String(characters)),
    l10n.t('Send less at once, or write a script that uses the connection.'),
  );

export const changedSinceAsked = (name: string) =>
  new Problem(
    'PB862',
    l10n.t('Since the person was asked, “{0}” has become another account or leads elsewhere. Nothing was sent.', name),
    l10n.t('Ask again.'),
  );
