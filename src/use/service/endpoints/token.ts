import { useCredential } from '../../../connections/credential.ts';
import { noAccessToken, queryRefused, tokenNotGiven } from '../../../model/problems.ts';
import { sendJson } from '../answer.ts';
import type { Asked } from '../asked.ts';
import { apiBaseUri } from '../wire/connection.ts';
import { elementInstanceId } from '../wire/ids.ts';

/**
 * `GET /api/v1/Connections/{id}/token`: an access token that is good now. As at that service, a connection without OAuth has
 * none to give.
 *
 * @throws Problem `PB810`, `PB812`, `PB818`; what `useCredential` throws.
 */
export async function getToken({ parts, call, query, response, reach }: Asked, id: string): Promise<void> {
  // Older SDKs say `type`.
  const type = (query.get('tokenType') ?? query.get('type') ?? 'direct').toLowerCase();
  if (type !== 'direct' && type !== 'bearer') throw queryRefused(`tokenType=${type.slice(0, 100)}`);
  const found = await (await reach()).find(id);
  call.connection = found.id;
  call.what = 'token';
  if (call.caller.scope.tokens === false) throw tokenNotGiven();
  const { connection, connector, stored } = await useCredential(parts, found.id, { by: call.caller.label });
  const { credential } = stored;
  if (credential.kind !== 'oauth') throw noAccessToken(connection.name);
  const { accessToken, expiresAt, scopes } = credential;
  sendJson(response, {
    accessToken: accessToken.reveal(),
    tokenType: 'Bearer',
    scope: scopes.join(' '),
    ...(expiresAt === undefined ? {} : { expiresIn: Math.max(0, Math.floor((expiresAt - Date.now()) / 1000)) }),
    apiBaseUri: apiBaseUri(connector, connection),
    elementInstanceId: elementInstanceId(connection.id),
  });
}
