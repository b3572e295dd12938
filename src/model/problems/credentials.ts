import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';
import { reopen } from './remedies.ts';

export const storedElsewhere = () =>
  new Problem(
    'PB301',
    l10n.t('Another window changed this credential at the same time.'),
    l10n.t('Its change was kept. Try again.'),
  );

export const reloadNeeded = () =>
  new Problem(
    'PB302',
    l10n.t('This window was opened before another one made the key for credentials.'),
    l10n.t('Run “Developer: Reload Window”, then try again. Nothing is lost.'),
  );

export const needsSignIn = (name: string) =>
  new Problem(
    'PB303',
    l10n.t('“{0}” needs a sign-in.', name),
    l10n.t('Choose “Reconnect”. The connection and everything that points at it stay.'),
  );

export const credentialUnreadable = (detail: string) =>
  new Problem(
    'PB304',
    l10n.t('The credential cannot be read ({0}).', detail),
    l10n.t('Choose “Reconnect”. Nothing was deleted.'),
  );

export const addressChanged = (name: string) =>
  new Problem(
    'PB308',
    l10n.t('The file of “{0}” names another address, application or scopes than when its credential was given.', name),
    l10n.t(
      'The credential was not sent there. If the change is right, choose “Reconnect”; if not, undo it in the file.',
    ),
  );

export const lockTimedOut = () =>
  new Problem('PB305', l10n.t('Another window is busy with this connection.'), reopen());

export const vaultFailed = (cause: unknown) =>
  new Problem(
    'PB306',
    l10n.t('The credential could not be stored.'),
    l10n.t('Check the free space and the permissions of your home folder, then try again.'),
    { cause },
  );

export const lockFolderUnsafe = (folder: string) =>
  new Problem(
    'PB307',
    l10n.t('The folder for locks, {0}, belongs to somebody else or is open to others.', folder),
    l10n.t('Remove it, or give it to yourself alone (mode 700), then try again.'),
  );
