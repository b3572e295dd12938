import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import type { Connection } from '../../../src/model/connection.ts';
import type { Folder } from '../../../src/model/folder.ts';
import { Problem } from '../../../src/model/problem.ts';
import { ConnectionReader } from '../../../src/storage/connectionReader.ts';
import {
  createConnectionFile,
  moveConnectionFile,
  removeConnectionFile,
  restoreConnectionFile,
  suggestName,
  updateConnectionFile,
} from '../../../src/storage/connectionWriter.ts';
import { createFolder } from '../../../src/storage/folderWriter.ts';
import { Child, ordinaryUser } from '../../support/children.ts';
import { connectionRecord, personalFolder, put, sharedFolder } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('connectionWriter', () => {
  const directory = temporaryDirectory();
  let folder: Folder;
  let finance: Folder;

  beforeEach(() => {
    folder = personalFolder(join(directory.path, 'personal'));
    finance = sharedFolder(directory.path, 'Finance');
  });

  async function read(): Promise<Connection[]> {
    const found = await new ConnectionReader().read([{ kind: 'personal', directory: folder.directory }]);
    assert.deepEqual(found.problems, []);
    return [...found.connections.values()];
  }

  describe('creates', () => {
    it('a file that reads as what was written, in a folder that is made with it', async () => {
      const record = connectionRecord({ scopes: ['api'], account: 'me' });
      const created = await createConnectionFile(folder, record);
      assert.deepEqual(await read(), [created]);
      assert.deepEqual({ ...record, folder: 'personal', file: created.file, readOnly: false }, created);
      assert.equal(basename(created.file), 'acme-prod.connection.jsonc');
    });

    it('a file name that all three file systems take, whatever the name', async () => {
      const names = [
        'Übersicht & Söhne',
        '日本',
        'con',
        'LPT1',
        '../../etc/passwd',
        'a'.repeat(200),
        'C:\\x',
        '.hidden',
        'NUL.txt',
        '-',
      ];
      for (const name of names) {
        const { file } = await createConnectionFile(folder, connectionRecord({ name }));
        const stem = basename(file, '.connection.jsonc');
        assert.match(stem, /^[a-z0-9]([a-z0-9-]{0,70})$/, name);
        assert.doesNotMatch(stem, /^(con|nul|lpt1)$/);
      }
      assert.deepEqual((await read()).map(({ name }) => name).sort(), [...names].sort());
    });

    it('another file for the same name of another application, told apart without regard to case', async () => {
      await createConnectionFile(folder, connectionRecord({ connector: 'one' }));
      await put(join(folder.directory, 'ACME-PROD-2.connection.jsonc'), connectionRecord({ name: 'taken' }));
      const third = await createConnectionFile(folder, connectionRecord({ connector: 'two' }));
      assert.equal(basename(third.file), 'acme-prod-3.connection.jsonc');
    });

    it('no second connection of one name and application: PB107 names a free one', async () => {
      await createConnectionFile(folder, connectionRecord());
      await createConnectionFile(folder, connectionRecord({ name: 'Acme (prod) 2' }));
      await assert.rejects(createConnectionFile(folder, connectionRecord()), (error) => {
        assert.ok(error instanceof Problem);
        assert.deepEqual([error.code, error.field], ['PB107', 'name']);
        assert.match(error.remedy, /“Acme \(prod\) 3”/);
        return true;
      });
    });

    it('one of two that ask for one name at the same time', async () => {
      const results = await Promise.allSettled([1, 2, 3].map(() => createConnectionFile(folder, connectionRecord())));
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal((await read()).length, 1);
    });
  });

  describe('updates', () => {
    it('a key, and leaves comments, unknown keys and line ends', async () => {
      const { id } = connectionRecord();
      const text = `{\r\n  // ours\r\n  "version": 1, "id": "${id}", "x-team": { "a": [1] },\r\n  "name": "Old", "connector": "acme", "authType": "pat"\r\n}\r\n`;
      await put(join(folder.directory, 'a.connection.jsonc'), text);
      const [connection] = await read();
      assert.ok(connection);
      const changed = await updateConnectionFile(connection, folder, { name: 'New' });
      assert.equal(changed.name, 'New');
      assert.equal(await readFile(connection.file, 'utf8'), text.replace('"Old"', '"New"'));
    });

    it('nothing where the name is taken, or the file is newer, broken, another one’s or gone', async () => {
      const first = await createConnectionFile(folder, connectionRecord({ name: 'first' }));
      const second = await createConnectionFile(folder, connectionRecord({ name: 'second' }));
      await assert.rejects(updateConnectionFile(second, folder, { name: 'first' }), { code: 'PB107' });
      assert.equal((await updateConnectionFile(second, folder, { name: 'second' })).name, 'second');
      await assert.rejects(updateConnectionFile({ ...second, readOnly: true }, folder, { name: 'x' }), {
        code: 'PB102',
      });
      for (const [content, code] of [
        [JSON.stringify({ ...connectionRecord({ id: second.id }), version: 2 }), 'PB102'],
        ['{ "version": 1,', 'PB101'],
        ['{ "version": 1 }', 'PB103'],
        [JSON.stringify(connectionRecord()), 'PB108'],
      ] as const) {
        await writeFile(second.file, content);
        await assert.rejects(updateConnectionFile(second, folder, { isDefault: true }), { code });
        assert.equal(await readFile(second.file, 'utf8'), content);
      }
      await rm(second.file);
      await assert.rejects(updateConnectionFile(second, folder, { name: 'x' }), { code: 'PB108' });
      assert.deepEqual(await readdir(folder.directory), [basename(first.file)]);
    });

    it('all of many changes that come at the same time', async () => {
      const connection = await createConnectionFile(folder, connectionRecord());
      await Promise.all([
        updateConnectionFile(connection, folder, { name: 'renamed' }),
        updateConnectionFile(connection, folder, { pollingIntervalMinutes: 60 }),
        updateConnectionFile(connection, folder, { isDefault: true }),
      ]);
      const [found] = await read();
      assert.deepEqual([found?.name, found?.pollingIntervalMinutes, found?.isDefault], ['renamed', 60, true]);
    });
  });

  describe('moves', () => {
    it('a file as it is, under a free name', async () => {
      const connection = await createConnectionFile(folder, connectionRecord());
      await put(join(finance.directory, basename(connection.file)), connectionRecord({ name: 'other' }));
      const text = await readFile(connection.file, 'utf8');
      const moved = await moveConnectionFile(connection, finance);
      assert.equal(basename(moved.file), 'acme-prod-2.connection.jsonc');
      assert.deepEqual([moved.id, moved.folder], [connection.id, finance.id]);
      assert.equal(await readFile(moved.file, 'utf8'), text);
      assert.deepEqual(await readdir(folder.directory), []);
    });

    it('nothing where the name is taken there or the file is gone', async () => {
      const connection = await createConnectionFile(folder, connectionRecord());
      await createConnectionFile(finance, connectionRecord());
      await assert.rejects(moveConnectionFile(connection, finance), { code: 'PB107' });
      assert.equal((await read()).length, 1);
      await rm(connection.file);
      await assert.rejects(moveConnectionFile({ ...connection, name: 'x' }, finance), { code: 'PB108' });
    });
  });

  describe('removes', () => {
    it('a file and brings it back, comments and all', async () => {
      const connection = await createConnectionFile(folder, connectionRecord());
      const text = `// a comment\n${await readFile(connection.file, 'utf8')}`;
      await writeFile(connection.file, text);
      const kept: string[] = [];
      assert.equal(await removeConnectionFile(connection, async (one) => void kept.push(one)), text);
      assert.deepEqual(kept, [text]);
      assert.deepEqual(await read(), []);
      await restoreConnectionFile(connection, text);
      assert.equal(await readFile(connection.file, 'utf8'), text);
    });

    it('nothing where the text could not be kept', async () => {
      const connection = await createConnectionFile(folder, connectionRecord());
      await assert.rejects(
        removeConnectionFile(connection, () => Promise.reject(new Error('full'))),
        /full/,
      );
      assert.equal((await read()).length, 1);
    });

    it('no other connection that took the file’s place', async () => {
      const connection = await createConnectionFile(folder, connectionRecord());
      await writeFile(connection.file, JSON.stringify(connectionRecord({ name: 'pulled' })));
      await assert.rejects(
        removeConnectionFile(connection, async () => {}),
        { code: 'PB108' },
      );
      assert.equal((await read()).length, 1);
    });

    it('and restores it under a free name where somebody took its own', async () => {
      const connection = await createConnectionFile(folder, connectionRecord({ name: 'same', isDefault: true }));
      const text = await removeConnectionFile(connection, async () => {});
      await createConnectionFile(folder, connectionRecord({ name: 'same', isDefault: true }));
      await restoreConnectionFile(connection, text);
      const back = (await read()).find(({ id }) => id === connection.id);
      assert.equal(back?.name, 'same 2');
      assert.equal(back?.isDefault, false);
    });

    it('and restores beside what took its place, into a folder that is gone', async () => {
      const connection = await createConnectionFile(folder, connectionRecord());
      const text = await removeConnectionFile(connection, async () => {});
      await createConnectionFile(folder, connectionRecord());
      await restoreConnectionFile(connection, text);
      assert.equal((await read()).length, 2);
      await rm(folder.directory, { recursive: true });
      await restoreConnectionFile(connection, text);
      assert.deepEqual(
        (await read()).map(({ id }) => id),
        [connection.id],
      );
    });
  });

  describe('makes a shared folder', () => {
    it('with its folder.jsonc', async () => {
      const made = await createFolder(join(directory.path, 'ws/folders'), 'Accounts Payable v1.2');
      assert.deepEqual(JSON.parse(await readFile(join(made, 'folder.jsonc'), 'utf8')), { version: 1 });
    });

    it('not twice, in any case or Unicode form of its name (PB112)', async () => {
      await createFolder(directory.path, 'Zürich'.normalize('NFC'));
      for (const name of ['Zürich', 'ZÜRICH', 'Zürich'.normalize('NFD')]) {
        await assert.rejects(createFolder(directory.path, name), { code: 'PB112' });
      }
      const results = await Promise.allSettled([1, 2, 3].map(() => createFolder(directory.path, 'New')));
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    });

    it('not with a name that one of the three file systems refuses (PB113)', async () => {
      const names = [
        '',
        ' ',
        '.',
        '..',
        'a/b',
        'a\\b',
        'a:b',
        'what?',
        'a*',
        'a|b',
        'a<b',
        'a"b',
        'line\nbreak',
        'nul',
        'CON',
        'com1.txt',
        'Lpt9',
        'end.',
        'end ',
        ' start',
        '.hidden',
        'x'.repeat(81),
        'a\0b',
      ];
      for (const name of names) await assert.rejects(createFolder(directory.path, name), { code: 'PB113' }, name);
      assert.deepEqual(await readdir(directory.path), []);
    });

    it('never outside its parent', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ' ', ':') }), async (name) => {
          const parent = join(directory.path, 'parent');
          await mkdir(parent, { recursive: true });
          await createFolder(parent, name).catch(() => {});
          assert.ok((await readdir(directory.path)).every((one) => one === 'parent' || one.startsWith('patchbay-')));
        }),
        { numRuns: 60 },
      );
    });
  });

  it('suggests the name itself where it is free', async () => {
    await createConnectionFile(finance, connectionRecord());
    assert.equal(await suggestName(finance, 'acme', 'Acme'), 'Acme');
    assert.equal(await suggestName(finance, 'other', 'Acme (prod)'), 'Acme (prod)');
    assert.equal(await suggestName(finance, 'acme', 'Acme (prod)'), 'Acme (prod) 2');
  });

  it('says PB106 for a folder that cannot be written, and leaves everything as it was', async function () {
    if (process.platform === 'win32') this.skip();
    const child = new Child('workers/readOnlyFolder.ts', [], ordinaryUser);
    await child.message({
      codes: Array.from({ length: 7 }, () => 'PB106'),
      left: [['movable.connection.jsonc'], ['a.connection.jsonc']],
    });
    await child.ended();
  });
});
