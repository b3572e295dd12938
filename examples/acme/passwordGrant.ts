import type Provider from 'oidc-provider';
import { errors, type TokenEndpointGrantContext } from 'oidc-provider';
import { scopes } from './clients.ts';
import { authenticate } from './people.ts';

/** The resource owner password credentials grant (RFC 6749 section 4.3): legacy, and never for new code. */
export function passwordGrant(provider: Provider) {
  return async (ctx: TokenEndpointGrantContext<{ username?: string; password?: string }>): Promise<void> => {
    const { client, params } = ctx.oidc;
    const person = authenticate(params.username, params.password);
    if (!person) throw new errors.InvalidGrant('wrong user name or password');
    const scope = (params.scope ?? '')
      .split(' ')
      .filter((name) => name in scopes)
      .join(' ');
    const grant = new provider.Grant({ accountId: person.email, clientId: client.clientId });
    if (scope !== '') grant.addOIDCScope(scope);
    const source = { client, accountId: person.email, grantId: await grant.save(), gty: 'password', scope };
    ctx.oidc.entity('Grant', grant);
    const access = new provider.AccessToken(source);
    ctx.oidc.entity('AccessToken', access);
    const accessToken = await access.save();
    const refresh = scope.split(' ').includes('offline_access') ? new provider.RefreshToken(source) : undefined;
    if (refresh) ctx.oidc.entity('RefreshToken', refresh);
    ctx.body = {
      access_token: accessToken,
      token_type: access.tokenType,
      expires_in: access.expiration,
      scope,
      ...(refresh ? { refresh_token: await refresh.save() } : {}),
    };
  };
}
