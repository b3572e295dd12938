import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const notJoined = () =>
  new Problem(
    'PB701',
    l10n.t('You have no key in .patchbay/members.jsonc, so nothing can be sealed to you or by you.'),
    l10n.t('Run “Patchbay: Join This Workspace”, then commit and push the file.'),
  );

export const sealedToOthers = (name: string, whom: string) =>
  new Problem(
    'PB702',
    l10n.t('“{0}” is not sealed to you.', name),
    l10n.t('Ask {0} to give you access in this folder; then pull.', whom),
  );

export const sealBroken = (name: string, whom: string) =>
  new Problem(
    'PB703',
    l10n.t('The sealed credential of “{0}” is damaged or cut off.', name),
    l10n.t('Get the file of the connection back from git, or ask {0} to reconnect it.', whom),
  );

export const sealElsewhere = (name: string, whom: string) =>
  new Problem(
    'PB704',
    l10n.t('The sealed credential of “{0}” was sealed for another connection.', name),
    l10n.t('It was not used. Undo the change of the file, or ask {0} to reconnect it.', whom),
  );

export const sealNewer = (name: string) =>
  new Problem(
    'PB705',
    l10n.t('The credential of “{0}” was sealed by a newer Patchbay.', name),
    l10n.t('Update the extension to use it.'),
  );

export const sealedByStranger = (name: string, by: string, whom: string) =>
  new Problem(
    'PB706',
    l10n.t(
      'The credential of “{0}” says that {1} sealed it, but no key of theirs that may edit this folder has signed it.',
      name,
      by,
    ),
    l10n.t('It was not used. Ask {0} to look at it and to seal it again.', whom),
  );

export const rotatesOnUse = (type: string) =>
  new Problem(
    'PB707',
    l10n.t('A credential of “{0}” changes when it is used, so it cannot be one for several people.', type),
    l10n.t('Let each member sign in, or choose a service account with another authentication type.'),
    { field: 'sharing' },
  );

export const sharingFixed = (folder: string, kind: string) =>
  new Problem(
    'PB708',
    l10n.t('The file folder.jsonc of {0} fixes how credentials are shared there: {1}.', folder, kind),
    l10n.t('Choose that, or another folder.'),
    { field: 'sharing' },
  );

export const membersUnknown = (folder: string) =>
  new Problem(
    'PB709',
    l10n.t('Who belongs to {0} cannot be known: its folder.jsonc or members.jsonc has a mistake.', folder),
    l10n.t('Mend the file; it is marked in “Problems”.'),
  );

export const personAmbiguous = (user: string) =>
  new Problem(
    'PB710',
    l10n.t('members.jsonc names {0} more than once, so nobody knows which key is theirs.', user),
    l10n.t('Leave one entry for each person.'),
  );

export const keyOfOther = (user: string) =>
  new Problem(
    'PB711',
    l10n.t('members.jsonc gives {0} a key already, and it is not yours.', user),
    l10n.t(
      'Agree that this is another computer of yours, recover your identity from its backup, or set “patchbay.identity” if you are somebody else.',
    ),
  );

export const backupWrong = () =>
  new Problem(
    'PB712',
    l10n.t('The backup does not open with this passphrase, or is none of an identity.'),
    l10n.t('Type the passphrase again, or choose another file.'),
    { field: 'passphrase' },
  );

export const otherIdentityHere = () =>
  new Problem(
    'PB713',
    l10n.t('This editor has another identity already.'),
    l10n.t('Export it first; then recover the other and agree to replace it.'),
  );

export const lastAdministrator = (folder: string) =>
  new Problem(
    'PB714',
    l10n.t('Nobody would be left who may change {0}.', folder),
    l10n.t('Make somebody else “Folder Administrator” first.'),
  );

export const sealedMeanwhile = (name: string) =>
  new Problem(
    'PB715',
    l10n.t('The credential of “{0}” became another one meanwhile, by a pull or in another window.', name),
    l10n.t('That one was kept. Try again.'),
  );

export const notAdministrator = (folder: string, whom: string, at?: string) =>
  new Problem(
    'PB716',
    at
      ? l10n.t('You may not change who has access to {0} ({1}).', folder, at)
      : l10n.t('You may not change who has access to {0}.', folder),
    l10n.t('Ask {0}.', whom),
  );

export const noSuchRole = (role: string) =>
  new Problem(
    'PB717',
    l10n.t('There is no role “{0}”.', role),
    l10n.t('Choose “Automation User”, “Folder Administrator”, or one that members.jsonc defines.'),
  );

export const inheritedAccess = (user: string, folder: string, at?: string) =>
  new Problem(
    'PB718',
    at
      ? l10n.t('{0} still has access to {1}, by {2}.', user, folder, at)
      : l10n.t('{0} still has access to {1}: nobody gave any role there, so everybody has.', user, folder),
    l10n.t('Take it from them there: in the folder around it, or in the group.'),
  );

export const notMovable = (name: string, folder: string) =>
  new Problem(
    'PB719',
    l10n.t('The credential of “{0}” in {1} is not on this computer, so it cannot be sealed to others.', name, folder),
    l10n.t('Reconnect it first, or let each member sign in.'),
  );

export const nobodyToSealTo = (folder: string) =>
  new Problem(
    'PB760',
    l10n.t('Nobody who may use what is in {0} has a key yet: what is sealed there, nobody could open.', folder),
    l10n.t('Give yourself or others a role that permits View; they run “Patchbay: Join This Workspace” and push.'),
  );

export const openThere = (folder: string) =>
  new Problem(
    'PB761',
    l10n.t(
      '{0} has its roles from the folder around it. There nobody has any, so everybody could use what is in it.',
      folder,
    ),
    l10n.t('Give roles in it first, with “Give Access…”.'),
  );
