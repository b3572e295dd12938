/*
 * Runs the suites of this folder inside an extension host: `node test/host/run.ts [--desktop [--version 1.105.0]] [--grep words]`.
 * `--desktop` takes VS Code desktop, as @vscode/test-electron downloads it; otherwise the VS Code of npm is used.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { repository } from '../editor/paths.ts';
import { newDirectory, newWorkspace } from '../support/run.ts';

const { values } = parseArgs({
  options: {
    desktop: { type: 'boolean' },
    version: { type: 'string', default: 'stable' },
    grep: { type: 'string', short: 'g' },
  },
});

/** One file with all suites; the extension host takes no TypeScript. @returns its path */
async function bundleSuites(): Promise<string> {
  const outfile = join(repository, 'out', 'test', 'host.cjs');
  const suites = globSync('*.test.ts', { cwd: import.meta.dirname }).sort();
  const load = suites.map((suite) => `require('./${suite}');`).join('\n');
  await esbuild.build({
    stdin: {
      contents: `import { runSuites } from './mocha.ts';\nexport const run = () => runSuites(() => {\n${load}\n});`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    // The main file of jsonc-parser hides its imports from the bundler.
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}

/** Extensions that use ours. */
const extensions = join(repository, 'test', 'extensions');

const userData = newDirectory('h');
const output = join(userData, 'mocha.txt');
try {
  await runTests({
    ...(values.desktop
      ? { version: values.version }
      : { vscodeExecutablePath: join(repository, 'test', 'editor', 'launcher.ts') }),
    extensionDevelopmentPath: [repository, ...['caller', 'pretender'].map((name) => join(extensions, name))],
    extensionTestsPath: await bundleSuites(),
    launchArgs: [newWorkspace(), `--user-data-dir=${userData}`, `--extensions-dir=${join(userData, 'extensions')}`],
    extensionTestsEnv: {
      // The launcher is a script for `node`.
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
      PATCHBAY_TEST_GREP: values.grep,
      PATCHBAY_TEST_OUTPUT: output,
    },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
if (existsSync(output)) console.log(readFileSync(output, 'utf8'));
