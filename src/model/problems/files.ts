import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const fileNotJson = (file: string, line: number, detail: string) =>
  new Problem(
    'PB101',
    l10n.t('{0} is not valid JSON at line {1}: {2}.', file, line, detail),
    l10n.t('Open the file and mend it; nothing in it was changed.'),
    { line },
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
    l10n.t('{0} has a mistake: “{1}” {2}.', file, where, detail),
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

export const workspaceElsewhere = () =>
  new Problem(
    'PB114',
    l10n.t('The open folder is not on this computer, and shared folders are files that Patchbay reads here.'),
    l10n.t('Use your Personal Workspace, or open the repository on this computer.'),
    { field: 'folder' },
  );

export const folderInside = (folder: string, inside: string) =>
  new Problem('PB115', l10n.t('{1} lies inside {0}.', folder, inside), l10n.t('Choose another folder.'));

export const folderNotEmpty = (folder: string) =>
  new Problem(
    'PB116',
    l10n.t('There is something left in {0}.', folder),
    l10n.t('Move or delete its connections and folders first.'),
  );

export const draftFailed = (file: string) =>
  new Problem(
    'PB118',
    l10n.t('{0} is no OpenAPI document, or names no way to sign in that Patchbay knows.', file),
    l10n.t('Choose another file, or begin a new connector with nothing.'),
  );
