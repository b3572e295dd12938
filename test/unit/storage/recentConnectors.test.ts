import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecentConnectors } from '../../../src/storage/recentConnectors.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('RecentConnectors', () => {
  const directory = temporaryDirectory();
  const open = (domain = 'here') => new RecentConnectors(directory.path, async () => domain);

  it('are the last first, each once, in every window of the browser', async () => {
    assert.deepEqual(await open().keys(), []);
    for (const key of ['github', 'slack', 'github']) await open().remember(key);
    assert.deepEqual(await open().keys(), ['github', 'slack']);
    assert.deepEqual(await open('elsewhere').keys(), []);
  });

  it('lose none that windows remember at the same time, and keep twelve', async () => {
    const keys = Array.from({ length: 14 }, (_, index) => `c${index}`);
    await Promise.all(keys.slice(0, 5).map((key) => open().remember(key)));
    assert.deepEqual((await open().keys()).sort(), keys.slice(0, 5));
    for (const key of keys) await open().remember(key);
    assert.deepEqual(await open().keys(), keys.toReversed().slice(0, 12));
  });

  it('are none where the file is broken or cleared', async () => {
    await open().remember('github');
    await writeFile(join(directory.path, 'recent', 'here.json'), '{');
    assert.deepEqual(await open().keys(), []);
    await open().remember('slack');
    assert.deepEqual(await open().keys(), ['slack']);
    await open().clear();
    assert.deepEqual(await open().keys(), []);
  });
});
