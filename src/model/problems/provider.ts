import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const providerDown = (application: string, detail: string) =>
  new Problem(
    'PB401',
    l10n.t('{0} cannot be reached: {1}.', application, detail),
    l10n.t('Nothing was changed. Check the network and try again later.'),
  );

export const tokenRejected = (application: string) =>
  new Problem(
    'PB402',
    l10n.t('{0} does not accept this token or key.', application),
    l10n.t('Check that it was copied whole, has not expired and belongs to this application.'),
    { field: 'token' },
  );

export const passwordRejected = (application: string) =>
  new Problem(
    'PB408',
    l10n.t('{0} does not accept this user name and password.', application),
    l10n.t('Check both. Where sign-in needs more than a password, choose another authentication type.'),
    { field: 'password' },
  );

export const permissionMissing = (application: string) =>
  new Problem(
    'PB403',
    l10n.t('{0} knows the account but does not let it do this.', application),
    l10n.t('Choose more scopes, or ask an administrator of {0}.', application),
  );

export const answerNotUnderstood = (application: string, detail: string) =>
  new Problem(
    'PB404',
    l10n.t('{0} gave an answer that makes no sense here: {1}.', application, detail),
    l10n.t('Check the address of the application. If it is right, try again later.'),
  );

export const hostNotAllowed = (host: string) =>
  new Problem(
    'PB405',
    l10n.t('A credential was about to go to {0}, which is not a host of this connector.', host),
    l10n.t('It was not sent. Check the addresses of the connection.'),
  );

export const hostsNotConfirmed = (application: string, hosts: string) =>
  new Problem(
    'PB409',
    l10n.t('This workspace names the addresses of {0}, and they were not confirmed: {1}.', application, hosts),
    l10n.t('Nothing was sent. Connect again, and confirm them if they are right.'),
  );

export const noHealthRequest = (application: string) =>
  new Problem(
    'PB406',
    l10n.t('{0} has no request that tells whether a connection works.', application),
    l10n.t('Use the connection; a refused credential will show.'),
  );

/** @param slow true where this computer is behind. */
export const clockWrong = (application: string, minutes: string, slow: boolean) =>
  new Problem(
    'PB407',
    slow
      ? l10n.t('This computer’s clock is {0} minutes behind that of {1}.', minutes, application)
      : l10n.t('This computer’s clock is {0} minutes ahead of that of {1}.', minutes, application),
    l10n.t('Set the clock, then try again. The connection was not changed.'),
  );
