import * as l10n from '@vscode/l10n';
import type { Farewell } from '../connections/remove.ts';

/** A deletion that became final, and what its provider said. */
export interface Goodbye {
  name: string;
  application: string;
  farewell: Farewell;
}

/**
 * What is honest to say after deletions became final.
 *
 * @returns `undefined` where there is nothing to say; `warning` where a grant may live on at the provider.
 */
export function describeGoodbyes(
  goodbyes: readonly Goodbye[],
): { severity: 'info' | 'warning'; text: string } | undefined {
  const sentences: string[] = [];
  let severity: 'info' | 'warning' = 'info';
  for (const { name, application, farewell } of goodbyes) {
    switch (farewell.status) {
      case 'revoked':
        sentences.push(l10n.t('{0} ended the sign-in of “{1}”.', application, name));
        break;
      case 'notOffered':
        severity = 'warning';
        sentences.push(
          l10n.t(
            'The credential of “{0}” is gone from this computer, but {1} offers no way to end it from here. Remove it on the page of {1}.',
            name,
            application,
          ),
        );
        break;
      case 'failed':
        severity = 'warning';
        sentences.push(
          l10n.t(
            'The credential of “{0}” is gone from this computer, but {1} did not confirm its end ({2}). Remove it on the page of {1}.',
            name,
            application,
            farewell.detail,
          ),
        );
        break;
      case 'noCredential':
      case 'undone':
        break;
    }
  }
  return sentences.length > 0 ? { severity, text: sentences.join(' ') } : undefined;
}
