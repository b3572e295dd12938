import type { Connector } from '../model/connector.ts';
import type { Credential, OAuthCredential } from '../model/credential.ts';
import type { Found } from './access.ts';
import type { Replaced } from './activity.ts';
import { proofOf } from './app.ts';
import { giveBack } from './store.ts';

/**
 * Gives back a credential that another one replaced, after that one was stored. Where the provider would end the new one
 * with it, the old one is left: no sign-in is lost for the sake of tidiness. Never throws.
 */
export async function giveBackReplaced(
  { connector, connection }: Pick<Found, 'connector' | 'connection'>,
  old: Credential | undefined,
  fresh: Credential,
): Promise<Replaced> {
  if (!old) return { status: 'noCredential' };
  if (sharesToken(old, fresh)) return { status: 'same' };
  if (old.kind === 'token') return { status: 'pasted' };
  if (endsAll(connector)) return { status: 'endsAll' };
  return giveBack(connector, connection.parameters, asTheApp(old, fresh));
}

function endsAll({ oauth }: Connector): boolean {
  return oauth?.revokeUrl !== undefined && oauth.revokes === 'account';
}

/** Some providers answer a second sign-in with the tokens of the first, as long as those live. */
function sharesToken(old: Credential, fresh: Credential): boolean {
  const tokens = (credential: Credential) =>
    (credential.kind === 'oauth' ? [credential.accessToken, credential.refreshToken] : [credential.token]).filter(
      (token) => token !== undefined,
    );
  return tokens(old).some((one) => tokens(fresh).some((other) => one.equals(other)));
}

/** The old tokens with the secret that the app has now: it may have been replaced because the old one is refused. */
function asTheApp(old: OAuthCredential, fresh: Credential): OAuthCredential {
  if (old.clientId !== undefined || fresh.kind !== 'oauth' || fresh.clientId !== undefined) return old;
  const { clientSecret: _, privateKey: __, ...rest } = old;
  return { ...rest, ...proofOf(fresh) };
}
