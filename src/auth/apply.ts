import type { AuthType } from '../model/authType.ts';
import type { Connector, Placement } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';

const bearer: Placement = { in: 'header', name: 'Authorization', prefix: 'Bearer ' };

/** Puts a credential into a request to the API, where the connector says. Changes `url` and `headers`. */
export function applyCredential(
  connector: Connector,
  parameters: Record<string, string>,
  authType: AuthType,
  credential: Credential,
  request: { url: URL; headers: Headers },
): void {
  const secret = credential.kind === 'oauth' ? credential.accessToken : credential.token;
  if (authType === 'basic') {
    request.headers.set('Authorization', basic(parameters['username'] ?? '', secret.reveal()));
    return;
  }
  const facts = authType === 'pat' ? connector.pat : authType === 'apiKey' ? connector.apiKey : undefined;
  const { in: where, name, prefix } = facts?.placement ?? bearer;
  const filledName = name.startsWith('{') ? fillText(name, parameters) : name;
  const value = `${fillText(prefix, parameters)}${secret.reveal()}`;
  if (where === 'query') request.url.searchParams.set(filledName, value);
  else request.headers.set(filledName, value);
}

/** Header names and prefixes may be parameters too (“API key (any application)”). */
function fillText(template: string, parameters: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');
}

/** RFC 7617, with the user name and the password as UTF-8. */
function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
