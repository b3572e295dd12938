import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../../../src/storage/atomicFile.ts';
import { Child } from '../../support/children.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('writeFileAtomic', () => {
  const directory = temporaryDirectory();

  it('makes a file and replaces it', async () => {
    const file = join(directory.path, 'a.json');
    await writeFileAtomic(file, 'one');
    await writeFileAtomic(file, new Uint8Array([0x74, 0x77, 0x6f]));
    assert.equal(await readFile(file, 'utf8'), 'two');
    assert.deepEqual(await readdir(directory.path), ['a.json']);
  });

  it('gives a new file the mode that was asked for, and leaves an old one its own', async function () {
    if (process.platform === 'win32') this.skip();
    const file = join(directory.path, 'a.json');
    await writeFileAtomic(file, 'one', { mode: 0o600 });
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await chmod(file, 0o664);
    await writeFileAtomic(file, 'two');
    assert.equal((await stat(file)).mode & 0o777, 0o664);
  });

  it('leaves the old content and nothing else where it fails', async () => {
    const file = join(directory.path, 'a.json');
    await mkdir(file);
    await writeFile(join(file, 'inner'), 'kept');
    await assert.rejects(writeFileAtomic(file, 'new'));
    assert.deepEqual(await readdir(directory.path), ['a.json']);
    assert.equal(await readFile(join(file, 'inner'), 'utf8'), 'kept');
  });

  it('fails where there is no directory', async () => {
    await assert.rejects(writeFileAtomic(join(directory.path, 'none', 'a'), 'x'), { code: 'ENOENT' });
  });

  it('shows a reader the old or the new content while its writer is killed', async function () {
    this.timeout(60_000);
    const file = join(directory.path, 'a.txt');
    const bytes = 300_000;
    for (let round = 0; round < 5; round++) {
      const child = new Child('workers/atomicWriter.ts', [file, String(bytes)]);
      await child.message('writing');
      const seen = new Set<string>();
      for (let reads = 0; reads < 20 + round * 7; reads++) seen.add(await readFile(file, 'utf8'));
      await child.kill();
      seen.add(await readFile(file, 'utf8'));
      for (const content of seen)
        assert.ok(/^(a+|b+)$/.test(content) && content.length === bytes, 'half a file was seen');
    }
  });
});
