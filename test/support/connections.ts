import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ConnectionRecord } from '../../src/model/connection.ts';
import type { Folder } from '../../src/model/folder.ts';

/** A connection's record, whole and valid. */
export function connectionRecord(changes: Partial<ConnectionRecord> = {}): ConnectionRecord {
  return {
    version: 1,
    id: randomUUID(),
    name: 'Acme (prod)',
    connector: 'acme',
    authType: 'pat',
    accountKind: 'personal',
    parameters: { siteUrl: 'https://acme.example' },
    pollingIntervalMinutes: 5,
    isDefault: false,
    credential: { kind: 'eachMember' },
    ...changes,
  };
}

/** The Personal Workspace, in `directory`. */
export function personalFolder(directory: string): Folder {
  return { id: 'personal', kind: 'personal', name: 'Personal Workspace', path: [], directory };
}

export function sharedFolder(directory: string, name: string): Folder {
  return {
    id: `shared:${join(directory, name)}`,
    kind: 'shared',
    name,
    path: [name],
    directory: join(directory, name),
  };
}

/** Writes a file and the directories above it. */
export async function put(file: string, content: string | object): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  return file;
}
