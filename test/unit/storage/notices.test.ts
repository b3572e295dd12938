import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Notices } from '../../../src/storage/notices.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('Notices', () => {
  const directory = temporaryDirectory();
  const hour = 3_600_000;
  const now = Date.parse('2026-11-24T10:00:00Z');
  const open = (domain = 'here') => new Notices(directory.path, domain);

  it('are said by one window, and once a day', async () => {
    const claims = await Promise.all([1, 2, 3].map(() => open().claim('ends', ['a', 'b'], now)));
    assert.deepEqual(claims.filter(Boolean), [true]);
    assert.equal(await open().claim('ends', ['a', 'b'], now + 23 * hour), false);
    assert.equal(await open().claim('ends', ['a', 'b'], now + 25 * hour), true);
  });

  it('are said again where something new came, and not where something went', async () => {
    await open().claim('ends', ['a', 'b'], now);
    assert.equal(await open().claim('ends', ['a'], now + hour), false);
    assert.equal(await open().claim('ends', ['a', 'c'], now + hour), true);
    assert.equal(await open().claim('ends', ['b'], now + 2 * hour), false);
  });

  it('are told apart by kind and by browser', async () => {
    await open().claim('ends', ['a'], now);
    assert.equal(await open().claim('broken', ['a'], now), true);
    assert.equal(await open('elsewhere').claim('ends', ['a'], now), true);
  });

  it('are not kept silent by nothing, by a broken file or by a clock that was ahead', async () => {
    assert.equal(await open().claim('ends', [], now), false);
    await open().claim('ends', ['a'], now + 1000 * hour);
    assert.equal(await open().claim('ends', ['a'], now), true);
    await writeFile(join(directory.path, 'notices', 'here.json'), '{');
    assert.equal(await open().claim('ends', ['a'], now), true);
    await open().clear();
    assert.equal(await open().claim('ends', ['a'], now), true);
  });
});
