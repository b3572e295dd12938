import assert from 'node:assert/strict';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Changes } from '../../../src/storage/changes.ts';
import { ConnectionReader } from '../../../src/storage/connectionReader.ts';
import { outline } from '../../../src/storage/places.ts';
import type { Root, Snapshot } from '../../../src/storage/snapshot.ts';
import { connectionRecord, put } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('ConnectionReader, of much', () => {
  const directory = temporaryDirectory();
  let reader: ConnectionReader;
  const root = (): Root => ({ kind: 'shared', directory: join(directory.path, 'folders') });
  const at = (...names: string[]) => join(directory.path, 'folders', ...names);
  const file = (folder: string, name: string) => at(...folder.split('/'), `${name}.connection.jsonc`);
  const write = (folder: string, name: string, called = name) =>
    put(file(folder, name), connectionRecord({ name: called }));

  beforeEach(() => {
    reader = new ConnectionReader();
  });

  const names = ({ connections }: Snapshot) => [...connections.values()].map(({ name }) => name);
  const folders = (found: Snapshot) => [...found.folders.values()].map(({ path }) => path.join('/'));
  async function readChanged(...changed: string[]): Promise<Snapshot> {
    const changes = new Changes(changed);
    return reader.readFiles(await reader.readFolders([root()], changes), changes);
  }

  describe('reads what it is told of, and nothing else:', () => {
    beforeEach(async () => {
      await write('Finance', 'a');
      await write('Finance', 'b');
      await write('Finance/AP', 'c');
      await reader.read([root()]);
    });

    it('a file', async () => {
      await write('Finance', 'a', 'new a');
      await write('Finance', 'b', 'new b');
      assert.deepEqual(names(await readChanged(file('Finance', 'a'))), ['new a', 'b', 'c']);
      assert.deepEqual(names(await readChanged()), ['new a', 'b', 'c']);
      assert.deepEqual(names(await reader.read([root()])), ['new a', 'new b', 'c']);
    });

    it('a file that came, and one that went', async () => {
      await write('Finance', 'd');
      await rm(file('Finance', 'a'));
      assert.deepEqual(names(await readChanged()), ['a', 'b', 'c']);
      assert.deepEqual(names(await readChanged(file('Finance', 'a'))), ['b', 'd', 'c']);
    });

    it('a folder.jsonc', async () => {
      await put(at('Finance', 'folder.jsonc'), { version: 1, description: 'Money' });
      const found = await readChanged(at('Finance', 'folder.jsonc'));
      assert.equal([...found.folders.values()][0]?.description, 'Money');
    });

    it('a directory that was renamed, told by its names alone', async () => {
      await rename(at('Finance'), at('Money'));
      const found = await readChanged(at('Finance'), at('Money'));
      assert.deepEqual(folders(found), ['Money', 'Money/AP']);
      assert.deepEqual(names(found), ['a', 'b', 'c']);
    });

    it('a directory that another one took the place of', async () => {
      await write('Sales', 'a', 'sold');
      await rename(at('Finance'), join(directory.path, 'away'));
      await rename(at('Sales'), at('Finance'));
      const found = await readChanged(at('Finance'));
      assert.deepEqual([folders(found), names(found)], [['Finance'], ['sold']]);
    });

    it('all below a directory that came with a branch', async () => {
      await rm(at(), { recursive: true });
      assert.deepEqual(folders(await readChanged(at())), []);
      await write('Finance/AP', 'c', 'back');
      assert.deepEqual(names(await readChanged(at())), ['back']);
    });

    it('a file told of in another case', async () => {
      await write('Finance', 'a', 'new a');
      assert.deepEqual(names(await readChanged(file('FINANCE', 'A'))), ['new a', 'b', 'c']);
    });
  });

  it('keeps the very connection of a file that did not change', async () => {
    await write('Finance', 'a');
    await write('Finance', 'b');
    const before = [...(await reader.read([root()])).connections.values()];
    await put(file('Finance', 'b'), { ...connectionRecord({ name: 'new b' }), id: before[1]?.id });
    const after = (await reader.read([root()])).connections;
    assert.equal(after.get(before[0]?.id ?? ''), before[0]);
    assert.equal(after.get(before[1]?.id ?? '')?.name, 'new b');
  });

  it('keeps one copy of what connections have in common', async () => {
    const recipients = ['age1one', 'age1two'];
    const credential = {
      ...{ kind: 'sealed', sealed: 'x', recipients, sealedBy: 'ana', sealedAt: '2026-01-01T00:00:00Z' },
      signature: 'y',
    };
    for (const name of ['a', 'b']) await put(file('Finance', name), connectionRecord({ name, credential }));
    const [a, b] = [...(await reader.read([root()])).connections.values()];
    assert.deepEqual(a?.credential.recipients, recipients);
    assert.equal(a?.credential.recipients, b?.credential.recipients);
  });

  it('looks into one folder before anything else is read', async () => {
    await write('Finance', 'a');
    await put(file('Finance', 'bad'), '{ oops');
    await put(at('Finance', 'AP', 'folder.jsonc'), { version: 1, description: 'Bills' });
    await write('Finance/AP', 'c');
    const [top] = await outline([root()], 1);
    assert.ok(top);
    assert.deepEqual([top.folder.path, top.size], [['Finance'], 3]);
    const inside = await reader.readInside(top.folder);
    assert.deepEqual([names(inside), folders(inside)], [['a'], ['Finance', 'Finance/AP']]);
    assert.equal([...inside.folders.values()][1]?.description, 'Bills');
    assert.deepEqual(
      inside.problems.map(({ problem }) => problem.code),
      ['PB101'],
    );
    const { connections } = await reader.read([root()]);
    assert.equal([...connections.values()][0], [...inside.connections.values()][0]);
  });

  it('does not look into folders at the top where they are many', async () => {
    for (const name of ['a', 'b', 'c']) await write(name, name);
    const sizes = (await outline([root()], 2)).map(({ size }) => size);
    assert.deepEqual(sizes, [undefined, undefined, undefined]);
  });

  it('lets others go first while it reads', async () => {
    await mkdir(at('Many'), { recursive: true });
    await Promise.all(Array.from({ length: 3000 }, (_, n) => write('Many', `c${n}`)));
    let turns = 0;
    let running = true;
    const tick = () => {
      turns++;
      if (running) setImmediate(tick);
    };
    setImmediate(tick);
    const found = await reader.read([root()]);
    running = false;
    assert.equal(found.connections.size, 3000);
    assert.ok(turns > 3, `${turns}`);
  });

  it('goes round in no circle of links', async function () {
    if (process.platform === 'win32') this.skip();
    await write('Finance/AP', 'a');
    await symlink(at(), at('Finance', 'up'));
    await symlink(at('Finance', 'AP'), at('Finance', 'AP', 'itself'));
    await symlink('to-itself', at('to-itself'));
    const found = await reader.read([root()]);
    assert.deepEqual([folders(found), names(found)], [['Finance', 'Finance/AP'], ['a']]);
    const tops = await outline([root()], 9);
    assert.deepEqual(
      tops.map(({ size }) => size),
      [1],
    );
  });

  it('tells folders and files apart whose names differ by case, where the file system does', async function () {
    await writeFile(join(directory.path, 'case'), '');
    await writeFile(join(directory.path, 'CASE'), '');
    if (!(await readdir(directory.path)).includes('case')) this.skip();
    if (!(await readdir(directory.path)).includes('CASE')) this.skip();
    await write('Finance', 'a', 'one');
    await write('Finance', 'A', 'two');
    await write('finance', 'a', 'three');
    const found = await reader.read([root()]);
    assert.deepEqual(
      [folders(found), names(found)],
      [
        ['Finance', 'finance'],
        ['two', 'one', 'three'],
      ],
    );
    await write('finance', 'a', 'new three');
    await write('Finance', 'a', 'new one');
    // Both may be meant by whoever watches, so both are read.
    assert.deepEqual(names(await readChanged(file('finance', 'a'))), ['two', 'new one', 'new three']);
  });
});
