import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

/* Secrets that lie elsewhere: in a variable, in a file, in a store. Nothing in these sentences is a secret. */

export const referenceMalformed = (field: string, why: string) =>
  new Problem(
    'PB720',
    l10n.t('The reference for “{0}” makes no sense: {1}.', field, why),
    l10n.t('Write “env:NAME”, “file:/absolute/path” or “vault://store/mount/path#field”.'),
    { field },
  );

export const referenceNotSet = (field: string, name: string) =>
  new Problem(
    'PB721',
    l10n.t('“{0}” lies in the environment variable {1}, which is not set in this editor.', field, name),
    l10n.t('Set it where the editor is started, then start the editor again.'),
    { field },
  );

export const referenceUnreadable = (field: string, why: string) =>
  new Problem(
    'PB722',
    l10n.t('“{0}” lies in a file, and that cannot be used: {1}.', field, why),
    l10n.t('Put the secret there, alone, in a file that you can read.'),
    { field },
  );

export const referenceInWorkspace = (field: string, why: string) =>
  new Problem(
    'PB723',
    l10n.t('“{0}” lies in a file, and that cannot be used: {1}.', field, why),
    l10n.t('Move it to a folder that is in no repository, such as your home folder.'),
    { field },
  );

export const referenceOpenToOthers = (field: string, why: string) =>
  new Problem(
    'PB724',
    l10n.t('“{0}” lies in a file, and that cannot be used: {1}.', field, why),
    l10n.t('Run “chmod 600” on it; where others may have read it, replace the secret.'),
    { field },
  );

export const storeUnknown = (store: string) =>
  new Problem(
    'PB725',
    l10n.t('The secret lies in the store “{0}”, which is not known on this computer.', store),
    l10n.t('Name it in your own setting “patchbay.stores”, with its address and how to sign in.'),
  );

export const storeMisconfigured = (store: string, why: string) =>
  new Problem(
    'PB726',
    l10n.t('What your setting “patchbay.stores” says of the store “{0}” is wrong: {1}.', store, why),
    l10n.t('Open your settings and mend it.'),
  );

export const storeUnreachable = (store: string, detail: string) =>
  new Problem(
    'PB727',
    l10n.t('The store “{0}” cannot be reached: {1}.', store, detail),
    l10n.t('Nothing was changed. Try again later, or ask who looks after the store.'),
  );

export const storeSealed = (store: string) =>
  new Problem(
    'PB728',
    l10n.t('The store “{0}” is sealed: it gives no secrets until an operator unseals it.', store),
    l10n.t('Nothing was changed. Ask who looks after the store.'),
  );

export const storeSignInRefused = (store: string, detail: string) =>
  new Problem(
    'PB729',
    l10n.t('The store “{0}” does not accept your sign-in: {1}.', store, detail),
    l10n.t('Get a new token (“vault login”) or a new secret id, put it where your setting says, and try again.'),
  );

export const storeForbidden = (store: string, path: string) =>
  new Problem(
    'PB730',
    l10n.t('The store “{0}” knows you, but does not let you do this with {1}.', store, path),
    l10n.t('Ask who looks after the store for a policy that allows it.'),
  );

export const storeHasNothing = (store: string, path: string) =>
  new Problem(
    'PB731',
    l10n.t('In the store “{0}” there is nothing at {1}.', store, path),
    l10n.t('Check mount, path and namespace; the engine must be KV, version 2.'),
  );

export const storeFieldMissing = (store: string, path: string, field: string) =>
  new Problem(
    'PB732',
    l10n.t('In the store “{0}” there is no text “{2}” at {1}.', store, path, field),
    l10n.t('Correct what stands after “#” in the reference, or write the field there.'),
  );

export const storeVersionGone = (store: string, path: string) =>
  new Problem(
    'PB733',
    l10n.t('In the store “{0}” this version of {1} was deleted.', store, path),
    l10n.t('Undelete it, write a new one, or name another version in the reference.'),
  );

export const storeChangedMeanwhile = (store: string, path: string) =>
  new Problem(
    'PB734',
    l10n.t('Somebody changed {1} in the store “{0}” meanwhile.', store, path),
    l10n.t('Nothing was overwritten. Look at what is there now, then try again.'),
  );

export const storeAnswerNotUnderstood = (store: string, detail: string) =>
  new Problem(
    'PB735',
    l10n.t('The store “{0}” gave an answer that makes no sense here: {1}.', store, detail),
    l10n.t('Check its address and that it is HashiCorp Vault or OpenBao, then try again.'),
  );

export const referenceNotWritable = (field: string, where: string) =>
  new Problem(
    'PB736',
    l10n.t('“{0}” lies in {1}, where Patchbay does not write.', field, where),
    l10n.t('Change it there yourself.'),
    { field },
  );

export const storeTokenMissing = (store: string, why: string) =>
  new Problem(
    'PB737',
    l10n.t('There is nothing to sign in to the store “{0}” with: {1}.', store, why),
    l10n.t('Put it where your setting “patchbay.stores” says, for example with “vault login”.'),
  );

export const storeLeadsElsewhere = (store: string, origin: string) =>
  new Problem(
    'PB738',
    l10n.t('The store “{0}” leads on to {1}, and your token was not sent there.', store, origin),
    l10n.t('If that is its active node, put that address, or the one of its load balancer, in “patchbay.stores”.'),
  );

export const storeWriteUncertain = (store: string, path: string, cause?: unknown) =>
  new Problem(
    'PB739',
    l10n.t('The store “{0}” broke off while {1} was written, and does not say whether it was.', store, path),
    l10n.t('Look at what is there before you try again.'),
    { cause },
  );
