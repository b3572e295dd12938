import * as l10n from '@vscode/l10n';
import { oauthClient } from '../auth/client.ts';
import type { DeviceCode } from '../auth/deviceAnswer.ts';
import { discover } from '../auth/discover.ts';
import { classify } from '../auth/failure.ts';
import { clientCredentials } from '../auth/grants/clientCredentials.ts';
import { deviceCode } from '../auth/grants/deviceCode.ts';
import { passwordGrant } from '../auth/grants/password.ts';
import { registerClient } from '../auth/grants/register.ts';
import { Learned } from '../auth/learned.ts';
import { deliverPasted } from '../auth/redirect/paste.ts';
import type { Redirect } from '../auth/redirect/receiver.ts';
import type { RedirectWay } from '../auth/redirect/way.ts';
import { signIn } from '../auth/signIn.ts';
import { type AuthType, usesOAuth } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import { type AppSecrets, appSecrets, type Credential, type OAuthCredential } from '../model/credential.ts';
import { authTypeNotOffered, passwordRejected } from '../model/problems.ts';
import { Secret } from '../model/secret.ts';
import type { Parts, Progress } from './parts.ts';

/** Everything that a person typed or chose, ready to be turned into a credential. */
export interface Obtain {
  connector: Connector;
  authType: AuthType;
  /** The connection's own, without secrets. */
  parameters: Record<string, string>;
  scopes: string[];
  /** A pasted token, key or password, and what proves an own app. */
  secrets: AppSecrets & { token?: Secret };
  way?: RedirectWay;
  /** The account that is expected, for providers that can offer it first. */
  loginHint?: string;
}

/** A credential, and what obtaining it taught of the connection: parameters for which nobody is asked. */
export interface Obtained {
  credential: Credential;
  learned: Record<string, string>;
}

/**
 * Obtains a credential by its authentication type: wraps what was pasted, asks the token endpoint, or signs the person in.
 *
 * @throws Problem as `signIn` does, `PB502` for a type that cannot be obtained; Cancelled.
 */
export async function obtainCredential(parts: Parts, obtain: Obtain, progress: Progress): Promise<Obtained> {
  const { connector, authType, secrets } = obtain;
  const pasted = authType === 'basic' ? secrets.password : secrets.token;
  if (!usesOAuth(authType)) {
    if (!pasted) throw authTypeNotOffered(authType, connector.name);
    return { credential: { kind: 'token', token: pasted }, learned: {} };
  }
  const learned = new Learned(connector);
  const discovered = await discover(connector, obtain.parameters, progress.signal);
  const asked = { ...obtain, parameters: { ...obtain.parameters, ...discovered } };
  const credential = { ...(await grant(parts, asked, learned, progress)), ...kept(obtain) };
  return { credential, learned: { ...discovered, ...learned.values } };
}

/** What proves an own app is needed at each renewal; whether a password is, its grant knows. */
function kept({ secrets }: Obtain): AppSecrets {
  const { password, ...app } = appSecrets(secrets);
  return app;
}

async function grant(parts: Parts, obtain: Obtain, learned: Learned, progress: Progress): Promise<OAuthCredential> {
  const { connector, authType, parameters, scopes, secrets } = obtain;
  if (authType === 'oauth2' || authType === 'byoa') return signInBrowser(parts, obtain, learned, progress);
  try {
    const client = await oauthClient(connector, parameters, secrets, learned);
    progress.report(l10n.t('Asking {0} for a token…', connector.name));
    switch (authType) {
      case 'clientCredentials':
        return await clientCredentials(client, scopes, progress.signal);
      case 'password': {
        const { password } = secrets;
        const { username } = parameters;
        if (!password || !username) throw authTypeNotOffered(authType, connector.name);
        return await passwordGrant(client, { username, password }, scopes, progress.signal);
      }
      case 'deviceCode':
        return await deviceCode(client, scopes, (code) => showCode(code, progress), progress.signal);
      default:
        throw authTypeNotOffered(authType, connector.name);
    }
  } catch (error) {
    const failure = classify(error, connector.name);
    // RFC 6749 section 5.2: the grant that is not valid is what was typed.
    throw authType === 'password' && failure.class === 'grantDead' ? passwordRejected(connector.name) : failure.problem;
  }
}

function showCode(code: DeviceCode, progress: Progress): void {
  const { userCode, verificationUri } = code;
  progress.report(l10n.t('Waiting for you to enter the code {0} at {1}…', userCode, verificationUri));
  progress.onDeviceCode?.(code);
}

async function signInBrowser(
  parts: Parts,
  obtain: Obtain,
  learned: Learned,
  progress: Progress,
): Promise<OAuthCredential> {
  const { connector, parameters, scopes, secrets, loginHint } = obtain;
  if (!connector.oauth) throw authTypeNotOffered(obtain.authType, connector.name);
  const target = { connectorKey: connector.key, facts: connector.oauth };
  const way = obtain.way ?? (await parts.redirects.ways(target))[0] ?? 'paste';
  const registers = obtain.authType === 'oauth2' && !connector.oauth.client && connector.oauth.registrationUrl;
  let app: AppSecrets = secrets;
  const credential = await signIn(
    { scopes, ...(loginHint ? { loginHint } : {}) },
    {
      application: connector.name,
      openRedirect: (mailbox) => parts.redirects.open(way, target, mailbox),
      client: async ({ uri }: Redirect) => {
        if (registers) app = await registerClient(connector, parameters, uri, progress.signal);
        return oauthClient(connector, parameters, app, learned);
      },
      openBrowser: (url) => {
        progress.report(l10n.t('Opening the browser…'));
        return parts.openBrowser(url);
      },
      onWaiting: (mailbox) => {
        progress.report(l10n.t('Waiting for you to sign in to {0} in the browser…', connector.name));
        progress.onPaste?.((text) => deliverPasted(text, mailbox, connector.name));
      },
      onForged: () => parts.log.warn(`An answer with another state came for a sign-in with ${connector.key} (PB203).`),
      signal: progress.signal,
    },
  );
  return { ...credential, ...appSecrets(app) };
}

/** Field names whose values are secret, and so never go into a connection's file. */
const secretFields = ['token', 'clientSecret', 'privateKey', 'password'] as const;

/** Splits what a form gave into what may be written to the connection's file and what may not. */
export function splitValues(values: Record<string, string>): {
  parameters: Record<string, string>;
  secrets: Obtain['secrets'];
} {
  const parameters: Record<string, string> = {};
  const secrets: Obtain['secrets'] = {};
  for (const [name, value] of Object.entries(values)) {
    const secretName = secretFields.find((secret) => secret === name);
    // In a password the spaces count.
    const text = name === 'password' ? value : value.trim();
    if (text.trim() === '') continue;
    if (secretName) secrets[secretName] = new Secret(text);
    else parameters[name] = text;
  }
  return { parameters, secrets };
}
