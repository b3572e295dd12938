import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const id = (n: number) => `7d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f1${n}`;

describe('bindings in this editor', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const folder = join(root, '.patchbay', 'folders', 'Bound');
  const file = join(root, '.patchbay', 'bindings.jsonc');
  const project = join(root, 'robot');
  const uri = vscode.Uri.file(file);
  let answers: Answers;

  const connect = (n: number, more: object = {}) =>
    writeFile(
      join(folder, `c${n}.connection.jsonc`),
      JSON.stringify({ version: 1, id: id(n), name: `c${n}`, connector: 'github', authType: 'pat', ...more }),
    );
  const bind = (names: object) => JSON.stringify({ version: 1, bindings: names }, undefined, 2);
  const open = async (content: string, path = file) => {
    await writeFile(path, content);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    await vscode.window.showTextDocument(document, { preview: false });
    await until('the file is read anew', () => document.getText() === content);
    return document;
  };
  const problems = (of = uri) => vscode.languages.getDiagnostics(of).filter(({ source }) => source === 'Patchbay');
  const lenses = async (of = uri) => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', of, 50);
    return found.map(({ range, command }) => ({ line: range.start.line, ...(command ?? assert.fail()) }));
  };
  const titles = async (of = uri) => (await lenses(of)).map(({ title }) => title);
  const press = async (title: RegExp, of = uri) => {
    const lens = (await lenses(of)).find((one) => title.test(one.title)) ?? assert.fail(String(title));
    await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
  };
  const fixes = async () => {
    const [problem] = problems();
    return vscode.commands.executeCommand<vscode.CodeAction[]>(
      ...(['vscode.executeCodeActionProvider', uri, problem?.range ?? assert.fail()] as const),
    );
  };

  before(async () => {
    await vscode.extensions.getExtension('patchbay.patchbay')?.activate();
    await mkdir(folder, { recursive: true });
    await mkdir(project, { recursive: true });
    await connect(1, { account: 'ada@acme.example' });
    await connect(2, { account: 'ben@acme.example' });
    await connect(3, { connector: 'slack' });
    await vscode.commands.executeCommand('patchbay.refresh');
  });
  beforeEach(() => {
    answers = new Answers();
  });
  afterEach(async () => {
    answers.dispose();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(file, { force: true });
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(project, { recursive: true, force: true });
    await vscode.commands.executeCommand('patchbay.refresh');
  });

  it('show state and account above each, and tell what leads nowhere', async () => {
    const document = await open(
      bind({ crm: { connection: id(1), description: 'Tickets' }, none: { connector: 'jira' } }),
    );
    await until('both are told', () => problems().length === 2);
    const [crm, none] = problems();
    assert.deepEqual([crm?.code, document.getText(crm?.range)], ['PB751', '"crm"']);
    assert.match(crm?.message ?? '', /“c1”: needs sign-in/);
    assert.match(none?.message ?? '', /no connection to “jira” in your Personal Workspace/);
    const [state, forMe, forAll] = await lenses();
    assert.match(state?.title ?? '', /leads nowhere: “c1”: needs sign-in/);
    assert.deepEqual([state?.command, state?.arguments], ['patchbay.reconnect', [id(1)]]);
    assert.deepEqual([forMe?.title, forAll?.title, state?.line], ['Choose for me', 'Choose for everybody', 3]);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      ...(['vscode.executeHoverProvider', uri, document.positionAt(document.getText().indexOf('crm'))] as const),
    );
    const words = hover?.contents.map((one) => (typeof one === 'string' ? one : one.value)).join('\n') ?? '';
    assert.match(words, /ada\\@acme\\\.example/);
    assert.match(words, /Tickets/);
  });

  it('are chosen for one person, and the file stays as it is', async () => {
    const text = bind({ crm: { connector: 'github', folder: 'Bound' } });
    const document = await open(text);
    await until('there are two', async () => (await titles()).some((title) => /none is the default/.test(title)));
    answers.choose('c2');
    await press(/^Choose for me/);
    await until('it is chosen', async () => (await titles()).some((title) => /“c2”.*chosen by you/.test(title)));
    assert.equal(document.getText(), text);
    await press(/^Use what the file says/);
    await until('it is as before', async () => (await titles()).some((title) => /none is the default/.test(title)));
  });

  it('are chosen for everybody, in the file', async () => {
    const document = await open(bind({ crm: { connector: 'github', folder: 'Bound' } }));
    answers.choose('c2');
    await press(/^Choose for everybody/);
    await until('the file says so', () => document.getText().includes(id(2)) && !document.isDirty);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')).bindings, {
      crm: { connector: 'github', connection: id(2) },
    });
  });

  it('are mended by quick fixes: choose, add, reconnect', async () => {
    await open(bind({ crm: { connection: id(9), connector: 'github' } }));
    await until('it is told', () => problems().some(({ message }) => message.includes(id(9))));
    const wanted = ['Choose a connection for me', 'Choose a connection for everybody', 'Add a connection'];
    const offered = await fixes();
    assert.deepEqual(
      offered.map(({ title }) => title).filter((title) => wanted.includes(title)),
      wanted,
    );
    const add = offered.find(({ title }) => title === 'Add a connection');
    assert.deepEqual(add?.command?.arguments, [{ connector: 'github', folder: 'personal' }]);
  });

  it('are completed: the ids of fitting connections, by their names', async () => {
    const document = await open(bind({ crm: { connector: 'github', connection: '' } }));
    const at = document.positionAt(document.getText().indexOf('"connection": "') + '"connection": "'.length);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      ...(['vscode.executeCompletionItemProvider', uri, at] as const),
    );
    const own = list.items.filter(({ insertText }) => String(insertText).startsWith('"7d5f'));
    assert.deepEqual(
      own.map(({ label, insertText }) => [typeof label === 'string' ? label : label.label, insertText]),
      [
        ['c1', `"${id(1)}"`],
        ['c2', `"${id(2)}"`],
      ],
    );
  });

  it('of UiPath projects are told and chosen too', async () => {
    const path = join(project, 'bindings.json');
    const resource = { resource: 'connection', key: id(1), value: { ConnectionId: { defaultValue: id(1) } } };
    const document = await open(JSON.stringify({ version: '2.0', resources: [resource] }, undefined, 2), path);
    await until('it is told', () => problems(document.uri).length === 1);
    answers.choose('c2');
    await press(/^Choose for me/, document.uri);
    await until('it is chosen', async () => (await titles(document.uri)).some((title) => /“c2”.*by you/.test(title)));
    await press(/^Use what the file says/, document.uri);
  });

  it('are named before a connection is deleted, and listed by “Show Usages”', async () => {
    await open(bind({ crm: { connection: id(1) } }));
    let detail = '';
    answers.on('showWarningMessage', (options) => {
      detail = (options as { detail: string }).detail;
      return undefined;
    });
    await until('the file is known', async () => {
      await vscode.commands.executeCommand('patchbay.delete', id(1));
      return detail.includes('binding “crm”');
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    answers.choose('binding “crm”');
    await vscode.commands.executeCommand('patchbay.showUsages', id(1));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    assert.equal(vscode.window.activeTextEditor?.selection.start.line, 3);
  });

  it('are begun by a command, and added to', async () => {
    answers.type('first');
    await vscode.commands.executeCommand('patchbay.newBinding', id(1));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    answers.type('connection');
    await vscode.commands.executeCommand('patchbay.newBinding', id(3));
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail();
    assert.match(document.lineAt(selection.start).text, /^ {4}"connection": \{/, 'not the key of the first');
    const { bindings } = JSON.parse(await readFile(file, 'utf8'));
    assert.deepEqual(bindings, {
      first: { connection: id(1), connector: 'github' },
      connection: { connection: id(3), connector: 'slack' },
    });
  });
});
