// As a user whom permissions bind: reads a folder with a file that may not be read.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionReader } from '../../../src/storage/connectionReader.ts';

const directory = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
const file = join(directory, 'a.connection.jsonc');
writeFileSync(file, '{}');
chmodSync(file, 0);
const found = await new ConnectionReader().read([{ kind: 'personal', directory }]);
rmSync(directory, { recursive: true });
process.send?.({
  connections: [...found.connections.keys()],
  problems: found.problems.map(({ problem }) => problem.code),
});
process.disconnect?.();
