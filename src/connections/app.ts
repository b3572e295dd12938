import { fillTemplate } from '../catalog/template.ts';
import { usesOAuth } from '../model/authType.ts';
import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import type { AppSecrets, Credential, OAuthCredential } from '../model/credential.ts';
import type { Found } from './access.ts';
import { isBound } from './binding.ts';
import type { Parts } from './parts.ts';

/** An OAuth app: where its tokens come from, and who it is there. */
export interface App {
  host: string;
  clientId: string;
}

/** The app of a connection; `undefined` where it has none, or one that was registered for it alone (RFC 7591). */
export function appOf(
  { oauth }: Pick<Connector, 'oauth'>,
  { authType, parameters }: Pick<Connection, 'authType' | 'parameters'>,
  credential?: Credential,
): App | undefined {
  const clientId = parameters['clientId'] ?? oauth?.client?.clientId;
  if (!oauth || !usesOAuth(authType) || !clientId) return undefined;
  if (credential?.kind === 'oauth' && credential.clientId !== undefined) return undefined;
  try {
    return { host: new URL(fillTemplate(oauth.tokenUrl, parameters)).host, clientId };
  } catch {
    return undefined;
  }
}

/** The other connections of the app of `found`, as far as they may be used here. */
export async function othersOfApp(parts: Parts, found: Found): Promise<Found[]> {
  const app = appOf(found.connector, found.connection);
  if (!app) return [];
  const { connections, folders } = await parts.files.snapshot();
  const others: Found[] = [];
  for (const connection of connections.values()) {
    const folder = folders.get(connection.folder);
    if (connection.id === found.connection.id || !folder || !usesOAuth(connection.authType)) continue;
    if (folder.kind === 'shared' && !parts.isTrusted()) continue;
    const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
    const its = connector && appOf(connector, connection);
    if (connector && its?.host === app.host && its.clientId === app.clientId) {
      others.push({ connection, folder, connector });
    }
  }
  return others;
}

/** The credential of a connection, where it is one of an app that may be used for it. */
export async function appCredential(
  parts: Pick<Parts, 'vault'>,
  { connection, connector }: Pick<Found, 'connection' | 'connector'>,
): Promise<{ credential: OAuthCredential; generation: number } | undefined> {
  const read = await parts.vault.get(connection.id);
  if (read.status !== 'found' || read.credential.kind !== 'oauth') return undefined;
  const { credential, generation } = read;
  return credential.clientId === undefined && isBound(credential, connection, connector)
    ? { credential, generation }
    : undefined;
}

/** What proves an app, of all that it may keep. */
export function proofOf({ clientSecret, privateKey }: AppSecrets): Pick<AppSecrets, 'clientSecret' | 'privateKey'> {
  return { ...(clientSecret ? { clientSecret } : {}), ...(privateKey ? { privateKey } : {}) };
}

export function sameProof(a: AppSecrets, b: AppSecrets): boolean {
  const same = (one: AppSecrets[keyof AppSecrets], other: AppSecrets[keyof AppSecrets]) =>
    one === other || (typeof one === 'object' && typeof other === 'object' && one.equals(other));
  return same(a.clientSecret, b.clientSecret) && same(a.privateKey, b.privateKey);
}
