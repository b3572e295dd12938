import * as l10n from '@vscode/l10n';
import type { Sharing } from '../../model/sharing.ts';

/** A way to share a credential, as people read it. */
export interface SharingWords {
  label: string;
  description: string;
}

/** @param readers how many people it would be sealed to, where that is known. */
export function describeSharing(kind: Sharing, readers?: number): SharingWords {
  switch (kind) {
    case 'sealed':
      return {
        label: l10n.t('One credential for everyone in the folder'),
        description:
          readers === undefined || readers === 0
            ? l10n.t('Sealed in the file: only members can open it, and nobody else who has the repository.')
            : readers === 1
              ? l10n.t('Sealed in the file to one person: nobody else who has the repository can open it.')
              : l10n.t(
                  'Sealed in the file to {0} people: only they can open it, and nobody else who has the repository.',
                  readers,
                ),
      };
    case 'eachMember':
      return {
        label: l10n.t('Each member signs in'),
        description: l10n.t('The file says what it connects to; everyone uses their own account.'),
      };
    case 'reference':
      return {
        label: l10n.t('The secret lies elsewhere'),
        description: l10n.t('The file names an environment variable, a file or a secret store; nothing is kept.'),
      };
  }
}
