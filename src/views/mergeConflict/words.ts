import * as l10n from '@vscode/l10n';
import type { Difference, SideName, Version } from '../../connections/mergeConflict/versions.ts';
import { treeOf } from '../../connections/mergeConflict/versions.ts';
import { type AuthType, authTypes, describeAuthType } from '../../model/authType.ts';
import { credentialFacts } from '../../storage/credentialFacts.ts';
import { plainValue } from '../../storage/jsoncFile.ts';

/** No line shows more characters of a value. */
const most = 120;

/** `ours (HEAD)`. */
export function sideWords(side: SideName, { label }: Pick<Version, 'label'>): string {
  const word = side === 'ours' ? l10n.t('Ours') : l10n.t('Theirs');
  return label === '' ? word : l10n.t('{0} ({1})', word, label);
}

/** What a field is called. */
export function fieldWords([key, parameter]: Difference['path']): string {
  if (parameter !== undefined) return l10n.t('Parameter “{0}”', parameter);
  switch (key) {
    case 'name':
      return l10n.t('Name');
    case 'connector':
      return l10n.t('Application');
    case 'authType':
      return l10n.t('Authentication');
    case 'account':
      return l10n.t('Account');
    case 'accountKind':
      return l10n.t('Account belongs to');
    case 'scopes':
      return l10n.t('Scopes');
    case 'isDefault':
      return l10n.t('Default');
    case 'pollingIntervalMinutes':
      return l10n.t('Polling interval');
    case 'createdBy':
      return l10n.t('Created by');
    case 'createdAt':
      return l10n.t('Created');
    case 'credential':
      return l10n.t('Credential');
    default:
      return l10n.t('“{0}”', key);
  }
}

/** What one version says of a field, in one line. Of a credential never what is sealed. */
export function valueWords(
  { path: [key, parameter], ...values }: Difference,
  side: SideName,
  version: Version,
): string {
  const value = values[side];
  if (key === 'credential') return credentialWords(version);
  if (value === undefined) return l10n.t('not said');
  if (parameter === undefined) {
    if (key === 'authType' && authTypes.includes(value as AuthType)) return describeAuthType(value as AuthType).label;
    if (key === 'accountKind') return value === 'service' ? l10n.t('A service account') : l10n.t('A person');
    if (key === 'isDefault') return value === true ? l10n.t('Yes') : l10n.t('No');
    if (key === 'pollingIntervalMinutes') return l10n.t('{0} minutes', String(value));
  }
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return short(value.join(', '));
  return short(typeof value === 'string' ? value : JSON.stringify(value));
}

/** How the credential of a version reaches those who use it; of a sealed one by whom, when, and to how many keys. */
export function credentialWords({ credential }: Pick<Version, 'credential'>): string {
  if (credential === undefined) return l10n.t('each member signs in');
  const facts = credentialFacts(plainValue(treeOf(credential)) as { kind: string });
  switch (facts.kind) {
    case 'eachMember':
      return l10n.t('each member signs in');
    case 'vault':
      return l10n.t('kept on this computer');
    case 'reference': {
      const from = Object.entries(facts.from ?? {}).map(([field, place]) => `${field}: ${place}`);
      return short(l10n.t('lies elsewhere ({0})', from.join(', ')));
    }
    case 'sealed': {
      const { sealedBy, sealedAt, recipients = [], rotate } = facts;
      const who = sealedBy === undefined ? l10n.t('sealed') : l10n.t('sealed by {0} on {1}', sealedBy, sealedAt ?? '');
      const keys = recipients.length === 1 ? l10n.t('to 1 key') : l10n.t('to {0} keys', recipients.length);
      const due = rotate ? `, ${l10n.t('to be replaced: {0}', rotate.because)}` : '';
      return short(`${who}, ${keys}${due}`);
    }
    default:
      return short(l10n.t('of a kind that this Patchbay does not know: {0}', facts.kind));
  }
}

function short(text: string): string {
  if (text.includes('-----BEGIN ')) return l10n.t('a sealed text');
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
