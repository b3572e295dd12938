import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const id = (n: number) => `0d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f1${n}`;

describe('commands on files of the workspace', () => {
  let folder: string;
  let answers: Answers;

  const file = (name: string) => join(folder, `${name}.connection.jsonc`);
  const write = (n: number, name: string, more: object = {}) =>
    writeFile(
      file(name),
      JSON.stringify({ version: 1, id: id(n), name, connector: 'github', authType: 'pat', ...more }),
    );
  const read = async (name: string) => JSON.parse(await readFile(file(name), 'utf8'));
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`patchbay.${command}`, ...args);

  beforeEach(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root);
    folder = join(root, '.patchbay', 'folders', 'Host');
    await mkdir(folder, { recursive: true });
    answers = new Answers();
    await write(1, 'one');
    await run('refresh');
  });

  afterEach(async () => {
    answers.dispose();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await chmod(folder, 0o755).catch(() => {});
    await rm(folder, { recursive: true, force: true });
    await run('refresh');
  });

  it('renames by id, and keeps comments and unknown keys', async () => {
    await writeFile(
      file('one'),
      `{\n  // why it exists\n  "version": 1, "id": "${id(1)}", "name": "one", "connector": "github", "authType": "pat", "x-own": 1\n}`,
    );
    await run('refresh');
    answers.type('first');
    await run('rename', id(1));
    const text = await readFile(file('one'), 'utf8');
    assert.match(text, /"name": "first"/);
    assert.match(text, /\/\/ why it exists/);
    assert.match(text, /"x-own": 1/);
  });

  it('says that a name is taken, and keeps the box open', async () => {
    await write(2, 'two');
    await run('refresh');
    const box = answers.type('two');
    const done = run('rename', id(1));
    await until('the box complains', () => /“two”.*“two 2”.*PB107/.test(box.complaint()));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    assert.equal((await read('one')).name, 'one');
  });

  it('makes a default, and the one before is it no longer', async () => {
    await write(1, 'one', { isDefault: true });
    await write(2, 'two');
    await run('refresh');
    await run('setDefault', id(2));
    assert.deepEqual([(await read('one')).isDefault, (await read('two')).isDefault], [false, true]);
  });

  it('sets the polling interval, and takes no other number', async () => {
    const refused = answers.type('1441');
    const done = run('setPollingInterval', id(1));
    await until('the box complains', () => /1 to 1440/.test(refused.complaint()));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    assert.equal((await read('one')).pollingIntervalMinutes, undefined);
    answers.type('60');
    await run('setPollingInterval', id(1));
    assert.equal((await read('one')).pollingIntervalMinutes, 60);
  });

  it('copies an id', async () => {
    await run('copyId', id(1));
    assert.equal(await vscode.env.clipboard.readText(), id(1));
  });

  it('deletes after a question that names the loss, and Undo brings back the very text', async () => {
    const text = await readFile(file('one'), 'utf8');
    const undo = Promise.withResolvers<string>();
    let detail = '';
    answers.on('showWarningMessage', (options) => {
      detail = (options as vscode.MessageOptions).detail ?? '';
      return 'Delete';
    });
    answers.on('showInformationMessage', () => undo.promise);
    await run('delete', id(1));
    assert.equal(existsSync(file('one')), false);
    assert.deepEqual(answers.asked, ['Delete “one”?', 'Deleted “one”.']);
    assert.match(detail, /GitHub.*Everyone who shares Host loses it.*undo this for 10 seconds/s);
    undo.resolve('Undo');
    await until('it is back', () => existsSync(file('one')));
    assert.equal(await readFile(file('one'), 'utf8'), text);
  });

  it('deletes nothing where the question is left', async () => {
    answers.on('showWarningMessage', () => undefined);
    await run('delete', id(1));
    assert.ok(existsSync(file('one')));
  });

  it('says that a connection is gone, whoever took it', async () => {
    answers.on('showErrorMessage', () => undefined);
    await rm(file('one'));
    await run('refresh');
    await run('setDefault', id(1));
    assert.match(answers.asked[0] ?? '', /does not exist any more.*PB108/);
  });

  it('says that a newer file is not changed', async () => {
    answers.on('showErrorMessage', () => undefined);
    await write(1, 'one', { version: 99 });
    await run('refresh');
    await run('setDefault', id(1));
    assert.match(answers.asked[0] ?? '', /newer Patchbay.*PB102/);
    assert.equal((await read('one')).version, 99);
  });

  it('says that a folder cannot be written, and changes nothing', async function () {
    await chmod(folder, 0o555);
    const writable = await writeFile(join(folder, 'probe'), '').then(
      () => true,
      () => false,
    );
    // The superuser writes everywhere.
    if (writable) return this.skip();
    answers.on('showErrorMessage', () => undefined);
    await run('setDefault', id(1));
    assert.match(answers.asked[0] ?? '', /cannot be written.*PB106/);
  });

  it('opens the file of a connection', async () => {
    await run('openFile', id(1));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file('one'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('makes a shared folder at the top, and refuses a name that no file system takes', async () => {
    const refused = answers.type('a/b');
    const done = run('newFolder');
    await until('the box complains', () => /PB113/.test(refused.complaint()));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await done, undefined);
    answers.type('Made by host');
    const made = (await run('newFolder')) as { name: string; directory: string };
    assert.equal(made.name, 'Made by host');
    assert.deepEqual(await readdir(made.directory), ['folder.jsonc']);
    await rm(made.directory, { recursive: true });
  });
});
