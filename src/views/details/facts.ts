import * as l10n from '@vscode/l10n';
import type { ConnectorForm } from '../../connections/form.ts';
import { describeAuthType } from '../../model/authType.ts';
import type { Connection } from '../../model/connection.ts';
import type { ConnectionState, ProviderState } from '../../model/state.ts';
import type { Usage } from '../../storage/usage.ts';
import { grantEndLabel } from '../tree/rows.ts';
import type { Fact } from './protocol.ts';
import { lastUsed } from './use.ts';

/** Where this editor keeps credentials. */
export type Keeping = 'secretStorage' | 'sealedFile';

export interface FactSource {
  connection: Connection;
  state: ConnectionState;
  /** Names the connector's parameters; absent where the catalog does not have the connector. */
  form?: ConnectorForm;
  keeping: Keeping;
  /** What uses it, in words. */
  usages: readonly string[];
  /** How code used it on this computer. */
  usage: Usage;
  /** The editor's language, for dates. */
  locale: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Every fact that is known, from what it is to where it lies. What is not known is left out. */
export function facts(source: FactSource): Fact[] {
  const { connection, state, usages } = source;
  const time = (iso: string | undefined) => (iso === undefined ? undefined : formatTime(iso, source.locale));
  const { local } = state;
  const scopes = local?.scopes ?? connection.scopes ?? [];
  const lines: (Fact | undefined)[] = [
    fact(l10n.t('Authentication'), describeAuthType(connection.authType).label),
    fact(
      l10n.t('Account belongs to'),
      connection.accountKind === 'service' ? l10n.t('A service account') : l10n.t('A person'),
    ),
    ...parameters(source),
    scopes.length > 0 ? { label: l10n.t('Scopes'), value: scopes } : undefined,
    fact(l10n.t('Default'), connection.isDefault ? l10n.t('Yes, of this application in this folder') : l10n.t('No')),
    usages.length > 0
      ? { label: l10n.t('Used by'), value: [...usages], action: { name: 'showUsages', label: l10n.t('Show') } }
      : undefined,
    lastUsed(source),
    fact(l10n.t('Polling interval'), minutes(connection.pollingIntervalMinutes)),
    fact(local?.renewable ? l10n.t('Renewed by itself, next') : l10n.t('Expires'), time(local?.expiresAt)),
    fact(grantEndLabel(local?.grantEnd?.by), time(local?.grantEnd?.at)),
    fact(l10n.t('Provider'), provider(state.provider, time)),
    fact(l10n.t('Last checked'), time(local?.checkedAt)),
    fact(l10n.t('Credential'), keptWhere(source)),
    fact(l10n.t('Credential stored'), time(local?.storedAt)),
    fact(l10n.t('Created'), created(connection, time(connection.createdAt))),
    { label: l10n.t('Id'), value: connection.id, action: { name: 'copyId', label: l10n.t('Copy') } },
    { label: l10n.t('File'), value: connection.file, action: { name: 'openFile', label: l10n.t('Open') } },
  ];
  return lines.filter((line) => line !== undefined);
}

function fact(label: string, value: string | undefined): Fact | undefined {
  return value === undefined ? undefined : { label, value };
}

/** The connector's own parameters under the names that the form gives them. None of them is a secret. */
function parameters({ connection, form }: FactSource): Fact[] {
  const fields = form?.authTypes.find(({ type }) => type === connection.authType)?.fields ?? [];
  return Object.entries(connection.parameters).map(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    const choice = field?.choices?.find((one) => one.value === value);
    return { label: field?.label ?? name, value: choice?.label ?? value };
  });
}

function keptWhere({ state, keeping }: FactSource): string {
  if (!state.local) return l10n.t('None on this computer');
  return keeping === 'secretStorage'
    ? l10n.t('In this editor’s secret storage')
    : l10n.t('Encrypted in a file on this computer; the key is in this browser’s secret storage');
}

function provider(state: ProviderState, time: (iso: string) => string | undefined): string | undefined {
  if (state.status === 'reachable') return undefined;
  const since = l10n.t('Not reachable since {0} ({1})', time(state.since) ?? '', state.detail);
  return state.until === undefined
    ? since
    : l10n.t('{0}; asks to be left alone until {1}', since, time(state.until) ?? '');
}

function created({ createdBy }: Connection, at: string | undefined): string | undefined {
  if (at === undefined) return createdBy === undefined ? undefined : l10n.t('by {0}', createdBy);
  return createdBy === undefined ? at : l10n.t('{0} by {1}', at, createdBy);
}

function minutes(count: number): string {
  return count === 1 ? l10n.t('Every minute') : l10n.t('Every {0} minutes', count);
}

/** @returns what the file says where that is no time. */
export function formatTime(iso: string, locale: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
