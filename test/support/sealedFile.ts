import { randomBytes, randomUUID } from 'node:crypto';
import { sharedBindingOf } from '../../src/connections/binding.ts';
import { sealerFor, sealSecret } from '../../src/connections/sharing/sealConnection.ts';
import type { Connection, ConnectionRecord } from '../../src/model/connection.ts';
import { Secret } from '../../src/model/secret.ts';
import { createConnectionFile } from '../../src/storage/connectionWriter.ts';
import { remember } from './secrets.ts';
import type { TeamMember } from './team.ts';

/** A sealed connection in a folder, which nobody had to sign in for. */
export async function sealedFile(
  { parts }: TeamMember,
  folderId: string,
  name: string,
  changes: Partial<ConnectionRecord> = {},
): Promise<Connection> {
  const folder = await parts.files.folder(folderId);
  const token = randomBytes(16).toString('base64url');
  remember(token);
  const record: ConnectionRecord = {
    version: 1,
    id: randomUUID(),
    name,
    connector: 'acme',
    authType: 'apiKey',
    accountKind: 'service',
    parameters: { siteUrl: 'http://127.0.0.1:1' },
    pollingIntervalMinutes: 5,
    isDefault: false,
    credential: { kind: 'sealed' },
    ...changes,
  };
  const connector = await parts.catalog.connector(record.connector);
  const boundTo = sharedBindingOf(record, connector);
  const content = { secrets: { token: new Secret(token) }, boundTo, typedAt: new Date().toISOString() };
  record.credential = await sealSecret(await sealerFor(parts, folder), record, content);
  const made = await createConnectionFile(folder, record);
  await parts.files.reload();
  return made;
}
