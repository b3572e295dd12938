import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const bindingUnknown = (name: string) =>
  new Problem(
    'PB750',
    l10n.t('There is no binding “{0}”, and no connection with this id.', name),
    l10n.t('Add it to .patchbay/bindings.jsonc, or open the folder in which it is.'),
  );

/** @param sentence why it leads to no connection that can be used. */
export const bindingUnresolved = (name: string, sentence: string) =>
  new Problem(
    'PB751',
    l10n.t('The binding “{0}” leads to no connection that can be used: {1}.', name, sentence),
    l10n.t('Open its file in the editor, and choose another connection or mend this one.'),
  );

export const bindingTwice = (name: string, files: string) =>
  new Problem(
    'PB752',
    l10n.t('Several files have a binding “{0}”, and they mean different connections: {1}.', name, files),
    l10n.t('Give one of them another name, or choose the same connection for both.'),
  );

export const bindingsUnreadable = (file: string, detail: string) =>
  new Problem(
    'PB753',
    l10n.t('{0} cannot be read: {1}.', file, detail),
    l10n.t('What it binds is not known here. Check the permissions of the file.'),
  );

export const bindingOnlyYours = (name: string) =>
  new Problem(
    'PB754',
    l10n.t('The binding “{0}” names a connection of your Personal Workspace, which nobody else has.', name),
    l10n.t(
      'Choose a connection of a shared folder, or let the file name the application alone: then each person uses their own.',
    ),
  );
