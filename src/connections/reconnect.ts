import { isDeepStrictEqual } from 'node:util';
import * as l10n from '@vscode/l10n';
import type { RedirectWay } from '../auth/redirect/way.ts';
import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import type { AppSecrets, Credential } from '../model/credential.ts';
import { type FormField, isSecretField, validateFields } from '../model/formField.ts';
import { Problem, untilCancelled } from '../model/problem.ts';
import { accountUnseen, fieldInvalid, madeOtherwise, otherAccount } from '../model/problems.ts';
import { updateConnectionFile } from '../storage/connectionWriter.ts';
import { type Found, findForUse } from './access.ts';
import { isBound } from './binding.ts';
import { requireConfirmedHosts } from './confirmHosts.ts';
import { connectorForm } from './form.ts';
import { obtainCredential, splitValues } from './obtain.ts';
import type { Parts, Progress } from './parts.ts';
import { type Proven, prove } from './prove.ts';
import { ownerParameters, reconnectFields } from './reconnectFields.ts';
import { foreignSources, referredSecrets } from './references/reconnectReference.ts';
import { giveBackReplaced } from './replaced.ts';
import { sealIntoFile } from './sharing/reseal.ts';
import { sealerFor } from './sharing/sealConnection.ts';
import { isSameSecret, sharedSecretOf } from './sharing/sharedSecret.ts';
import { isOfAll } from './state.ts';
import { giveBackUnkept, storeAgreement, storeCredential } from './store.ts';
import { type Granted, isRefusal, underPolicy } from './underPolicy.ts';

export interface ReconnectRequest {
  /** Of the fields that {@link reconnectFields} named. */
  values: Record<string, string>;
  way?: RedirectWay;
  /** It is a service account's from now on: another account may sign in. */
  owner?: 'service';
}

/**
 * What was typed, and what policies give, where the connection as it is stands up to them. Nothing that was typed counts in
 * place of what the connection was made with.
 */
async function underPolicies(
  parts: Parts,
  { connection, connector }: Found,
  request: ReconnectRequest,
): Promise<Granted> {
  const { authType, parameters, scopes = [] } = connection;
  const typed = await reconnectFields(parts, connection.id, request.owner);
  for (const [field, sentence] of validateFields(typed, request.values)) throw fieldInvalid(field, sentence);
  const form = connectorForm(connector).authTypes.find(({ type }) => type === authType);
  const names = new Set(typed.map(({ name }) => name));
  const isKept = (field: FormField) => isSecretField(field) && !names.has(field.name);
  // What need not be typed again is not asked for; a policy may give it all the same.
  const fields = (form?.fields ?? []).map((field) => (isKept(field) ? unasked(field) : field));
  const values = fields.map(({ name }) => [name, (names.has(name) ? request.values : parameters)[name] ?? '']);
  const granted = await underPolicy(parts, {
    ...{ action: 'reconnect', subject: connection, connector, authType, form, fields, scopes },
    values: Object.fromEntries(values),
    kept: new Set(fields.filter(isKept).map(({ name }) => name)),
  }).catch((error) => asMade(error, names));
  return { ...granted, still: () => granted.still().catch((error) => asMade(error, names)) };
}

function unasked({ or: _, ...field }: FormField): FormField {
  return { ...field, required: false };
}

/** What is refused of a connection as it was made cannot be mended by typing. */
function asMade(error: unknown, typed: ReadonlySet<string>): never {
  if (!(error instanceof Problem) || error.field === undefined || typed.has(error.field)) throw error;
  throw isRefusal(error) ? madeOtherwise(error.field, error.message) : error;
}

/**
 * Signs in again for a connection that exists: the id, and so everything that points at it, stays.
 *
 * @throws Denial where policies or roles do not allow it; Problem `PB660` where they refuse what it was made with; `PB409` where
 *   a person does not confirm the hosts that a repository names; `PB209` where another account signed in; nothing is changed then, and what was obtained is given back.
 */
export async function reconnectConnection(
  parts: Parts,
  id: string,
  request: ReconnectRequest,
  progress: Progress,
): Promise<Connection> {
  let found = ownedBy(await findForUse(parts, id), request);
  const { connection, connector } = found;
  await parts.governance.require('reconnect', connection);
  // What is one for all is not one's own: another secret in it is a change for everybody.
  if (connection.credential.kind === 'sealed' || request.owner) await parts.governance.require('edit', connection);
  const { values, strays, still } = await underPolicies(parts, found, request);
  const chosen = strays && found.folder.kind === 'shared';
  const sources = foreignSources(found);
  const agreed = requireConfirmedHosts(parts, connector, connection.parameters, chosen, sources);
  await untilCancelled(agreed, progress.signal);
  await untilCancelled(parts.vault.prepare(), progress.signal);
  if (connection.credential.kind === 'sealed') await sealerFor(parts, found.folder);
  const before = await readCredential(parts, id);
  const { secrets } = splitValues(values);
  const referred = await referredSecrets(parts, connection, secrets, progress.signal);
  const local = parts.states.get(id);
  const isOthers = request.owner !== undefined || isOfAll(connection, local);
  const expected = isOthers ? undefined : (local?.account ?? ownAccount(connection));
  const { credential, learned } = await obtainCredential(
    parts,
    {
      connector,
      authType: connection.authType,
      parameters: connection.parameters,
      scopes: connection.scopes ?? [],
      secrets: { ...keptSecrets(before.credential, found, secrets), ...referred.found, ...secrets },
      ...(request.way ? { way: request.way } : {}),
      ...(expected ? { loginHint: expected } : {}),
    },
    progress,
  );
  found = { ...found, connection: relearned(connection, learned) };
  progress.report(l10n.t('Checking the connection…'));
  const grantBefore = parts.states.get(id)?.grant;
  const { proven, old } = await keepIfSame(
    parts,
    found,
    { credential, expected, still },
    progress.signal,
    referred.write,
  );
  const note = { connection: id, name: connection.name, by: 'person' };
  parts.audit.record({ action: 'reconnect', ...note, outcome: 'ok' });
  // The new one is safe: nobody waits for the end of the old.
  const replaced = giveBackReplaced(found, old, proven.credential).then((what) => {
    parts.audit.record({ action: 'revoke', ...note, outcome: what.status, detail: 'replaced' });
    return what;
  });
  parts.activity.reconnected({ connection, connector, before: grantBefore, replaced });
  return keepFile(parts, { ...found, connection }, found.connection.parameters, proven, request.owner);
}

/** Keeps the new credential in place of the old, or gives it back where it is another account's or cannot be kept. */
async function keepIfSame(
  parts: Parts,
  found: Found,
  { credential, expected, still }: { credential: Credential; expected: string | undefined } & Pick<Granted, 'still'>,
  signal: AbortSignal,
  write: () => Promise<void>,
): Promise<{ proven: Proven; old: Credential | undefined }> {
  const { connection, connector } = found;
  try {
    const proven = await prove(connector, connection.parameters, connection.authType, credential, signal);
    // The policies may be others than when the person went to the browser.
    await still();
    requireSame(connector, expected, proven.account);
    // Another window may have renewed the old credential while the person was in the browser.
    const { generation, credential: old } = await readCredential(parts, connection.id);
    if (connection.credential.kind === 'reference') {
      await write();
      await storeAgreement(parts, connector, connection, proven);
      return { proven, old: undefined };
    }
    const seal = await sealAgain(parts, found, old, proven.credential);
    await storeCredential(parts, connector, connection, proven, generation, seal);
    return { proven, old };
  } catch (error) {
    await giveBackUnkept(connector, connection.parameters, credential, signal);
    throw error;
  }
}

/**
 * What is one for all goes into the file first: from there it can be taken in again. A reminder stays while the secret does,
 * which takes the place of no other that came meanwhile.
 */
async function sealAgain(
  parts: Parts,
  found: Found,
  old: Credential | undefined,
  fresh: Credential,
): Promise<{ seal?: string }> {
  const { connection } = found;
  if (connection.credential.kind !== 'sealed') return {};
  const same = old && isSameSecret(sharedSecretOf(old, '', ''), sharedSecretOf(fresh, '', ''));
  const { rotate, seal: before } = connection.credential;
  const how = same ? { rotate, before } : {};
  const { seal } = await sealIntoFile(parts, found, fresh, how);
  await parts.files.reload([connection.file]);
  return { seal };
}

/** Where the application tells accounts apart, an account that it did not tell is not taken for the right one. */
function requireSame(connector: Connector, expected: string | undefined, actual: string | undefined): void {
  if (!expected || expected === actual) return;
  if (actual) throw otherAccount(expected, actual);
  if (connector.api.health?.identity.length) throw accountUnseen(connector.name, expected);
}

/** A shared connection's file names whoever made it; each member's own account is in the local state. */
function ownAccount(connection: Connection): string | undefined {
  return connection.credential.kind === 'eachMember' ? undefined : connection.account;
}

async function readCredential(parts: Parts, id: string): Promise<{ credential?: Credential; generation: number }> {
  const read = await parts.vault.get(id);
  if (read.status === 'found') return read;
  return { generation: 0 };
}

/**
 * What proves the app is used again, at the place it was given for. A client that registered itself is not: its redirect
 * URI was for that one time. Nor is the old proof of an app that proves itself by a new one.
 */
function keptSecrets(
  credential: Credential | undefined,
  { connection, connector }: Found,
  given: AppSecrets,
): AppSecrets {
  if (credential?.kind !== 'oauth' || credential.clientId || !isBound(credential, connection, connector)) return {};
  if (given.clientSecret || given.privateKey) return {};
  const { clientSecret, privateKey } = credential;
  return { ...(clientSecret ? { clientSecret } : {}), ...(privateKey ? { privateKey } : {}) };
}

/** The file of a connection that members share is not about one of them. */
function isOurs({ credential, readOnly }: Connection): boolean {
  return credential.kind !== 'eachMember' && !readOnly;
}

/** The connection with what this sign-in taught: an application may have moved it. */
function relearned(connection: Connection, learned: Record<string, string>): Connection {
  return isOurs(connection) ? { ...connection, parameters: { ...connection.parameters, ...learned } } : connection;
}

/** The connection as it is once a service account owns it. */
function ownedBy(found: Found, { owner, values }: ReconnectRequest): Found {
  if (!owner) return found;
  const { account: _, ...rest } = found.connection;
  const parameters = { ...rest.parameters, ...ownerParameters(values) };
  return { ...found, connection: { ...rest, accountKind: owner, parameters } };
}

/** A connection that names no account yet gets it, and what the sign-in taught otherwise than the last. */
async function keepFile(
  parts: Parts,
  { connection, folder }: Found,
  parameters: Record<string, string>,
  proven: Proven,
  owner?: 'service',
): Promise<Connection> {
  const account = proven.account && (owner || !connection.account) ? { account: proven.account } : {};
  const changes = {
    ...account,
    ...(owner ? { accountKind: owner, parameters } : {}),
    ...(isDeepStrictEqual(parameters, connection.parameters) ? {} : { parameters }),
  };
  if (!isOurs(connection) || Object.keys(changes).length === 0) return connection;
  if (!owner && (await parts.governance.decide('edit', connection)).blocked) return connection;
  try {
    const changed = await updateConnectionFile(connection, folder, changes);
    await parts.files.reload([changed.file]);
    return changed;
  } catch (error) {
    if (owner) throw error;
    // The sign-in is done, and the state knows the account.
    parts.log.warn(
      `What a sign-in taught of ${connection.id} was not written to its file${error instanceof Problem ? ` (${error.code})` : ''}`,
    );
    return connection;
  }
}
