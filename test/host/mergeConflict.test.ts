import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { mergeConflict } from '../../src/model/problems.ts';
import { emptySnapshot } from '../../src/storage/snapshot.ts';
import { ConflictNotice } from '../../src/views/mergeConflict/notice.ts';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const id = '5d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f11';
const other = '5d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f12';

/** What only reaches a file through age: no test has to open it. */
const sealed = (by: string, recipients: string[]) => ({
  ...{
    kind: 'sealed',
    sealed: `-----BEGIN AGE ENCRYPTED FILE-----\n${by}\n-----END AGE ENCRYPTED FILE-----\n`,
    recipients,
  },
  ...{ sealedBy: `${by}@acme.example`, sealedAt: '2026-11-24T10:00:00Z', signature: by },
});

describe('a merge conflict in this editor', () => {
  let repository: string;
  let folder: string;
  let file: string;
  let answers: Answers;

  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, encoding: 'utf8' });
  const record = (name: string, more: object = {}) =>
    `// ours alone\n${JSON.stringify({ version: 1, id, name, connector: 'github', authType: 'pat', ...more }, undefined, 2)}\n`;
  const read = () => readFile(file, 'utf8');
  const resolve = (...args: unknown[]) => vscode.commands.executeCommand('patchbay.resolveConflict', ...args);
  const uri = () => vscode.Uri.file(file);

  /** Makes a real conflict: two branches of a real repository, merged by git. */
  async function merge(base: string, ours: string, theirs: string): Promise<void> {
    const commit = async (text: string) => {
      await writeFile(file, text);
      git('add', '-A', folder);
      git('commit', '-q', '-m', 'x');
    };
    git('init', '-q', '-b', 'main');
    for (const [key, value] of [
      ['user.email', 'ana@acme.example'],
      ['user.name', 'Ana'],
      ['commit.gpgsign', 'false'],
    ] as const)
      git('config', key, value);
    await commit(base);
    git('checkout', '-q', '-b', 'feature');
    await commit(theirs);
    git('checkout', '-q', 'main');
    await commit(ours);
    assert.throws(
      () => execFileSync('git', ['merge', 'feature'], { cwd: repository, stdio: 'pipe' }),
      'git must not be able to',
    );
    assert.match(await read(), /^<<<<<<< HEAD/m);
  }

  before(() => vscode.extensions.getExtension('patchbay.patchbay')?.activate());
  beforeEach(async () => {
    repository = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.ok(!existsSync(join(repository, '.git')), 'the workspace is no repository yet');
    folder = join(repository, '.patchbay', 'folders', 'Merged');
    file = join(folder, 'a.connection.jsonc');
    await mkdir(folder, { recursive: true });
    answers = new Answers();
  });
  afterEach(async () => {
    answers.dispose();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
    await rm(join(repository, '.git'), { recursive: true, force: true });
    await vscode.commands.executeCommand('patchbay.refresh');
  });

  it('is told with a button, and decided field by field; the credential is one of the two as git keeps them', async () => {
    const told = Promise.withResolvers<void>();
    answers.on('showWarningMessage', () => {
      told.resolve();
      return 'Resolve…';
    });
    answers.on('showInformationMessage', () => undefined);
    const base = record('Base', { credential: sealed('base', ['age1a', 'age1b', 'age1c']), isDefault: true });
    const ours = record('Ours', { credential: sealed('ana', ['age1a', 'age1b', 'age1c', 'age1d']), isDefault: true });
    // git takes the list of recipients from ours alone, and so mixes the two credentials in the file.
    const theirs = record('Theirs', { credential: sealed('ben', ['age1a', 'age1b', 'age1c']), isDefault: true });
    answers.choose('Choose for each field', 'Ours', 'sealed by ben@acme.example on 2026-11-24T10:00:00Z, to 3 keys');
    await merge(base, ours, theirs);
    await vscode.commands.executeCommand('patchbay.refresh');
    await told.promise;
    await until('it is decided', async () => !(await read()).includes('<<<<<<<'));
    const text = await read();
    const { name, credential } = JSON.parse(text.replace(/^\/\/.*\n/, ''));
    assert.equal(name, 'Ours');
    assert.deepEqual(credential, sealed('ben', ['age1a', 'age1b', 'age1c']));
    assert.match(text, /^\/\/ ours alone\n/);
    const credentialOf = (whole: string) => whole.slice(whole.indexOf('"credential"'), whole.indexOf('"isDefault"'));
    assert.equal(credentialOf(text), credentialOf(theirs), 'byte for byte');
    await until('it is said', () => answers.asked.some((message) => /is one again/.test(message)));
    assert.match(answers.asked[0] ?? '', /two versions .*“HEAD” and “feature”/);
    assert.match(git('status', '--porcelain', '--', file), /^UU/, 'git is told by the person');
  });

  it('is decided by one version as a whole, and left as it is by who leaves', async () => {
    answers.on('showWarningMessage', () => undefined);
    answers.on('showInformationMessage', () => undefined);
    await merge(record('Base'), record('Ours'), record('Theirs'));
    await vscode.commands.executeCommand('patchbay.refresh');
    const before = await read();
    const left = resolve(uri());
    await until('the list is there', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([left.then(() => true), new Promise<false>((done) => setImmediate(() => done(false)))]);
    });
    assert.equal(await read(), before);
    answers.choose('Keep all of Theirs (feature)');
    await resolve(uri());
    assert.equal(await read(), record('Theirs'));
  });

  it('of two connections keeps both', async () => {
    answers.on('showWarningMessage', () => undefined);
    answers.on('showInformationMessage', () => undefined);
    await merge('{}\n', record('One'), record('Two').replace(id, other));
    await vscode.commands.executeCommand('patchbay.refresh');
    answers.choose('Keep both');
    await resolve(uri());
    assert.deepEqual((await readdir(folder)).sort(), ['a-2.connection.jsonc', 'a.connection.jsonc']);
    assert.equal(await read(), record('One'));
    assert.equal(await readFile(join(folder, 'a-2.connection.jsonc'), 'utf8'), record('Two').replace(id, other));
  });

  it('opens the file where a version is no connection, and says which', async () => {
    const said = Promise.withResolvers<void>();
    answers.on('showWarningMessage', () => undefined);
    answers.on('showErrorMessage', () => {
      said.resolve();
      return undefined;
    });
    await merge(record('Base'), record('Ours'), record('Theirs').replace('"name": "Theirs"', '"name": Theirs'));
    await vscode.commands.executeCommand('patchbay.refresh');
    await resolve(uri());
    await said.promise;
    assert.match(answers.asked.at(-1) ?? '', /a\.connection\.jsonc \(theirs\) is not valid JSON at line \d/);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file);
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /Theirs/);
  });

  it('is told once, all that came together in one notification, and again where it comes back', async () => {
    answers.on('showWarningMessage', () => undefined);
    const notice = new ConflictNotice();
    const conflict = (name: string) => {
      const problem = mergeConflict(name, 1, 'HEAD', 'feature');
      return { file: join(folder, name), folder: 'f', problem };
    };
    const look = (...names: string[]) => notice.look({ ...emptySnapshot, problems: names.map(conflict) });
    await look('a.connection.jsonc');
    await look('a.connection.jsonc', 'folder.jsonc');
    assert.equal(answers.asked.length, 1, 'what was told is not told again');
    const several = ['b', 'c', 'd', 'e'].map((name) => `${name}.connection.jsonc`);
    await look('a.connection.jsonc', ...several);
    assert.match(answers.asked[1] ?? '', /^4 connection files .*b\.connection\.jsonc, .* and 1 more\.$/);
    await look();
    await look('a.connection.jsonc');
    assert.equal(answers.asked.length, 3);
  });

  it('is chosen from a list where several files have one', async () => {
    answers.on('showWarningMessage', () => undefined);
    answers.on('showInformationMessage', () => undefined);
    const text = (name: string) => `<<<<<<< HEAD\n${record(name)}=======\n${record('Theirs')}>>>>>>> feature\n`;
    await writeFile(file, text('A'));
    const second = join(folder, 'b.connection.jsonc');
    await writeFile(second, text('B').replaceAll(id, other));
    await vscode.commands.executeCommand('patchbay.refresh');
    answers.choose('b.connection.jsonc', 'Keep all of Ours (HEAD)');
    await resolve();
    assert.equal(await readFile(second, 'utf8'), record('B').replace(id, other));
    assert.equal(await read(), text('A'));
    await rm(file);
    await vscode.commands.executeCommand('patchbay.refresh');
    await resolve();
    assert.match(answers.asked.at(-1) ?? '', /No connection file is in conflict/);
  });
});
