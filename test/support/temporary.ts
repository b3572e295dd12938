import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own for each test of the suite that calls this; removed after the test. */
export function temporaryDirectory(): { readonly path: string } {
  const current = { path: '' };
  beforeEach(async () => {
    current.path = await realpath(await mkdtemp(join(tmpdir(), 'patchbay-test-')));
  });
  afterEach(() => rm(current.path, { recursive: true, force: true }));
  return current;
}
