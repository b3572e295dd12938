import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const terminalsElsewhere = () =>
  new Problem(
    'PB840',
    l10n.t('The terminals of this window run on another computer, which cannot reach the connections of this one.'),
    l10n.t('Install Patchbay where the folder is (in its list of extensions), or open the folder on this computer.'),
  );

export const serviceNotStarted = (cause: unknown) =>
  new Problem(
    'PB841',
    l10n.t('The local connection service could not be started.'),
    l10n.t('Something may forbid programs to listen on 127.0.0.1. The log has the reason.'),
    { cause },
  );

export const noFolderOpen = () =>
  new Problem(
    'PB842',
    l10n.t('No folder of this computer is open, so there is no workspace to allow it for.'),
    l10n.t('Open a folder, or use “Patchbay: New Terminal with Connections”.'),
  );

/** @param command what the task or launch configuration calls. */
export const inputWithoutBinding = (command: string) =>
  new Problem(
    'PB843',
    l10n.t('The input “{0}” does not say which binding it is about.', command),
    l10n.t('Write "args": { "binding": "name" } beside its "command".'),
  );

export const windowCloses = () =>
  new Problem('PB844', l10n.t('The window is being closed.'), l10n.t('Open it again, and try again there.'));
