import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const mergeConflict = (file: string, line: number, ours: string, theirs: string) =>
  new Problem(
    'PB740',
    l10n.t('{0} holds two versions between which git could not decide: “{1}” and “{2}”.', file, ours, theirs),
    file === 'folder.jsonc'
      ? l10n.t(
          'Open the file, keep what holds, and take git’s marks out; until then its last good text stays in force.',
        )
      : l10n.t('Choose “Resolve Merge Conflict…” to say what holds; a credential is taken whole from one of the two.'),
    { line },
  );
