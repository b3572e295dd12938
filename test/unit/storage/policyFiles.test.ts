import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileLimits, readPolicyDirectory, readPolicyFile } from '../../../src/storage/policyFiles.ts';
import { put } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('policy files', () => {
  const root = temporaryDirectory();
  const place = (name: string) => join(root.path, 'policies', name);
  const read = async (within?: string) => {
    const { files, unreadable } = await readPolicyDirectory(join(root.path, 'policies'), within);
    const found = files?.map(({ file, text, unreadable }) => [
      file.slice(root.path.length + 1).replaceAll('\\', '/'),
      text ?? `! ${unreadable}`,
    ]);
    return found ?? unreadable;
  };

  it('are none where there is no directory', async () => {
    assert.deepEqual(await read(), []);
    assert.deepEqual(await read(root.path), []);
    assert.equal(await readPolicyFile(place('x.jsonc'), root.path), undefined);
    assert.equal(await readPolicyFile(place('x.jsonc'), join(root.path, 'gone')), undefined);
  });

  it('are those with the right name, by name, without a byte order mark', async () => {
    await put(place('b.policy.jsonc'), '\uFEFF{ "name": "b" }');
    await put(place('A.Policy.jsonc'), '{}');
    await put(place('c.policy-test.jsonc'), '{}');
    await put(place('members.jsonc'), '{ "version": 1 }');
    await put(place('deeper/d.policy.jsonc'), '{}');
    assert.deepEqual(await read(), [
      ['policies/A.Policy.jsonc', '{}'],
      ['policies/b.policy.jsonc', '{ "name": "b" }'],
    ]);
    assert.equal((await readPolicyFile(place('members.jsonc'), root.path))?.text, '{ "version": 1 }');
  });

  it('that are too large, or no text, or no files, say so', async () => {
    await put(place('a.policy.jsonc'), ' '.repeat(fileLimits.bytes));
    await put(place('b.policy.jsonc'), ' '.repeat(fileLimits.bytes + 1));
    await writeFile(place('c.policy.jsonc'), Buffer.from([0xff, 0xfe, 0x7b, 0x00]));
    await mkdir(place('d.policy.jsonc'));
    const found = new Map((await read()) as [string, string][]);
    assert.equal(found.get('policies/a.policy.jsonc')?.length, fileLimits.bytes);
    assert.match(found.get('policies/b.policy.jsonc') ?? '', /^! it is larger than 1048576 bytes/);
    assert.equal(found.get('policies/c.policy.jsonc'), '! it is not UTF-8');
    assert.match(found.get('policies/d.policy.jsonc') ?? '', /^! (it is not a file|EISDIR|EPERM)/);
  });

  it('that are too many say so, once', async () => {
    await mkdir(place(''), { recursive: true });
    const names = Array.from({ length: fileLimits.files + 20 }, (_, index) => `${1000 + index}.policy.jsonc`);
    for (const name of names) await writeFile(place(name), '{}');
    const found = (await read()) as [string, string][];
    assert.equal(found.length, fileLimits.files + 1);
    assert.deepEqual(found.at(-1), ['policies', '! it has more than 500 files']);
  });

  it('behind links count only where these stay inside', async () => {
    await put(join(root.path, 'secret.txt'), 'secret');
    await put(place('real.policy.jsonc'), '{}');
    await symlink(place('real.policy.jsonc'), place('inside.policy.jsonc'));
    await symlink(join(root.path, 'secret.txt'), place('out.policy.jsonc'));
    await symlink(place('nothing'), place('nowhere.policy.jsonc'));
    await symlink(place('circle.policy.jsonc'), place('circle.policy.jsonc'));
    assert.deepEqual(await read(), [
      ['policies/circle.policy.jsonc', '! ELOOP'],
      ['policies/inside.policy.jsonc', '{}'],
      ['policies/nowhere.policy.jsonc', '! it is a link that leads nowhere'],
      ['policies/out.policy.jsonc', '! it is a link that leads out of its folder'],
      ['policies/real.policy.jsonc', '{}'],
    ]);
    assert.deepEqual(new Map((await read(root.path)) as [string, string][]).get('policies/out.policy.jsonc'), 'secret');
  });

  it('in a directory that leads out of the workspace are not read', async () => {
    const workspace = join(root.path, 'workspace');
    await put(place('a.policy.jsonc'), '{}');
    await mkdir(join(workspace, '.patchbay'), { recursive: true });
    await symlink(join(root.path, 'policies'), join(workspace, '.patchbay', 'policies'));
    assert.deepEqual(await readPolicyDirectory(join(workspace, '.patchbay', 'policies'), workspace), {
      unreadable: 'it is a link that leads out of its folder',
    });
    const one = await readPolicyFile(join(workspace, '.patchbay', 'policies', 'a.policy.jsonc'), workspace);
    assert.equal(one?.unreadable, 'it is a link that leads out of its folder');
  });

  it('that are pipes are not waited for', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(place(''), { recursive: true });
    execFileSync('mkfifo', [place('pipe.policy.jsonc')]);
    assert.deepEqual(await read(), [['policies/pipe.policy.jsonc', '! it is not a file']]);
  });

  it('a directory that is a file cannot be read', async () => {
    await put(join(root.path, 'policies'), 'x');
    assert.equal(await read(), 'ENOTDIR');
  });
});
