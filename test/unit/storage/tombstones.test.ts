import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Tombstone, Tombstones } from '../../../src/storage/tombstones.ts';
import { connectionRecord } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('Tombstones', () => {
  const directory = temporaryDirectory();
  const day = 24 * 3_600_000;
  const now = Date.parse('2026-11-24T10:00:00Z');

  const tombstone = (daysAgo: number, purged: boolean): Tombstone => ({
    connection: { ...connectionRecord(), folder: 'personal', file: '/x/a.connection.jsonc', readOnly: false },
    text: '// comment\n{}',
    deletedAt: new Date(now - daysAgo * day).toISOString(),
    purged,
  });

  it('keeps what was deleted, and gives it back', async () => {
    const one = tombstone(0, false);
    const tombstones = new Tombstones(directory.path);
    await tombstones.put(one);
    assert.deepEqual(await new Tombstones(directory.path).get(one.connection.id), one);
    await tombstones.remove(one.connection.id);
    assert.equal(await tombstones.get(one.connection.id), undefined);
    assert.deepEqual(await tombstones.list(), []);
  });

  it('drops those past seven days, but none whose grant was not given back yet', async () => {
    const tombstones = new Tombstones(directory.path);
    const [fresh, old, owed] = [tombstone(6, true), tombstone(8, true), tombstone(30, false)];
    for (const one of [fresh, old, owed]) await tombstones.put(one);
    const listed = (await tombstones.list(now)).map(({ connection }) => connection.id).sort();
    assert.deepEqual(listed, [fresh, owed].map(({ connection }) => connection.id).sort());
    assert.equal((await readdir(join(directory.path, 'tombstones'))).length, 2);
  });

  it('goes on where one cannot be read', async () => {
    const tombstones = new Tombstones(directory.path);
    const one = tombstone(0, false);
    await tombstones.put(one);
    await writeFile(join(directory.path, 'tombstones/broken.json'), '{');
    assert.deepEqual(await tombstones.list(now), [one]);
  });
});
