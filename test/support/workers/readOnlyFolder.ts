// As a user whom permissions bind: tries every way of writing into a folder that may not be written.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createConnectionFile,
  moveConnectionFile,
  removeConnectionFile,
  requireWritable,
  updateConnectionFile,
} from '../../../src/storage/connectionWriter.ts';
import { createFolder } from '../../../src/storage/folderWriter.ts';
import { connectionRecord, sharedFolder } from '../connections.ts';

const directory = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
process.env['TMPDIR'] = directory;
const [open, closed] = [sharedFolder(directory, 'Open'), sharedFolder(directory, 'Closed')];
mkdirSync(open.directory);
mkdirSync(closed.directory);
const record = connectionRecord();
const file = join(closed.directory, 'a.connection.jsonc');
writeFileSync(file, JSON.stringify(record));
const inside = { ...record, folder: closed.id, file, readOnly: false };
const movable = await createConnectionFile(open, connectionRecord({ name: 'movable' }));
chmodSync(closed.directory, 0o555);

const attempts: (() => Promise<unknown>)[] = [
  () => requireWritable(closed),
  () => createConnectionFile(closed, connectionRecord({ name: 'new' })),
  () => updateConnectionFile(inside, closed, { name: 'other' }),
  () => moveConnectionFile(movable, closed),
  () => moveConnectionFile(inside, open),
  () => removeConnectionFile(inside, async () => {}),
  () => createFolder(closed.directory, 'Inner'),
];
const codes: unknown[] = [];
for (const attempt of attempts)
  codes.push(
    await attempt().then(
      () => 'done',
      (error) => error.code,
    ),
  );
const left = [readdirSync(open.directory), readdirSync(closed.directory)];
chmodSync(closed.directory, 0o755);
rmSync(directory, { recursive: true });
process.send?.({ codes, left });
process.disconnect?.();
