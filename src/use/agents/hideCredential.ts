import { applyCredential } from '../../auth/apply.ts';
import type { Usable } from '../../connections/credential.ts';
import { base64Forms } from '../../model/scrub.ts';

/** What is told in the place of a credential. */
const hidden = '[credential]';

/**
 * Gives what takes a connection's credential out of a text, however it was sent and written down: an application that says
 * back what it got, as echo services and error pages do, must not tell it to a model.
 */
export function hideCredential({ connector, connection, stored }: Usable): (text: string) => string {
  const url = new URL('https://x.invalid/');
  const headers = new Headers();
  const { authType, parameters } = connection;
  applyCredential(connector, parameters, authType, stored.credential, { url, headers });
  const { credential } = stored;
  const kept = credential.kind === 'oauth' ? [credential.accessToken, credential.refreshToken] : [credential.token];
  const secrets = kept.flatMap((secret) => secret?.reveal() ?? []).filter((secret) => secret !== '');
  const own = new Set(Object.keys(connector.api.headers).map((name) => name.toLowerCase()));
  // Of a Basic header the user and the password together (RFC 7617).
  const sent = [...headers].flatMap(([name, value]) => (own.has(name) ? [] : value.split(' ').slice(-1)));
  const texts = new Set([...secrets, ...sent, ...secrets.flatMap(base64Forms)]);
  const spellings = [...texts].sort((a, b) => b.length - a.length).map(anySpelling);
  return (text) => spellings.reduce((left, spelling) => left.replace(spelling, hidden), text);
}

/** A text with each of its characters as it is, behind a backslash, as `\uXXXX`, or percent-encoded, in a form or anywhere. */
function anySpelling(text: string): RegExp {
  const each = [...text].map((character) => {
    const units = [...Array(character.length).keys()].map(
      (at) => `\\\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    );
    const bytes = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
    const plain = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return `(?:\\\\?${plain}|${units.join('')}|${bytes.join('')}${character === ' ' ? '|\\+' : ''})`;
  });
  // The digits of escapes in either case; the text itself in its own.
  const hex = (pattern: string) => pattern.replace(/(?<=\\u|%)[\da-f]+/g, (digits) => eitherCase(digits));
  return new RegExp(each.map(hex).join(''), 'g');
}

function eitherCase(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
