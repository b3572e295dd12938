import * as l10n from '@vscode/l10n';
import type { Connector } from '../model/connector.ts';
import { type FormField, isSecretField } from '../model/formField.ts';
import { findForUse } from './access.ts';
import { isBound } from './binding.ts';
import { connectorForm } from './form.ts';
import type { Parts } from './parts.ts';
import { isWritable } from './references/reconnectReference.ts';
import { takeIn } from './sharing/takeIn.ts';

/** Fields that say whose account it is, and are no secrets. */
const accountFields = ['username', 'clientId'];

/**
 * What must be typed to reconnect: a new token or key; the app's secret where it is lost or was refused.
 *
 * @param owner it shall be a service account's from now on: then whose it is, too.
 */
export async function reconnectFields(parts: Parts, id: string, owner?: 'service'): Promise<FormField[]> {
  const found = await findForUse(parts, id);
  // What a file gives counts as known, as far as it can be opened.
  await takeIn(parts, found).catch(() => {});
  const { connector } = found;
  const { authType, credential: facts, parameters } = found.connection;
  const secrets = secretFields(connector, authType);
  const { kind, from = {}, rotate } = facts;
  if (kind === 'reference') return secrets.filter(({ name }) => isWritable(from[name])).map(optionally);
  const { fields: presets } = await parts.governance.presetsFor(connector, authType);
  const isGiven = (name: string) => presets.get(name)?.secret !== undefined;
  const known = owner === undefined && rotate === undefined && (await isAppKnown(parts, found));
  const asked = secrets
    .filter(({ name }) => !known || (name !== 'clientSecret' && name !== 'privateKey'))
    .filter(({ name, or }) => !isGiven(name) && !(or !== undefined && isGiven(or)));
  return owner === undefined ? asked : [...ownerFields(connector, authType, parameters), ...asked];
}

type Found = Awaited<ReturnType<typeof findForUse>>;

/** A credential that can be read tells all of its app, even that it is a public one. */
async function isAppKnown(parts: Parts, { connection, connector }: Found): Promise<boolean> {
  if (parts.states.get(connection.id)?.grant.status === 'appProblem') return false;
  const read = await parts.vault.get(connection.id);
  if (read.status !== 'found' || read.credential.kind !== 'oauth') return false;
  return isBound(read.credential, connection, connector) && !read.credential.clientId;
}

function secretFields(connector: Connector, authType: Found['connection']['authType']): FormField[] {
  const form = connectorForm(connector).authTypes.find(({ type }) => type === authType);
  return form?.fields.filter(isSecretField) ?? [];
}

/** Whose account it is, filled with what it is now. */
function ownerFields(
  connector: Connector,
  authType: Found['connection']['authType'],
  parameters: Record<string, string>,
): FormField[] {
  const form = connectorForm(connector).authTypes.find(({ type }) => type === authType);
  const fields = form?.fields.filter(({ name }) => accountFields.includes(name)) ?? [];
  return fields.map((field) => ({ ...field, default: parameters[field.name] ?? '' }));
}

/** Of what was typed, that which says whose account it is. */
export function ownerParameters(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => accountFields.includes(name) && value));
}

/** A new secret can be written to the store that the connection takes it from. */
function optionally({ or: _, ...field }: FormField): FormField {
  const description = l10n.t(
    'Leave empty to use what is in the store. What you type is written there as a new version.',
  );
  return { ...field, required: false, description };
}
