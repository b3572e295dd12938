import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moveConnections } from '../../../src/connections/move.ts';
import { sharedFolderId } from '../../../src/storage/snapshot.ts';
import { type TestParts, testParts } from '../../support/testParts.ts';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

describe('moving', () => {
  let parts: TestParts;
  let from: string;
  let to: string;

  beforeEach(async () => {
    parts = await testParts();
    from = join(parts.workspace, '.patchbay', 'folders', 'From');
    to = join(parts.workspace, '.patchbay', 'folders', 'To');
    await mkdir(from, { recursive: true });
    await mkdir(to);
  });
  afterEach(() => parts.close());

  const write = (directory: string, n: number, name: string, more: object = {}) =>
    writeFile(
      join(directory, `${name}.connection.jsonc`),
      JSON.stringify({ version: 1, id: id(n), name, connector: 'github', authType: 'pat', isDefault: true, ...more }),
    );

  it('takes a file along, id and all, but not that it was the default there', async () => {
    await write(from, 1, 'one');
    const { moved, failed } = await moveConnections(parts, [id(1)], sharedFolderId(to));
    assert.deepEqual([moved.map(({ name }) => name), failed], [['one'], []]);
    const record = JSON.parse(await readFile(join(to, 'one.connection.jsonc'), 'utf8'));
    assert.deepEqual([record.id, record.isDefault], [id(1), false]);
    assert.deepEqual(await readdir(from), []);
  });

  it('leaves what cannot be moved where it is, and moves the others', async () => {
    await write(from, 1, 'free');
    await write(from, 2, 'newer', { version: 2 });
    await write(from, 3, 'twin');
    await write(to, 4, 'twin');
    const { moved, failed } = await moveConnections(parts, [id(1), id(2), id(3), id(9)], sharedFolderId(to));
    assert.deepEqual(
      moved.map(({ name }) => name),
      ['free'],
    );
    assert.deepEqual(
      failed.map(({ problem }) => problem.code),
      ['PB102', 'PB107', 'PB108'],
    );
    assert.deepEqual((await readdir(from)).sort(), ['newer.connection.jsonc', 'twin.connection.jsonc']);
  });

  it('does nothing in an untrusted workspace', async () => {
    await write(from, 1, 'one');
    parts.trusted = false;
    await assert.rejects(moveConnections(parts, [id(1)], sharedFolderId(to)), { code: 'PB111' });
    assert.deepEqual(await readdir(from), ['one.connection.jsonc']);
  });
});
