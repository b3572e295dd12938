import * as l10n from '@vscode/l10n';
import { pathRefused } from '../../model/problems.ts';

/** A request target (RFC 9112 section 3.2) of the origin form, in two parts that are as they came. */
export interface Target {
  /** Begins with a slash. */
  path: string;
  /** Without its question mark; empty where there is none. */
  query: string;
}

/**
 * Splits a request target, and refuses every spelling that two readers may understand in two ways: a server behind ours
 * might decode or tidy a path that we looked at as it was.
 *
 * @throws Problem `PB804` for an absolute address, `.` or `..`, an encoded slash, backslash or dot, an empty segment, a
 *   backslash, a control character or one outside of ASCII, as it is or however often encoded.
 */
export function parseTarget(target: string): Target {
  if (!target.startsWith('/')) throw pathRefused(l10n.t('it is an address, not a path'));
  if (/[^\x21-\x7e]/.test(target)) throw pathRefused(l10n.t('a character in it must be percent-encoded'));
  if (target.includes('#')) throw pathRefused(l10n.t('it has a fragment'));
  const [path = '', ...rest] = target.split('?');
  requirePlain(path);
  return { path, query: rest.join('?') };
}

function requirePlain(path: string): void {
  if (path.includes('\\')) throw pathRefused(l10n.t('it has a backslash'));
  if (path.includes('//')) throw pathRefused(l10n.t('it has an empty segment'));
  for (const segment of path.split('/')) {
    let text = segment;
    // Of what is encoded twice a server behind ours may decode both.
    for (let round = 0; /%/.test(text); round++) {
      if (round > 4) throw pathRefused(l10n.t('it is percent-encoded too often'));
      if (round === 0 && /%(?![\da-f]{2})/i.test(text)) throw pathRefused(l10n.t('a percent sign encodes nothing'));
      const decoded = text.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      if (/%2e/i.test(text)) throw pathRefused(l10n.t('it has an encoded dot'));
      if (/%(2f|5c)/i.test(text)) throw pathRefused(l10n.t('it has an encoded slash or backslash'));
      if (/\p{Cc}/u.test(decoded.replace(/[\x80-\xff]/g, '')))
        throw pathRefused(l10n.t('it has an encoded control character'));
      if (decoded === text) break;
      text = decoded;
    }
    // `..;x` is `..` to servers that take parameters off a segment (RFC 3986 section 3.3).
    if (/^\.{1,2}(;.*)?$/.test(text)) throw pathRefused(l10n.t('it climbs with dots'));
  }
}
