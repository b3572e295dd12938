import * as l10n from '@vscode/l10n';
import { fillText } from '../catalog/template.ts';
import type { AuthType } from '../model/authType.ts';
import type { Connector, Placement } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';
import { fieldInvalid } from '../model/problems.ts';

const bearer: Placement = { in: 'header', name: 'Authorization', prefix: 'Bearer ' };

/**
 * Puts a credential into a request to the API, where the connector says. Changes `url` and `headers`.
 *
 * @throws Problem `PB501` where the name of the header or the credential cannot be sent.
 */
export function applyCredential(
  connector: Connector,
  parameters: Record<string, string>,
  authType: AuthType,
  credential: Credential,
  request: { url: URL; headers: Headers },
): void {
  for (const [name, text] of Object.entries(connector.api.headers))
    setHeader(request.headers, name, name, fillText(text, parameters));
  for (const [name, text] of Object.entries(connector.api.query))
    request.url.searchParams.set(name, fillText(text, parameters));
  const secret = credential.kind === 'oauth' ? credential.accessToken : credential.token;
  if (authType === 'basic') {
    const username = parameters['username'] ?? '';
    // RFC 7617 section 2: what stands behind the first colon is the password.
    if (username.includes(':')) throw fieldInvalid('username', l10n.t('A user name cannot have a colon in it.'));
    request.headers.set('Authorization', basic(username, secret.reveal()));
    return;
  }
  const facts = authType === 'pat' ? connector.pat : authType === 'apiKey' ? connector.apiKey : undefined;
  const { in: where, name, prefix, with: other = '' } = facts?.placement ?? bearer;
  if (where === 'basicUser' || where === 'basicPassword') {
    const half = fillText(other, parameters);
    // RFC 7617 section 2: what stands behind the first colon is the password.
    if (where === 'basicUser' && secret.reveal().includes(':'))
      throw fieldInvalid('token', l10n.t('It has a colon in it, which cannot be sent here. Copy it again.'));
    const halves = where === 'basicUser' ? ([secret.reveal(), half] as const) : ([half, secret.reveal()] as const);
    request.headers.set('Authorization', basic(...halves));
    return;
  }
  const filledName = fillText(name, parameters).trim();
  const value = `${fillText(prefix, parameters)}${secret.reveal()}`;
  if (where === 'query') request.url.searchParams.set(filledName, value);
  else setHeader(request.headers, name, filledName, value);
}

/** @param name as the connector says it; a placeholder is the input of the form that a mistake is about. */
function setHeader(headers: Headers, name: string, filledName: string, value: string): void {
  // RFC 9110 section 5.1: a token. What fetch says about a bad header might quote it.
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(filledName)) {
    const field = /\{(\w+)\}/.exec(name)?.[1] ?? 'token';
    throw fieldInvalid(field, l10n.t('“{0}” cannot be the name of a header.', filledName));
  }
  if (/[^\t -~\u0080-\u00ff]/.test(value)) {
    throw fieldInvalid('token', l10n.t('It has a character that cannot be sent. Copy it again.'));
  }
  headers.set(filledName, value);
}

/** RFC 7617, with the user name and the password as UTF-8. */
function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
