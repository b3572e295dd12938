import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ConnectionFiles } from '../../../src/storage/connectionFiles.ts';
import type { Root } from '../../../src/storage/snapshot.ts';
import { connectionRecord, put } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('ConnectionFiles', () => {
  const directory = temporaryDirectory();
  const add = (name: string, id?: string) =>
    put(join(directory.path, `${name}.connection.jsonc`), connectionRecord({ name, ...(id ? { id } : {}) }));

  function files(): { files: ConnectionFiles; readings: () => number } {
    let readings = 0;
    const roots = (): Root[] => {
      readings++;
      return [{ kind: 'personal', directory: directory.path }];
    };
    return { files: new ConnectionFiles(roots), readings: () => readings };
  }

  it('reads at the first question, once for all who ask', async () => {
    await add('one');
    const { files: one, readings } = files();
    assert.equal(readings(), 0);
    const snapshots = await Promise.all([one.snapshot(), one.snapshot(), one.snapshot()]);
    assert.deepEqual([readings(), snapshots.map(({ connections }) => connections.size)], [1, [1, 1, 1]]);
  });

  it('gives what was written before the call, however many calls there are', async () => {
    const { files: one, readings } = files();
    const before = one.reload();
    await add('late');
    const results = await Promise.all(Array.from({ length: 20 }, () => one.reload()));
    await before;
    for (const { connections } of results) assert.equal(connections.size, 1);
    assert.ok(readings() <= 3);
  });

  it('reads anew for a listener that asks for it', async () => {
    const { files: one } = files();
    const sizes: number[] = [];
    let again: Promise<unknown> | undefined;
    one.onDidChange(({ connections }) => {
      sizes.push(connections.size);
      again ??= add('made by a listener').then(() => one.reload());
    });
    await one.reload();
    await again;
    assert.deepEqual(sizes, [0, 1]);
  });

  it('reads anew for a call within an event', async () => {
    const { files: one, readings } = files();
    let inner: Promise<unknown> | undefined;
    one.onDidChange(() => {
      inner ??= one.reload();
    });
    await one.reload();
    await inner;
    assert.equal(readings(), 2);
  });

  it('says what is not there any more', async () => {
    const { files: one } = files();
    await assert.rejects(one.connection('no-such-id', 'Acme'), { code: 'PB108', message: /“Acme”/ });
    await assert.rejects(one.folder('shared:/x/y/Finance'), { code: 'PB109', message: /“Finance”/ });
    assert.equal((await one.folder('personal')).kind, 'personal');
  });
});
