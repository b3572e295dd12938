import * as l10n from '@vscode/l10n';
import type { Connection, ConnectionRecord } from '../model/connection.ts';
import { fieldInvalid } from '../model/problems.ts';
import { updateConnectionFile } from '../storage/connectionWriter.ts';
import { findAllowed } from './access.ts';
import type { Parts } from './parts.ts';

type EditParts = Pick<Parts, 'files' | 'isTrusted' | 'audit' | 'governance'>;

/** Longest interval that a connection can be polled at: a day, in minutes. */
export const maxPollingMinutes = 1440;

/**
 * Gives a connection another name.
 *
 * @throws Problem `PB107` with a free name where this one is taken, `PB501` where it is none.
 */
export async function renameConnection(parts: EditParts, id: string, name: string): Promise<Connection> {
  const sentence = validateName(name);
  if (sentence) throw fieldInvalid('name', sentence);
  return edit(parts, id, { name: name.trim() });
}

/** @throws Problem `PB501` where `minutes` is not a whole number from 1 to {@link maxPollingMinutes}. */
export async function setPollingInterval(parts: EditParts, id: string, minutes: number): Promise<Connection> {
  const sentence = validatePollingInterval(minutes);
  if (sentence) throw fieldInvalid('pollingIntervalMinutes', sentence);
  return edit(parts, id, { pollingIntervalMinutes: minutes });
}

/** Makes a connection the default of its connector in its folder; the one that was it before is it no longer. */
export async function setDefault(parts: EditParts, id: string): Promise<Connection> {
  const { connection, folder } = await findAllowed(parts, id, 'edit');
  const { connections } = await parts.files.snapshot();
  const before = [...connections.values()].filter(
    (other) =>
      other.isDefault && other.id !== id && other.folder === folder.id && other.connector === connection.connector,
  );
  const changed = await updateConnectionFile(connection, folder, { isDefault: true });
  for (const other of before) if (!other.readOnly) await updateConnectionFile(other, folder, { isDefault: false });
  note(parts, changed, 'isDefault');
  await parts.files.reload([changed, ...before].map(({ file }) => file));
  return changed;
}

/** A sentence that says what is wrong with a name, or `undefined`. */
export function validateName(name: string): string | undefined {
  const text = name.trim();
  if (text === '') return l10n.t('A name is needed.');
  if (text.length > 200) return l10n.t('A name has at most 200 characters.');
  return /[\r\n\0]/.test(text) ? l10n.t('A name is a single line.') : undefined;
}

/** A sentence that says what is wrong with an interval, or `undefined`. */
export function validatePollingInterval(minutes: number): string | undefined {
  const valid = Number.isInteger(minutes) && minutes >= 1 && minutes <= maxPollingMinutes;
  return valid ? undefined : l10n.t('The interval is a whole number of minutes from 1 to {0}.', maxPollingMinutes);
}

async function edit(parts: EditParts, id: string, changes: Partial<ConnectionRecord>): Promise<Connection> {
  const { connection, folder } = await findAllowed(parts, id, 'edit');
  const changed = await updateConnectionFile(connection, folder, changes);
  note(parts, changed, Object.keys(changes).join(', '));
  await parts.files.reload([changed.file]);
  return changed;
}

function note({ audit }: EditParts, { id, name }: Connection, detail: string): void {
  audit.record({ action: 'edit', connection: id, name, by: 'person', outcome: 'ok', detail });
}
