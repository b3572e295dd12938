import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, whenChanged } from './run.mjs';

/**
 * VS Code from the npm package code-server, into test/editor/code-server. Its install scripts would compile native
 * modules; two that VS Code misses are replaced by plain JavaScript, so no compiler is needed.
 */
export async function installEditor() {
  const folder = join(root, 'test', 'editor');
  const server = join(folder, 'code-server');
  const vscode = join(server, 'node_modules', 'code-server', 'lib', 'vscode');
  const standIns = ['spdlog', 'native-watchdog'];
  const standIn = (name) => join(folder, 'standIns', `${name}.cjs`);
  const inputs = [join(server, 'package.json'), join(server, 'package-lock.json'), ...standIns.map(standIn)];
  await whenChanged(join(server, 'node_modules', '.patchbay-installed'), inputs, async () => {
    console.log('Installing VS Code for this folder (590 MB, about a minute the first time) …');
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', ['install', ...quiet], { cwd: server });
    await run('npm', ['install', ...quiet, '--omit=dev', '--legacy-peer-deps'], { cwd: vscode });
    for (const name of standIns) {
      copyFileSync(standIn(name), join(vscode, 'node_modules', '@vscode', name, 'index.js'));
    }
  });
}
