import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const backupInWorkspace = () =>
  new Problem(
    'PB749',
    l10n.t('A backup of an identity must not lie in the workspace: it would be shared with the repository one day.'),
    l10n.t('Choose a place on this computer that is yours alone. Nothing was written.'),
  );
