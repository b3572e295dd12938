import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const signInDenied = (application: string) =>
  new Problem(
    'PB201',
    l10n.t('{0} says that access was denied.', application),
    l10n.t('Sign in again and choose “Allow”, or ask an administrator of {0}.', application),
  );

export const signInTimedOut = (application: string) =>
  new Problem(
    'PB202',
    l10n.t('The sign-in with {0} took longer than five minutes.', application),
    l10n.t('Connect again. If the browser did not come back, paste the address of its last page.'),
  );

export const signInForged = (application: string) =>
  new Problem(
    'PB203',
    l10n.t('An answer came that does not belong to this sign-in with {0}.', application),
    l10n.t('It was not used. Connect again, and finish in the browser tab that opens then.'),
  );

export const issuerMismatch = (application: string) =>
  new Problem(
    'PB204',
    l10n.t('The answer did not come from {0} but from another server.', application),
    l10n.t('It was not used. Check the address of the application, then connect again.'),
  );

export const addressNotCallback = () =>
  new Problem(
    'PB205',
    l10n.t('This is not the address of the page on which the sign-in ended.'),
    l10n.t('Copy the whole address from the browser’s address bar; it contains “code=” and “state=”.'),
    { field: 'pasteAddress' },
  );

export const callbackUsed = () =>
  new Problem('PB206', l10n.t('This sign-in was already finished or has expired.'), l10n.t('Connect again.'));

export const portTaken = (ports: string) =>
  new Problem(
    'PB207',
    l10n.t('The port for the sign-in is taken on this computer ({0}).', ports),
    l10n.t('End the program that uses it, or finish by pasting the address.'),
  );

export const signInRefused = (application: string, detail: string) =>
  new Problem(
    'PB208',
    l10n.t('{0} refused the sign-in: {1}.', application, detail),
    l10n.t('Check the scopes and the settings of the OAuth app, then connect again.'),
  );

export const otherAccount = (expected: string, actual: string) =>
  new Problem(
    'PB209',
    l10n.t('This connection acts as {0}, but {1} signed in.', expected, actual),
    l10n.t('Nothing was changed. Sign in as {0}, or add a new connection for {1}.', expected, actual),
  );

export const appRefused = (application: string, detail: string) =>
  new Problem(
    'PB210',
    l10n.t('{0} does not accept the OAuth app: {1}.', application, detail),
    l10n.t('Check client id, client secret and redirect URI in the app’s settings at {0}.', application),
    { field: 'clientId' },
  );

export const browserNotOpened = () =>
  new Problem(
    'PB211',
    l10n.t('The browser could not be opened.'),
    l10n.t('Allow the editor to open the address and connect again.'),
  );

export const deviceCodeExpired = (application: string) =>
  new Problem(
    'PB213',
    l10n.t('The code for {0} ran out before the sign-in was finished.', application),
    l10n.t('Connect again; you get a new code.'),
  );

export const nothingPending = () =>
  new Problem(
    'PB212',
    l10n.t('A browser page called the editor, but no sign-in is waiting for it.'),
    l10n.t('Nothing was changed. If you were signing in, connect again.'),
  );

export const accountUnseen = (application: string, expected: string) =>
  new Problem(
    'PB214',
    l10n.t('{0} did not say who signed in, and this connection acts as {1}.', application, expected),
    l10n.t('Nothing was changed. Try again when {0} answers.', application),
  );

export const accountChanged = (name: string, expected: string, actual: string) =>
  new Problem(
    'PB215',
    l10n.t('“{0}” acts as {1}, but its credential is now one of {2}.', name, expected, actual),
    l10n.t('Choose “Reconnect” and sign in as {0}, or add a new connection for {1}.', expected, actual),
  );
