import { applyCredential } from '../../auth/apply.ts';
import type { Usable } from '../../connections/credential.ts';

/** Shorter texts stand in answers by chance. */
const shortest = 6;

/**
 * Gives what takes a connection's credential out of a text, however it was sent: an application that says back what it got,
 * as echo services and error pages do, must not tell it to a model.
 */
export function hideCredential({ connector, connection, stored }: Usable): (text: string) => string {
  const url = new URL('https://x.invalid/');
  const headers = new Headers();
  const { authType, parameters } = connection;
  applyCredential(connector, parameters, authType, stored.credential, { url, headers });
  const { credential } = stored;
  const kept = credential.kind === 'oauth' ? [credential.accessToken, credential.refreshToken] : [credential.token];
  const own = new Set(Object.keys(connector.api.headers).map((name) => name.toLowerCase()));
  const sent = [...headers].flatMap(([name, value]) => (own.has(name) ? [] : value.split(' ').slice(-1)));
  const texts = [...kept.flatMap((secret) => secret?.reveal() ?? []), ...sent];
  const all = texts.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);
  const hidden = [...new Set(all)].filter((text) => text.length >= shortest).sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((left, secret) => left.replaceAll(secret, '[credential]'), text);
}
