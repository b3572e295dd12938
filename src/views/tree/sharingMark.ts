import * as l10n from '@vscode/l10n';
import type { Connection } from '../../model/connection.ts';

/** What a row says of a connection whose secret somebody knows who may not use it any more. */
export function rotateMark({ credential }: Pick<Connection, 'credential'>): string | undefined {
  return credential.rotate ? l10n.t('rotate now') : undefined;
}

/** What a folder's row says to an administrator. */
export function waitMark(people: number): string | undefined {
  if (people === 0) return undefined;
  return people === 1 ? l10n.t('1 waits for access') : l10n.t('{0} wait for access', people);
}

/** How package.json tells what can be done about the sharing of a connection: the end of its `viewItem`. */
export function sharingContext({ credential: { kind, rotate } }: Pick<Connection, 'credential'>): string {
  if (kind === 'vault') return '';
  return `.shared${kind === 'sealed' ? '.sealed' : ''}${rotate ? '.rotate' : ''}`;
}
