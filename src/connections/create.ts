import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { RedirectWay } from '../auth/redirect/way.ts';
import type { AuthType } from '../model/authType.ts';
import { actsAs, type Connection, type ConnectionRecord } from '../model/connection.ts';
import { connectionVersion } from '../model/connectionSchema.ts';
import type { Connector } from '../model/connector.ts';
import { type Folder, folderLabel } from '../model/folder.ts';
import { untilCancelled } from '../model/problem.ts';
import { authTypeNotOffered, fieldInvalid, folderGone, nameTaken } from '../model/problems.ts';
import type { Sharing } from '../model/sharing.ts';
import { createConnectionFile, requireWritable, suggestName } from '../storage/connectionWriter.ts';
import { sealMark } from '../storage/credentialFacts.ts';
import { requireTrust } from './access.ts';
import { sharedBindingOf } from './binding.ts';
import { requireConfirmedHosts } from './confirmHosts.ts';
import { type AuthTypeForm, connectorForm } from './form.ts';
import { obtainCredential, splitValues } from './obtain.ts';
import type { Parts, Progress } from './parts.ts';
import { type Proven, prove } from './prove.ts';
import { type References, resolveSecrets } from './references/secrets.ts';
import { requireSharing } from './sharing/choices.ts';
import { sealerOfToday, sealSecret } from './sharing/sealConnection.ts';
import { sharedSecretOf } from './sharing/sharedSecret.ts';
import { giveBack, giveBackUnkept, storeAgreement, storeCredential } from './store.ts';
import { type Granted, underPolicy } from './underPolicy.ts';

/** What the Add form gives. */
export interface CreateRequest {
  /** The folder's id. */
  folder: string;
  /** The connector's key. */
  connector: string;
  authType: AuthType;
  /** Empty: named after the account. */
  name: string;
  accountKind: 'personal' | 'service';
  /** Field name → value, secrets among them. */
  values: Record<string, string>;
  /** Those that were chosen; the required ones are added. */
  scopes: string[];
  /** In a shared folder: how those who use it get the credential; else as the folder says, or each member signs in. */
  sharing?: Sharing;
  /** Where the secrets lie that are not typed: field → `env:NAME`, `file:/path` or `vault://…`. */
  references?: References;
  way?: RedirectWay;
}

/**
 * Adds a connection: obtains the credential, proves it with the application, keeps it, and writes the connection's file.
 * What can be refused is refused before the person is sent to the browser; what was signed in is not lost to a clash of
 * names that came up meanwhile.
 *
 * @throws Denial where policies do not allow it; Problem for everything else that a person can mend; Cancelled.
 */
export async function createConnection(parts: Parts, request: CreateRequest, progress: Progress): Promise<Connection> {
  const folder = await parts.files.folder(request.folder);
  requireTrust(parts, folder);
  const connector = await parts.catalog.connector(request.connector);
  const form = connectorForm(connector).authTypes.find(({ type }) => type === request.authType);
  if (!form) throw authTypeNotOffered(request.authType, connector.name);
  const subject = { ...request, folder: folder.id };
  await parts.governance.require('create', subject);
  const sharing = await requireSharing(parts, folder, request);
  const { authType, way, scopes: picked } = request;
  const typedIn = { ...request.values, ...(await referred(parts, request, sharing, progress)) };
  const asked = { connector, authType, form, fields: form.fields, values: typedIn, scopes: picked };
  const { values, scopes: chosen, still } = await underPolicy(parts, { ...asked, action: 'create', subject });
  await requireWritable(folder);
  await requireName(folder, connector, request.name.trim());
  const { parameters: typed, secrets } = splitValues(values);
  tidyAddresses(connector, typed);
  await untilCancelled(requireConfirmedHosts(parts, connector, typed), progress.signal);
  await untilCancelled(parts.vault.prepare(), progress.signal);

  // The required ones once more: a policy that chooses cannot take away what the application insists on.
  const scopes = chosenScopes(form, chosen);
  const { credential, learned } = await obtainCredential(
    parts,
    { connector, authType, parameters: typed, scopes, secrets, ...(way ? { way } : {}) },
    progress,
  );
  const parameters = { ...typed, ...learned };
  progress.report(l10n.t('Checking the connection…'));
  const proven = await prove(connector, parameters, authType, credential, progress.signal).catch(async (error) => {
    await giveBackUnkept(connector, parameters, credential, progress.signal);
    throw error;
  });
  return keep(parts, folder, connector, { ...request, scopes, parameters, still, sharing }, proven);
}

/** What was asked for, with what came out of it. */
type Made = Omit<CreateRequest, 'sharing'> & { parameters: Record<string, string>; sharing: Sharing | 'vault' };

/** From here on nothing is cancelled: a grant exists, and is either kept whole or given back. */
async function keep(
  parts: Parts,
  folder: Folder,
  connector: Connector,
  request: Made & Pick<Granted, 'still'>,
  proven: Proven,
): Promise<Connection> {
  const id = randomUUID();
  let connection: Connection;
  try {
    // The policies may be others than when the person went to the browser.
    await request.still();
    const record = await describe(parts, folder, connector, request, proven, id);
    if (record.credential.kind === 'reference') await storeAgreement(parts, connector, record, proven);
    else {
      const seal = await sealInto(parts, folder, connector, record, proven);
      await storeCredential(parts, connector, record, proven, 0, seal);
    }
    connection = await createConnectionFile(folder, record);
  } catch (error) {
    await parts.vault.delete(id).catch(() => {});
    await parts.states.remove(id).catch(() => {});
    await giveBack(connector, request.parameters, proven.credential);
    // The folder went away while the person was in the browser.
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? folderGone(folderLabel(folder)) : error;
  }
  parts.audit.record({ action: 'create', connection: id, name: connection.name, by: 'person', outcome: 'ok' });
  await parts.files.reload([connection.file]);
  return connection;
}

/** The secrets that lie elsewhere, as if they had been typed. */
async function referred(
  parts: Parts,
  { references = {} }: CreateRequest,
  sharing: Sharing | 'vault',
  { signal }: Progress,
): Promise<Record<string, string>> {
  if (sharing !== 'reference') return {};
  const secrets = await resolveSecrets(parts, references, signal);
  return Object.fromEntries(Object.entries(secrets).map(([field, secret]) => [field, secret.reveal()]));
}

/** Seals the credential into the record, where it is one for all; the members may be others than before the sign-in. */
async function sealInto(
  parts: Parts,
  folder: Folder,
  connector: Connector,
  record: ConnectionRecord,
  { credential }: Proven,
): Promise<{ seal?: string }> {
  if (record.credential.kind !== 'sealed') return {};
  const content = sharedSecretOf(credential, sharedBindingOf(record, connector), new Date().toISOString());
  const sealed = await sealSecret(await sealerOfToday(parts, folder), record, content);
  record.credential = sealed;
  return { seal: sealMark(sealed.sealed) };
}

/** What the connection's file will say. */
async function describe(
  parts: Parts,
  folder: Folder,
  connector: Connector,
  request: Made,
  proven: Proven,
  id: string,
): Promise<ConnectionRecord> {
  const createdBy = await parts.who().catch(() => undefined);
  const account = actsAs({ ...proven, authType: request.authType, parameters: request.parameters });
  const wanted = request.name.trim() || account || connector.name;
  const others = [...(await parts.files.snapshot()).connections.values()];
  return {
    version: connectionVersion,
    id,
    name: await suggestName(folder, connector.key, wanted),
    connector: connector.key,
    authType: request.authType,
    accountKind: request.accountKind,
    ...(proven.account ? { account: proven.account } : {}),
    parameters: request.parameters,
    ...(request.scopes.length > 0 ? { scopes: request.scopes } : {}),
    pollingIntervalMinutes: 5,
    isDefault: !others.some((other) => other.folder === folder.id && other.connector === connector.key),
    ...(createdBy ? { createdBy } : {}),
    createdAt: new Date().toISOString(),
    credential:
      request.sharing === 'reference'
        ? { kind: 'reference', from: { ...request.references } }
        : { kind: request.sharing },
  };
}

async function requireName(folder: Folder, connector: Connector, name: string): Promise<void> {
  if (name === '') return;
  if (name.length > 200) throw fieldInvalid('name', l10n.t('A name has at most 200 characters.'));
  const free = await suggestName(folder, connector.key, name);
  if (free !== name) throw nameTaken(name, free);
}

/** In the connector's order, the required ones always, and what the person added last. */
function chosenScopes({ scopes: known }: AuthTypeForm, chosen: string[]): string[] {
  if (!known) return [];
  const wanted = new Set(chosen.map((scope) => scope.trim()).filter(Boolean));
  const kept = known.filter((scope) => scope.required || wanted.has(scope.name)).map((scope) => scope.name);
  return [...new Set([...kept, ...wanted])];
}

/** “https://acme.example/” is typed as often as “https://acme.example”, and an issuer is compared to the letter. */
function tidyAddresses(connector: Connector, parameters: Record<string, string>): void {
  for (const { name, format } of connector.parameters) {
    const value = parameters[name];
    if (format === 'url' && value && URL.parse(value)?.pathname === '/') parameters[name] = value.replace(/\/+$/, '');
  }
}
