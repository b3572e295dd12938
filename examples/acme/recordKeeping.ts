import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { fingerprint, type Records } from './records.ts';

/** Writes into the records what happens at the token and revocation endpoints. */
export function keepRecords(provider: Provider, records: Records, onIssued?: (token: string) => void): void {
  provider.on('grant.success', (ctx) => {
    const { access_token, refresh_token } = (ctx.body ?? {}) as Record<string, string | undefined>;
    for (const token of [access_token, refresh_token]) if (token) onIssued?.(token);
    records.tokenRequest({ ...request(ctx), ...issued(ctx), outcome: 'issued' });
  });
  provider.on('grant.error', (ctx, error) => {
    const { error: outcome, error_detail: detail } = error as { error?: string; error_detail?: string };
    records.tokenRequest({ ...request(ctx), outcome: outcome ?? 'server_error', ...(detail ? { detail } : {}) });
  });
  provider.on('grant.revoked', (ctx, id) => records.revoked(id, ctx.oidc.route === 'revocation' ? 'client' : 'reuse'));
  provider.use(async (ctx, next) => {
    await next();
    // Absent where no route of the provider was meant.
    const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] };
    if (oidc?.route !== 'revocation' || ctx.status !== 200) return;
    const token = oidc.entities.RefreshToken ?? oidc.entities.AccessToken ?? oidc.entities.ClientCredentials;
    records.revocation({
      client: oidc.client?.clientId ?? '',
      ...(token ? { kind: token.kind } : {}),
      ...(token && 'grantId' in token && token.grantId ? { grant: token.grantId } : {}),
    });
  });
}

function request(ctx: KoaContextWithOIDC) {
  const { params = {}, client, entities } = ctx.oidc;
  const presented = params['refresh_token'];
  const grant = entities.Grant?.jti ?? entities.RefreshToken?.grantId;
  return {
    grantType: typeof params['grant_type'] === 'string' ? params['grant_type'] : '',
    ...(client ? { client: client.clientId } : {}),
    ...(grant ? { grant } : {}),
    ...(typeof presented === 'string' ? { presented: fingerprint(presented) } : {}),
  };
}

function issued(ctx: KoaContextWithOIDC) {
  const body = ctx.body as { access_token?: string; refresh_token?: string } | undefined;
  return {
    ...(body?.access_token ? { accessToken: fingerprint(body.access_token) } : {}),
    ...(body?.refresh_token ? { refreshToken: fingerprint(body.refresh_token) } : {}),
  };
}
