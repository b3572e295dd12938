// `node scripts/bootstrap.mjs start|test [arguments]`: brings what a fresh clone lacks, then runs scripts/<name>.ts.
// Runs on Node 20 or newer with nothing installed; what it starts runs on the Node that package.json names.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hasAge, installAge } from './install/age.mjs';
import { findChromium, installChromium } from './install/chromium.mjs';
import { installEditor } from './install/editor.mjs';
import { installPackages } from './install/packages.mjs';
import { root } from './install/run.mjs';

const [task, ...rest] = process.argv.slice(2);
const script = join(root, 'scripts', `${task}.ts`);
if (!task || !existsSync(script)) {
  console.error('usage: node scripts/bootstrap.mjs start|test');
  process.exit(2);
}

try {
  await installPackages();
  await installEditor();
  // A person has a browser of their own; the tests need one that can be driven.
  if (task !== 'start' && !findChromium()) await installChromium();
  if (task === 'test' && !hasAge()) await installAge();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}

const modules = join(root, 'node_modules');
const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const separator = process.platform === 'win32' ? ';' : ':';
const child = spawn(node, [script, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(modules, '.bin')}${separator}${process.env.PATH}` },
});
// A terminal sends Ctrl-C to the whole group, so the child ends by itself; a supervisor signals only us.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => {
  console.error(`${node} could not be started: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
