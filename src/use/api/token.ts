import { type Usable, useCredential } from '../../connections/credential.ts';
import type { Parts } from '../../connections/parts.ts';
import { actsAs } from '../../model/connection.ts';
import { noTokenForExtensions } from '../../model/problems.ts';
import { Secret } from '../../model/secret.ts';
import type { PatchbayToken } from './patchbay.ts';

/**
 * The token of a connection, good now.
 *
 * @param by who asks, for policies and the audit log.
 * @param refused a token that the provider refused.
 * @throws Problem `PB836`; what `useCredential` throws.
 */
export async function tokenOf(parts: Parts, id: string, by: string, refused?: string): Promise<PatchbayToken> {
  let usable = await useCredential(parts, id, { by });
  if (refused !== undefined && secretOf(usable).equals(new Secret(refused)))
    usable = await useCredential(parts, id, { by, refused: usable.stored.generation });
  const { connection, stored } = usable;
  const { credential } = stored;
  const accessToken = secretOf(usable).reveal();
  const account = parts.states.get(id)?.account ?? actsAs(connection);
  const facts = account === undefined ? {} : { account };
  if (credential.kind === 'token')
    return Object.freeze({ accessToken, kind: connection.authType === 'pat' ? 'pat' : 'apiKey', ...facts });
  const { expiresAt, scopes } = credential;
  const ends = expiresAt === undefined ? {} : { expiresAt };
  return Object.freeze({ accessToken, kind: 'oauth', ...ends, ...facts, scopes: Object.freeze([...scopes]) });
}

/** @throws Problem `PB836`: a password is nobody's token. */
function secretOf({ connection, stored: { credential } }: Usable): Secret {
  if (connection.authType === 'basic') throw noTokenForExtensions(connection.name);
  return credential.kind === 'oauth' ? credential.accessToken : credential.token;
}
