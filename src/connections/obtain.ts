import * as l10n from '@vscode/l10n';
import { oauthClient } from '../auth/client.ts';
import { deliverPasted } from '../auth/redirect/paste.ts';
import type { RedirectWay } from '../auth/redirect/way.ts';
import { signIn } from '../auth/signIn.ts';
import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';
import { authTypeNotOffered } from '../model/problems.ts';
import { Secret } from '../model/secret.ts';
import type { Parts, Progress } from './parts.ts';

/** Everything that a person typed or chose, ready to be turned into a credential. */
export interface Obtain {
  connector: Connector;
  authType: AuthType;
  /** The connection's own, without secrets. */
  parameters: Record<string, string>;
  scopes: string[];
  /** A pasted token or key, or the secret of an own app. */
  secrets: { token?: Secret; clientSecret?: Secret };
  way?: RedirectWay;
  /** The account that is expected, for providers that can offer it first. */
  loginHint?: string;
}

/**
 * Obtains a credential by its authentication type: wraps what was pasted, or signs the person in.
 *
 * @throws Problem as `signIn` does, `PB502` for a type that cannot be obtained; Cancelled.
 */
export async function obtainCredential(parts: Parts, obtain: Obtain, progress: Progress): Promise<Credential> {
  const { connector, authType, secrets } = obtain;
  switch (authType) {
    case 'pat':
    case 'apiKey':
      if (!secrets.token) throw authTypeNotOffered(authType, connector.name);
      return { kind: 'token', token: secrets.token };
    case 'oauth2':
    case 'byoa':
      return signInBrowser(parts, obtain, progress);
    default:
      throw authTypeNotOffered(authType, connector.name);
  }
}

async function signInBrowser(parts: Parts, obtain: Obtain, progress: Progress): Promise<Credential> {
  const { connector, parameters, scopes, secrets, loginHint } = obtain;
  const client = await oauthClient(connector, parameters, secrets);
  const target = { connectorKey: connector.key, facts: client.facts };
  const way = obtain.way ?? (await parts.redirects.ways(target))[0] ?? 'paste';
  progress.report(l10n.t('Opening the browser…'));
  const credential = await signIn(
    { client, scopes, ...(loginHint ? { loginHint } : {}) },
    {
      openRedirect: (mailbox) => parts.redirects.open(way, target, mailbox),
      openBrowser: (url) => parts.openBrowser(url),
      onWaiting: (mailbox) => {
        progress.report(l10n.t('Waiting for you to sign in to {0} in the browser…', connector.name));
        progress.onPaste?.((text) => deliverPasted(text, mailbox, connector.name));
      },
      onForged: () => parts.log.warn(`An answer with another state came for a sign-in with ${connector.key} (PB203).`),
      signal: progress.signal,
    },
  );
  return secrets.clientSecret ? { ...credential, clientSecret: secrets.clientSecret } : credential;
}

/** Splits what a form gave into what may be written to the connection's file and what may not. */
export function splitValues(values: Record<string, string>): {
  parameters: Record<string, string>;
  secrets: Obtain['secrets'];
} {
  const { token, clientSecret, ...rest } = values;
  const filled = Object.entries(rest).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]));
  return {
    parameters: Object.fromEntries(filled),
    secrets: {
      ...(token?.trim() ? { token: new Secret(token.trim()) } : {}),
      ...(clientSecret?.trim() ? { clientSecret: new Secret(clientSecret.trim()) } : {}),
    },
  };
}
