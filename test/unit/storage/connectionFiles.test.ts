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

  it('knows all folders before it knows all connections', async () => {
    await add('one');
    const { files: one } = files();
    const order: string[] = [];
    const all = one.snapshot().then(({ connections }) => order.push(`${connections.size} connection`));
    await one.folders().then((folders) => order.push(`${folders.size} folder`));
    await all;
    assert.deepEqual(order, ['1 folder', '1 connection']);
  });

  it('gives the folders that were there before the question, also while it reads', async () => {
    const root: Root = { kind: 'shared', directory: join(directory.path, 'folders') };
    const one = new ConnectionFiles(() => [root]);
    await one.snapshot();
    for (const name of ['a', 'b', 'c']) {
      await put(join(root.directory, name, 'folder.jsonc'), { version: 1 });
      const reading = one.reload([join(root.directory, name)]);
      assert.ok([...(await one.folders()).values()].some((folder) => folder.name === name));
      await reading;
    }
  });

  it('reads again what it is told of, and everything where some call told of everything', async () => {
    const { files: one } = files();
    const file = await add('one');
    const other = await add('other');
    await one.snapshot();
    const names = ({ connections }: { connections: ReadonlyMap<string, { name: string }> }) =>
      [...connections.values()].map(({ name }) => name).sort();
    await put(file, connectionRecord({ name: 'new one' }));
    await put(other, connectionRecord({ name: 'new other' }));
    assert.deepEqual(names(await one.reload([file])), ['new one', 'other']);
    const results = await Promise.all([one.reload([file]), one.reload(), one.reload([file])]);
    for (const found of results) assert.deepEqual(names(found), ['new one', 'new other']);
  });

  it('shows the top, and what is inside one folder, without reading the rest', async () => {
    await add('one');
    const { files: one } = files();
    const [top] = await one.outline(20);
    assert.deepEqual([top?.folder.id, top?.size, one.isRead], ['personal', 1, false]);
    assert.ok(top);
    assert.deepEqual([(await one.inside(top.folder)).connections.size, one.isRead], [1, false]);
  });

  it('begins anew after a reading that failed', async () => {
    await add('one');
    let fails = true;
    const one = new ConnectionFiles(() => {
      if (fails) throw new Error('no roots');
      return [{ kind: 'personal', directory: directory.path }];
    });
    await assert.rejects(one.folders(), /no roots/);
    await assert.rejects(one.snapshot(), /no roots/);
    fails = false;
    assert.equal((await one.folders()).size, 1);
    assert.equal((await one.reload([])).connections.size, 1);
  });

  it('says what is not there any more', async () => {
    const { files: one } = files();
    await assert.rejects(one.connection('no-such-id', 'Acme'), { code: 'PB108', message: /“Acme”/ });
    await assert.rejects(one.folder('shared:/x/y/Finance'), { code: 'PB109', message: /“Finance”/ });
    assert.equal((await one.folder('personal')).kind, 'personal');
  });
});
