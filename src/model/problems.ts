import * as l10n from '@vscode/l10n';
import { Problem } from './problem.ts';

/*
 * Every problem that a person can meet. Codes are stable and listed in docs/errors.md:
 * 1xx files and folders · 2xx sign-in · 3xx credentials · 4xx the provider · 5xx input.
 */

const reopen = () => l10n.t('Run “Developer: Reload Window” and try again; if it stays, open the Patchbay log.');

// ---- 1xx files and folders

export const fileNotJson = (file: string, line: number, detail: string) =>
  new Problem(
    'PB101',
    l10n.t('{0} is not valid JSON at line {1}: {2}.', file, line, detail),
    l10n.t('Open the file and mend it; nothing in it was changed.'),
  );

export const fileNewer = (file: string) =>
  new Problem(
    'PB102',
    l10n.t('{0} was written by a newer Patchbay.', file),
    l10n.t('It can be seen but not changed here. Update the extension to change it.'),
  );

export const fileInvalid = (file: string, where: string, detail: string) =>
  new Problem(
    'PB103',
    l10n.t('{0} is not a connection file: {1}: {2}.', file, where, detail),
    l10n.t('Open the file and mend it; nothing in it was changed.'),
  );

export const duplicateId = (file: string, other: string) =>
  new Problem(
    'PB104',
    l10n.t('{0} has the same id as {1}.', file, other),
    l10n.t('Delete one of the two files, or give the copy a new id (a GUID).'),
  );

export const unknownConnector = (key: string) =>
  new Problem(
    'PB105',
    l10n.t('The connector “{0}” is not known here.', key),
    l10n.t('Update Patchbay, or correct “connector” in the connection’s file.'),
  );

export const readOnly = (path: string, cause?: unknown) =>
  new Problem(
    'PB106',
    l10n.t('{0} cannot be written.', path),
    l10n.t('Check the permissions of the folder, or choose your Personal Workspace.'),
    { cause },
  );

export const nameTaken = (name: string, suggestion: string) =>
  new Problem(
    'PB107',
    l10n.t('There is already a connection “{0}” of this application in this folder.', name),
    l10n.t('Choose another name, for example “{0}”.', suggestion),
    { field: 'name' },
  );

export const connectionGone = (name: string) =>
  new Problem(
    'PB108',
    l10n.t('The connection “{0}” does not exist any more.', name),
    l10n.t('It was deleted or moved in another window or by a pull. Look for it in the tree.'),
  );

export const folderGone = (label: string) =>
  new Problem('PB109', l10n.t('The folder “{0}” does not exist any more.', label), l10n.t('Choose another folder.'), {
    field: 'folder',
  });

export const noWorkspace = () =>
  new Problem(
    'PB110',
    l10n.t('Shared folders are files of a workspace, and no folder is open.'),
    l10n.t('Open a folder first, or use your Personal Workspace.'),
    { field: 'folder' },
  );

export const untrustedWorkspace = () =>
  new Problem(
    'PB111',
    l10n.t('This workspace is not trusted, so its connections can be seen but not used or changed.'),
    l10n.t('Trust the workspace (“Workspaces: Manage Workspace Trust”), or use your Personal Workspace.'),
    { field: 'folder' },
  );

export const folderExists = (name: string) =>
  new Problem('PB112', l10n.t('There is already a folder “{0}” here.', name), l10n.t('Choose another name.'), {
    field: 'name',
  });

export const folderNameInvalid = (name: string) =>
  new Problem(
    'PB113',
    l10n.t('“{0}” cannot be the name of a folder.', name),
    l10n.t('Use letters, digits, spaces, hyphens and dots inside; not one of < > : " / \\ | ? *.'),
    { field: 'name' },
  );

// ---- 2xx sign-in

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

export const nothingPending = () =>
  new Problem(
    'PB212',
    l10n.t('A browser page called the editor, but no sign-in is waiting for it.'),
    l10n.t('Nothing was changed. If you were signing in, connect again.'),
  );

// ---- 3xx credentials

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

// ---- 4xx the provider

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

export const noHealthRequest = (application: string) =>
  new Problem(
    'PB406',
    l10n.t('{0} has no request that tells whether a connection works.', application),
    l10n.t('Use the connection; a refused credential will show.'),
  );

// ---- 5xx input

export const fieldInvalid = (field: string, sentence: string) =>
  new Problem('PB501', sentence, l10n.t('Correct it and connect again.'), { field });

export const authTypeNotOffered = (type: string, application: string) =>
  new Problem(
    'PB502',
    l10n.t('{0} does not offer the authentication type “{1}”.', application, type),
    l10n.t('Choose one of those on the form.'),
    { field: 'authType' },
  );

export const unexpected = (cause: unknown) =>
  new Problem('PB999', l10n.t('Something went wrong that should not.'), reopen(), { cause });
