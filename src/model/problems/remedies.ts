import * as l10n from '@vscode/l10n';

/** What is left to do where nobody knows better. */
export const reopen = () => l10n.t('Run “Developer: Reload Window” and try again; if it stays, open the Patchbay log.');
