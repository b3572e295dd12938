import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notAdministrators, type OwnershipSystem } from '../../../src/storage/ownership.ts';
import { put } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

/** Path → owner and mode, or where a link leads. */
type Tree = Record<string, [uid: number, mode: number] | string>;

function system(tree: Tree): OwnershipSystem {
  return {
    platform: 'linux',
    lstat: async (path) => {
      const found = tree[path];
      if (!found) throw Object.assign(new Error(path), { code: 'ENOENT' });
      const link = typeof found === 'string';
      return { uid: link ? 0 : found[0], mode: link ? 0o777 : found[1], isSymbolicLink: () => link };
    },
    readlink: async (path) => tree[path] as string,
  };
}

const good: Tree = {
  '/': [0, 0o755],
  '/etc': [0, 0o755],
  '/etc/patchbay': [0, 0o755],
  '/etc/patchbay/policies.d': [0, 0o755],
  '/etc/patchbay/policies.d/a.policy.jsonc': [0, 0o644],
};
const paths = ['/etc/patchbay/policies.d', '/etc/patchbay/policies.d/a.policy.jsonc'];
const check = (changes: Tree) => notAdministrators(paths, system({ ...good, ...changes }));

describe('the ownership of machine policies', () => {
  const directory = temporaryDirectory();

  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('is the administrator’s where everything on the way is', async () => {
    assert.equal(await check({}), undefined);
  });

  for (const path of Object.keys(good)) {
    it(`is not where ${path} is another’s, or open to others`, async () => {
      assert.equal(await check({ [path]: [1000, 0o755] }), `${path} does not belong to the administrator`);
      assert.equal(await check({ [path]: [0, 0o775] }), `${path} can be written by others`);
      assert.equal(await check({ [path]: [0, 0o757] }), `${path} can be written by others`);
      // The sticky bit keeps others from renaming, not from adding.
      assert.equal(await check({ [path]: [0, 0o1777] }), `${path} can be written by others`);
    });
  }

  it('is asked on the way of each link', async () => {
    const linked = { '/etc/patchbay': '../opt/patchbay', '/opt': [0, 0o755], '/opt/patchbay': '/srv/pb' } as Tree;
    const there = {
      '/srv': [0, 0o755],
      '/srv/pb': [0, 0o755],
      '/srv/pb/policies.d': [0, 0o755],
      '/srv/pb/policies.d/a.policy.jsonc': [0, 0o644],
    } as Tree;
    assert.equal(await check({ ...linked, ...there }), undefined);
    assert.equal(await check({ ...linked, ...there, '/opt': [0, 0o777] }), '/opt can be written by others');
    assert.match((await check({ ...linked, ...there, '/srv': [7, 0o755] })) ?? '', /^\/srv does not belong/);
    assert.match((await check({ '/etc/patchbay': '/etc/patchbay' })) ?? '', /leads in a circle/);
  });

  it('is nobody’s where it cannot be told', async () => {
    assert.match((await check({ '/etc/patchbay': '/gone' })) ?? '', /cannot be told \(ENOENT\)/);
  });

  it('is found out by writing where modes say nothing', async () => {
    const file = await put(join(directory.path, 'a.policy.jsonc'), '{}');
    const windows = { ...system({}), platform: 'win32' as const };
    assert.equal(await notAdministrators([directory.path, file], windows), `${file} can be written by others`);
    assert.equal(await notAdministrators([join(directory.path, 'gone')], windows), undefined);
    assert.equal(await readFile(file, 'utf8'), '{}', 'something was written');
  });
});
