import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitFiles } from '../../../src/editor/git.ts';

describe('committing a file', () => {
  let root: string;
  const path = process.env['PATH'];
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  const write = async (name: string, text = name) => {
    await mkdir(join(root, '.patchbay'), { recursive: true });
    await writeFile(join(root, name), text);
    return join(root, name);
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'patchbay-git-'));
    git('init', '-q', '--initial-branch=main');
    git('config', 'user.email', 'ana@acme.example');
    git('config', 'user.name', 'Ana');
    await write('first');
    git('add', '-A');
    git('commit', '-q', '-m', 'First');
  });
  afterEach(async () => {
    process.env['PATH'] = path;
    await rm(root, { recursive: true, force: true });
  });

  it('commits that file alone, new or changed, and leaves what else is staged or changed', async () => {
    const members = await write('.patchbay/members.jsonc');
    await write('staged');
    git('add', 'staged');
    await write('first', 'changed');
    const done = await commitFiles([members], 'Ana joins');
    assert.equal(done.status, 'committed');
    assert.equal(git('show', '--name-only', '--format=%s'), 'Ana joins\n\n.patchbay/members.jsonc');
    assert.deepEqual(git('status', '--porcelain').split('\n').sort(), ['A  staged', 'M first']);
    await write('.patchbay/members.jsonc', 'again');
    assert.equal((await commitFiles([members], 'Again')).status, 'committed');
  });

  it('takes a name as it is, not as a pattern', async () => {
    const odd = await write('.patchbay/*.jsonc');
    await write('.patchbay/other.jsonc');
    await commitFiles([odd], 'Odd');
    assert.equal(git('show', '--name-only', '--format='), '.patchbay/*.jsonc');
  });

  it('says where there is nothing to commit', async () => {
    assert.deepEqual(await commitFiles([join(root, 'first')], 'Same'), { status: 'unchanged' });
    assert.deepEqual(await commitFiles([], 'None'), { status: 'unchanged' });
  });

  it('gives git’s words where it refuses', async () => {
    await write('.gitignore', 'members.jsonc\n');
    const members = await write('.patchbay/members.jsonc');
    const done = await commitFiles([members], 'Ignored');
    assert.ok(done.status === 'refused');
    assert.match(done.said, /ignored/);
  });

  it('says where it is no repository, and where there is no git', async () => {
    const members = await write('.patchbay/members.jsonc');
    await rm(join(root, '.git'), { recursive: true });
    assert.deepEqual(await commitFiles([members], 'Nowhere'), { status: 'noRepository' });
    process.env['PATH'] = root;
    assert.deepEqual(await commitFiles([members], 'Nothing'), { status: 'noGit' });
  });
});
