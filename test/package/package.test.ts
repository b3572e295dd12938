import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { activationClosure } from '../../scripts/bundleSizes.mjs';
import { Workbench } from '../e2e/workbench.ts';
import { launchBrowser, newUser, openWindow } from '../editor/browser.ts';
import { codeServerEntry, repository } from '../editor/paths.ts';
import { startEditorServer } from '../editor/server.ts';
import { newDirectory, newWorkspace } from '../support/run.ts';

const run = promisify(execFile);

/**
 * Budgets in bytes: what a person downloads, and what a window loads when it activates Patchbay. 600 kB was the aim for
 * connections and policies; sealing to members, and what code uses connections with, have their share since.
 */
const largestPackage = 700_000;
const largestActivation = 120_000;

describe('the package that is published', () => {
  // One VSIX and one installation for all tests, which look at it from several sides.
  const directory = newDirectory('p');
  const vsix = join(directory, 'patchbay.vsix');
  const extensions = join(directory, 'extensions');
  let files: string[];
  let installed: string;

  before(async () => {
    await run('npm', ['run', 'package', '--', '--out', vsix], { cwd: repository });
    // As a user of code-server would; its own settings go below `directory` too.
    const places = ['--extensions-dir', extensions, '--user-data-dir', join(directory, 'user')];
    const config = ['--config', join(directory, 'config.yaml')];
    await run(process.execPath, [codeServerEntry, '--install-extension', vsix, ...places, ...config]);
    const [folder] = readdirSync(extensions).filter((name) => name.startsWith('patchbay.patchbay-'));
    assert.ok(folder, 'not installed');
    installed = join(extensions, folder);
    files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(installed, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  });

  it(`is smaller than ${largestPackage / 1000} kB`, () => {
    const { size } = statSync(vsix);
    console.log(`      ${(size / 1000).toFixed(0)} kB, ${files.length} files`);
    assert.ok(size < largestPackage, `${size} bytes`);
  });

  it('holds what runs and what a person reads, and nothing else', () => {
    const allowed =
      /^(dist|media|schemas|l10n)\/|^(package(\.nls.*)?\.json|readme\.md|changelog\.md|LICENSE(\.txt)?|\.vsixmanifest)$/i;
    assert.deepEqual(
      files.filter((file) => !allowed.test(file)),
      [],
    );
    assert.deepEqual(
      files.filter((file) => file.endsWith('.map') || file.endsWith('.ts')),
      ['dist/patchbay.d.ts'],
    );
    for (const needed of [
      'package.json',
      'dist/extension.js',
      'dist/catalog/index.json',
      'dist/webview/addConnection.js',
    ]) {
      assert.ok(files.includes(needed), `${needed} is missing`);
    }
  });

  it(`loads less than ${largestActivation / 1000} kB when it activates`, () => {
    const metafile = JSON.parse(readFileSync(join(repository, 'out', 'metafile.json'), 'utf8'));
    const { bytes, files: loaded } = activationClosure(metafile.extension);
    console.log(`      ${(bytes / 1000).toFixed(0)} kB in ${loaded.length} files`);
    assert.equal(
      loaded.reduce((sum, file) => sum + statSync(join(installed, file)).size, 0),
      bytes,
    );
    assert.ok(bytes < largestActivation, `${bytes} bytes`);
  });

  it('shows its connections where it is installed and nothing else is at hand', async () => {
    const server = await startEditorServer({ directory, settings: {} });
    const browser = await launchBrowser();
    try {
      const user = await newUser(browser);
      user.setDefaultTimeout(30_000);
      const window = new Workbench(await openWindow(server, user, { folder: newWorkspace() }));
      await window.openView('Patchbay');
      await window.tree('Connections').row('Personal Workspace').waitFor();
      await window.tree('Connections').row('Finance').waitFor();
    } finally {
      await browser.close();
      await server.stop();
    }
  });
});
