import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConnectionReader } from '../../../src/storage/connectionReader.ts';
import type { Root, Snapshot } from '../../../src/storage/snapshot.ts';
import { Child, ordinaryUser } from '../../support/children.ts';
import { connectionRecord, put } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('ConnectionReader', () => {
  const directory = temporaryDirectory();
  let reader: ConnectionReader;
  const personal = (): Root => ({ kind: 'personal', directory: join(directory.path, 'personal') });
  const shared = (label?: string): Root => ({
    kind: 'shared',
    directory: join(directory.path, 'ws/.patchbay/folders'),
    ...(label ? { label } : {}),
  });
  const inPersonal = (name: string) => join(directory.path, 'personal', name);
  const inShared = (name: string) => join(directory.path, 'ws/.patchbay/folders', name);

  beforeEach(() => {
    reader = new ConnectionReader();
  });

  const codes = ({ problems }: Snapshot) => problems.map(({ problem }) => problem.code);
  const names = ({ connections }: Snapshot) => [...connections.values()].map(({ name }) => name);

  it('shows the Personal Workspace before it exists, and no folder of a workspace that has none', async () => {
    const found = await reader.read([personal(), shared()]);
    assert.deepEqual(
      [...found.folders.values()].map(({ kind, path }) => ({ kind, path })),
      [{ kind: 'personal', path: [] }],
    );
    assert.deepEqual([found.connections.size, found.problems.length], [0, 0]);
  });

  it('finds connections and nested folders, and nothing else', async () => {
    await put(inPersonal('one.connection.jsonc'), connectionRecord({ name: 'one' }));
    await put(inPersonal('notes.txt'), 'x');
    await put(inPersonal('.two.connection.jsonc.0a1b.tmp'), 'half of a fi');
    await put(inShared('Finance/folder.jsonc'), { version: 1, description: 'Money', roles: {} });
    await put(inShared('Finance/AP/three.connection.jsonc'), connectionRecord({ name: 'three' }));
    await put(inShared('.git/four.connection.jsonc'), connectionRecord({ name: 'four' }));
    await put(inShared('five.connection.jsonc'), connectionRecord({ name: 'five' }));
    const found = await reader.read([personal(), shared()]);
    assert.deepEqual(names(found), ['one', 'three']);
    assert.deepEqual(codes(found), []);
    const [, finance, payables] = [...found.folders.values()];
    assert.deepEqual([finance?.name, finance?.description, finance?.path], ['Finance', 'Money', ['Finance']]);
    assert.deepEqual([payables?.parent, payables?.path], [finance?.id, ['Finance', 'AP']]);
  });

  it('puts the workspace’s name before its folders where there are several', async () => {
    await put(inShared('Finance/AP/folder.jsonc'), { version: 1 });
    const [finance, payables] = [...(await reader.read([shared('shop')])).folders.values()];
    assert.deepEqual([finance?.name, finance?.path], ['shop: Finance', ['shop', 'Finance']]);
    assert.deepEqual([payables?.name, payables?.path], ['AP', ['shop', 'Finance', 'AP']]);
  });

  it('reads the file of a person who writes little, with comments, a byte order mark and Windows line ends', async () => {
    const { id } = connectionRecord();
    const text = `\uFEFF{\r\n  // ours\r\n  "version": 1, "id": "${id}",\r\n  "name": "  Acme ", "connector": "acme", "authType": "pat",\r\n}\r\n`;
    await put(inPersonal('a.connection.jsonc'), text);
    const found = await reader.read([personal()]);
    assert.deepEqual(codes(found), []);
    const connection = found.connections.get(id);
    assert.equal(connection?.name, 'Acme');
    assert.deepEqual(
      [connection?.accountKind, connection?.pollingIntervalMinutes, connection?.parameters],
      ['personal', 5, {}],
    );
  });

  it('reads a connector that it does not know', async () => {
    await put(inPersonal('a.connection.jsonc'), connectionRecord({ connector: 'from-the-future' }));
    assert.deepEqual(names(await reader.read([personal()])), ['Acme (prod)']);
  });

  it('keeps keys that it does not know', async () => {
    const record = { ...connectionRecord(), triggers: [{ every: 5 }] };
    await put(inPersonal('a.connection.jsonc'), record);
    const found = (await reader.read([personal()])).connections.get(record.id);
    assert.deepEqual((found as Record<string, unknown> | undefined)?.['triggers'], [{ every: 5 }]);
  });

  describe('says what is wrong with a file, beside the good ones:', () => {
    for (const [what, content, code, message] of [
      ['not JSON', '{ "version": 1,\n  "id" }', 'PB101', /bad\.connection\.jsonc .*line 2/],
      ['a merge conflict', '<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs', 'PB740', /“ours” and “theirs”/],
      ['empty', '', 'PB101', /line 1/],
      ['another JSON', '[1, 2]', 'PB103', /“the whole” must be an object in braces/],
      ['no id', { ...connectionRecord(), id: undefined }, 'PB103', /“id” is missing/],
      ['an id that is no GUID', connectionRecord({ id: '../../x' }), 'PB103', /“id” must be a GUID/],
      [
        'an unknown authentication type',
        { ...connectionRecord(), authType: 'magic' },
        'PB103',
        /“authType” must be one of "oauth2", /,
      ],
      [
        'a number for a parameter',
        { ...connectionRecord(), parameters: { siteUrl: 5 } },
        'PB103',
        /“parameters\.siteUrl” must be text/,
      ],
      [
        'a polling interval of nothing',
        connectionRecord({ pollingIntervalMinutes: 0 }),
        'PB103',
        /“pollingIntervalMinutes” must be at least 1/,
      ],
      ['no version', { ...connectionRecord(), version: undefined }, 'PB103', /“version” is missing/],
    ] as const) {
      it(what, async () => {
        await put(inPersonal('good.connection.jsonc'), connectionRecord({ name: 'good' }));
        const file = await put(inPersonal('bad.connection.jsonc'), content);
        const found = await reader.read([personal()]);
        assert.deepEqual(names(found), ['good']);
        assert.deepEqual(
          found.problems.map(({ file: where, folder, problem }) => [where, folder, problem.code]),
          [[file, 'personal', code]],
        );
        assert.match(found.problems[0]?.problem.message ?? '', message);
      });
    }

    it('a newer version: shown, and read-only', async () => {
      const record = { ...connectionRecord({ name: 'newer' }), version: 2 };
      await put(inPersonal('bad.connection.jsonc'), record);
      const found = await reader.read([personal()]);
      assert.equal(found.connections.get(record.id)?.readOnly, true);
      assert.deepEqual(codes(found), ['PB102']);
    });

    it('a newer version that cannot be understood at all', async () => {
      await put(inPersonal('bad.connection.jsonc'), { version: 7, uuid: 1 });
      const found = await reader.read([personal()]);
      assert.deepEqual([found.connections.size, codes(found)], [0, ['PB102']]);
    });

    it('the id of another one: the first by name is shown', async () => {
      const { id } = connectionRecord();
      await put(inPersonal('a.connection.jsonc'), connectionRecord({ id, name: 'first' }));
      await put(inShared('Finance/b.connection.jsonc'), connectionRecord({ id, name: 'copy' }));
      const found = await reader.read([personal(), shared()]);
      assert.deepEqual(names(found), ['first']);
      assert.deepEqual(codes(found), ['PB104']);
      assert.match(
        found.problems[0]?.problem.message ?? '',
        /b\.connection\.jsonc has the same id as a\.connection\.jsonc/,
      );
    });

    it('the id of another one in capital letters', async () => {
      const { id } = connectionRecord();
      await put(inPersonal('a.connection.jsonc'), connectionRecord({ id }));
      await put(inPersonal('b.connection.jsonc'), connectionRecord({ id: id.toUpperCase() }));
      assert.deepEqual(codes(await reader.read([personal()])), ['PB104']);
    });

    it('a broken folder.jsonc: the folder is there all the same', async () => {
      await put(inShared('Finance/folder.jsonc'), '{ nonsense');
      await put(inShared('Sales/folder.jsonc'), { version: 'x' });
      await put(inShared('Zoo/folder.jsonc'), { version: 2 });
      const found = await reader.read([shared()]);
      assert.deepEqual(
        [...found.folders.values()].map(({ name }) => name),
        ['Finance', 'Sales', 'Zoo'],
      );
      assert.deepEqual(codes(found), ['PB101', 'PB103', 'PB102']);
    });

    it('no permission to read it', async function () {
      if (process.platform === 'win32') this.skip();
      const child = new Child('workers/unreadableFile.ts', [], ordinaryUser);
      await child.message({ connections: [], problems: ['PB106'] });
      await child.ended();
    });
  });

  it('does not follow links out of the workspace', async function () {
    if (process.platform === 'win32') this.skip();
    await put(join(directory.path, 'outside/x.connection.jsonc'), connectionRecord({ name: 'outside' }));
    await mkdir(inShared('Finance'), { recursive: true });
    await symlink(join(directory.path, 'outside'), inShared('Linked'));
    await symlink(join(directory.path, 'outside/x.connection.jsonc'), inShared('Finance/x.connection.jsonc'));
    const found = await reader.read([shared()]);
    assert.deepEqual(names(found), []);
    assert.deepEqual(
      [...found.folders.values()].map(({ name }) => name),
      ['Finance'],
    );
  });

  it('sees a file that was replaced, although its time and size are the same', async () => {
    const record = connectionRecord({ name: 'aaa' });
    const file = await put(inPersonal('a.connection.jsonc'), record);
    const time = new Date(1_700_000_000_000);
    await utimes(file, time, time);
    assert.deepEqual(names(await reader.read([personal()])), ['aaa']);
    await put(`${file}.new`, { ...record, name: 'bbb' });
    await utimes(`${file}.new`, time, time);
    await rename(`${file}.new`, file);
    assert.deepEqual(names(await reader.read([personal()])), ['bbb']);
    await rm(file);
    assert.deepEqual(names(await reader.read([personal()])), []);
  });

  it('reads a hundred connections, and a huge file, without trouble', async () => {
    for (let n = 0; n < 100; n++) await put(inPersonal(`${n}.connection.jsonc`), connectionRecord({ name: `c${n}` }));
    await writeFile(inPersonal('huge.connection.jsonc'), '['.repeat(200_000));
    const found = await reader.read([personal()]);
    assert.equal(found.connections.size, 100);
    assert.deepEqual(codes(found), ['PB101']);
  });
});
