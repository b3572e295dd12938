import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../../../src/model/secret.ts';
import { announce } from '../../../../src/use/discovery/announce.ts';
import { findWindows, nearest } from '../../../../src/use/discovery/find.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';

describe('the windows that are open', () => {
  const directory = temporaryDirectory();
  const say = (url: string, ...folders: string[]) =>
    announce({ url, bearer: new Secret(`bearer of ${url}`), folders }, directory.path);
  const found = async () => (await findWindows(directory.path)).map(({ url }) => url);
  const file = async () => join(directory.path, 'windows', (await readdir(join(directory.path, 'windows')))[0] ?? '');

  it('are found until they close, with a bearer that only their user can read', async () => {
    const one = await say('http://127.0.0.1:1', '/a');
    const [window] = await findWindows(directory.path);
    assert.deepEqual([window?.url, window?.folders], ['http://127.0.0.1:1', ['/a']]);
    assert.ok(window?.bearer.equals(new Secret('bearer of http://127.0.0.1:1')));
    assert.equal((await stat(await file())).mode & 0o777, 0o600);
    assert.equal((await stat(join(directory.path, 'windows'))).mode & 0o777, 0o700);
    one.dispose();
    assert.deepEqual(await found(), []);
    one.dispose();
  });

  it('are no longer there where their process ended without a word', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await say('http://127.0.0.1:1');
    const window = { version: 1, pid: child.pid, url: 'x', bearer: 'y', folders: [], since: '' };
    await writeFile(join(directory.path, 'windows', 'dead.json'), JSON.stringify(window), { mode: 0o600 });
    assert.deepEqual(await found(), ['http://127.0.0.1:1']);
    assert.equal((await readdir(join(directory.path, 'windows'))).length, 1);
  });

  it('are not believed where others can read the file, or it is a link, or says nothing', async () => {
    await say('http://127.0.0.1:1');
    const real = await file();
    const windows = join(directory.path, 'windows');
    await symlink(real, join(windows, 'link.json'));
    for (const text of ['', '{}', '[]', 'null', '{"version":2}'])
      await writeFile(join(windows, `${text.length}.json`), text, { mode: 0o600 });
    assert.deepEqual(await found(), ['http://127.0.0.1:1']);
    await chmod(real, 0o644);
    assert.deepEqual(await found(), []);
  });

  it('are not looked for in a folder that others can enter', async () => {
    await mkdir(join(directory.path, 'windows'), { mode: 0o777 });
    await chmod(join(directory.path, 'windows'), 0o777);
    await assert.rejects(findWindows(directory.path), { code: 'PB307' });
    await assert.rejects(say('http://127.0.0.1:1'), { code: 'PB307' });
  });

  it('come with the one first whose workspace holds the directory, the innermost before the others', () => {
    const window = (anywhere: boolean, ...folders: string[]) => ({
      ...{ url: folders.join(), bearer: new Secret(''), folders, anywhere },
    });
    const all = [window(false, '/work'), window(false, '/work/project', '/x'), window(true, '/works')];
    const order = (cwd: string) => nearest(all, cwd).map(({ url }) => url);
    assert.deepEqual(order('/work/project/src'), ['/work/project,/x', '/work']);
    assert.deepEqual(order('/work'), ['/work']);
    // What terminals of one workspace may use is not for the scripts of another.
    assert.deepEqual(order('/elsewhere'), ['/works']);
  });
});
