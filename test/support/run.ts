import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../editor/paths.ts';

let directory = process.env['PATCHBAY_TEST_RUN'];

/**
 * Where this run leaves its files: the editor's data, logs, workspaces. One folder for all suites of `npm test`, which
 * looks through it for secrets; a folder that ends with the process where a suite runs alone.
 */
export function runDirectory(): string {
  if (!directory) {
    const own = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
    directory = own;
    process.once('exit', () => rmSync(own, { recursive: true, force: true, maxRetries: 3 }));
  }
  return directory;
}

/** A new folder of this run. */
export function newDirectory(name: string): string {
  mkdirSync(runDirectory(), { recursive: true });
  return mkdtempSync(join(runDirectory(), `${name}-`));
}

/** A copy of the demo workspace, to open and to change. */
export function newWorkspace(): string {
  const workspace = join(newDirectory('w'), 'workspace');
  cpSync(join(repository, 'examples', 'workspace'), workspace, { recursive: true });
  return workspace;
}
