import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, whenChanged } from './run.mjs';

/**
 * `npm install`, where node_modules is missing or package.json or the lock file changed.
 * Not `npm ci`: that refuses a lock file without the optional packages of other platforms.
 */
export async function installPackages() {
  const modules = join(root, 'node_modules');
  const inputs = ['package.json', 'package-lock.json'].map((name) => join(root, name));
  mkdirSync(modules, { recursive: true });
  await whenChanged(join(modules, '.patchbay-installed'), inputs, async () => {
    console.log('Installing npm packages (about half a minute the first time) …');
    await run('npm', ['install', '--no-audit', '--no-fund']);
  });
}
