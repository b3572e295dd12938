import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { newIdentity } from '../../src/storage/seal.ts';
import { until } from '../support/until.ts';

describe('writing members and roles in this editor', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const members = join(root, '.patchbay', 'members.jsonc');
  const directory = join(root, '.patchbay', 'folders', 'Roles');
  const folder = join(directory, 'folder.jsonc');
  let key: string;
  let identity: string;

  const open = async (path: string, content: string) => {
    await writeFile(path, content);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    await vscode.window.showTextDocument(document, { preview: false });
    await until('the file is read anew', () => document.getText() === content);
    return document;
  };
  const found = ({ uri }: vscode.TextDocument) => vscode.languages.getDiagnostics(uri);
  const codes = (document: vscode.TextDocument) => found(document).map(({ code }) => code);
  const at = (document: vscode.TextDocument, words: string, offset = 1) =>
    document.positionAt(document.getText().indexOf(words) + offset);
  const labels = async (document: vscode.TextDocument, position: vscode.Position) => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      ...(['vscode.executeCompletionItemProvider', document.uri, position] as const),
    );
    return items.map(({ label }) => (typeof label === 'string' ? label : label.label).replace(/^"|"$/g, ''));
  };
  const hovered = async (document: vscode.TextDocument, position: vscode.Position) => {
    const all = await vscode.commands.executeCommand<vscode.Hover[]>(
      ...(['vscode.executeHoverProvider', document.uri, position] as const),
    );
    return all.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
  };
  const fix = async (document: vscode.TextDocument, code: string, title: RegExp) => {
    const problem = found(document).find((one) => one.code === code) ?? assert.fail(`no ${code}`);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      ...(['vscode.executeCodeActionProvider', document.uri, problem.range] as const),
    );
    const action = actions.find((one) => title.test(one.title)) ?? assert.fail(actions.map((one) => one.title).join());
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
  };

  before(async () => {
    await vscode.extensions.getExtension('patchbay.patchbay')?.activate();
    key = (await newIdentity()).publicKey;
    identity = (await newIdentity()).identity;
    await mkdir(directory, { recursive: true });
    await vscode.commands.executeCommand('patchbay.refresh');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await rm(directory, { recursive: true, force: true });
    await rm(members, { force: true });
    await vscode.commands.executeCommand('patchbay.refresh');
  });

  it('cries out at a private key, repeats it nowhere, and takes it out', async () => {
    const document = await open(
      members,
      `{\n  "version": 1,\n  "people": [{ "user": "ana", "keys": ["${identity}", "${key}"] }]\n}\n`,
    );
    await until('it is told', () => codes(document).includes('PB743'));
    assert.deepEqual(codes(document), ['PB743'], 'by one voice');
    const [problem] = found(document);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
    const secret = new RegExp(identity.slice(16, 40), 'i');
    assert.doesNotMatch(problem?.message ?? '', secret);
    assert.doesNotMatch(await hovered(document, at(document, identity)), secret);
    await fix(document, 'PB743', /Remove the private key/);
    await until('it is mended', () => found(document).length === 0);
    assert.doesNotMatch(document.getText(), secret);
    assert.match(await hovered(document, at(document, key)), /age public key/);
  });

  it('tells people who are there twice, and puts them together', async () => {
    const document = await open(
      members,
      `{\n  "version": 1,\n  "people": [\n    { "user": "ana", "keys": ["${key}"] },\n    { "user": "Ana" }\n  ]\n}\n`,
    );
    await until('it is told', () => codes(document).includes('PB741'));
    await fix(document, 'PB741', /together/);
    await until('it is mended', () => found(document).length === 0);
    assert.equal(document.getText().match(/"user"/g)?.length, 1);
  });

  it('tells a merge that git could not do, as one problem', async () => {
    const conflict = await open(
      members,
      '{\n<<<<<<< HEAD\n  "version": 1\n=======\n  "version": 1, "groups": {}\n>>>>>>> theirs\n}\n',
    );
    await until('it is told', () => codes(conflict).includes('PB740'));
    const own = found(conflict).filter(({ source }) => source === 'Patchbay');
    assert.deepEqual([own.length, own[0]?.range.start.line], [1, 1]);
  });

  it('helps to give roles: words, what they come to, and what is unknown', async () => {
    await writeFile(
      members,
      JSON.stringify({
        version: 1,
        people: [{ user: 'ana', keys: [key] }, { user: 'ben' }],
        groups: { makers: ['ben'] },
        roles: { Maker: ['Create'] },
      }),
    );
    await vscode.commands.executeCommand('patchbay.refresh');
    const document = await open(folder, '{\n  "version": 1,\n  "roles": { "Makr": ["group:makers", "ben"] }\n}\n');
    await until('it is told', () => codes(document).includes('PB746') && codes(document).includes('PB747'));
    const meant = () => found(document).some(({ message }) => /Did you mean “Maker”/.test(message));
    await until('the members are read', meant);
    const holders = await labels(document, at(document, '"ben"'));
    for (const word of ['ana', 'ben', 'group:makers', '*']) assert.ok(holders.includes(word), word);
    assert.ok((await labels(document, at(document, '"Makr"'))).includes('Folder Administrator'));
    await fix(document, 'PB746', /“Maker”/);
    await until('it is mended', () => /"Maker": \["group:makers"/.test(document.getText()));
    await fix(document, 'PB747', /administrator/);
    await until('somebody administers', () => !codes(document).includes('PB747'));
    assert.match(document.getText(), /"Folder Administrator"/);
    const shown = await hovered(document, at(document, '"group:makers"'));
    assert.match(shown, /May do in this folder\\?: Create/);
    await document.save();
    assert.match(await readFile(folder, 'utf8'), /Folder Administrator/);
  });

  it('completes how a credential is shared, and marks a secret that is typed where it only has to be named', async () => {
    const file = join(directory, 'a.connection.jsonc');
    const text = `{\n  "version": 1, "id": "7d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f11", "name": "A", "connector": "github",\n  "authType": "pat",\n  "credential": { "kind": "", "from": { "token": "ghp_typed" } }\n}\n`;
    const document = await open(file, text);
    await until('the secret is marked', () =>
      found(document).some(({ message }) => /Never the secret itself/.test(message)),
    );
    const kinds = await labels(document, at(document, '"kind": ""', 9));
    for (const kind of ['sealed', 'eachMember', 'reference']) assert.ok(kinds.includes(kind), kinds.join());
    const sharing = await open(folder, '{\n  "version": 1,\n  "credentials": ""\n}\n');
    const words = await labels(sharing, at(sharing, '""'));
    for (const kind of ['sealed', 'eachMember', 'reference']) assert.ok(words.includes(kind), words.join());
  });
});
