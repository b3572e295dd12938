import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { newIdentity, unseal } from '../../src/storage/seal.ts';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const id = (n: number) => `3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f1${n}`;

/** A policy with one guardrail, as somebody writes it. */
const text = (when: string, more = '') => `{
  "name": "Editing",
  "deploy": [{ "tenant": true }],
  "settings": { "connectors": { "github": { "enabled": true } } },
  "guardrails": [
    { "id": "one", "deny": ["create", "move"], "when": ${when}, "because": "It is so." ${more} }
  ]
}
`;

describe('writing policies in this editor', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const policies = join(root, '.patchbay', 'policies');
  const folder = join(root, '.patchbay', 'folders', 'Editing');
  const file = join(policies, 'editing.policy.jsonc');
  const uri = vscode.Uri.file(file);
  let answers: Answers;

  const connect = (n: number) =>
    writeFile(
      join(folder, `c${n}.connection.jsonc`),
      JSON.stringify({ version: 1, id: id(n), name: `c${n}`, connector: 'github', authType: 'pat' }),
    );
  const open = async (content: string, path = file) => {
    await mkdir(policies, { recursive: true });
    await writeFile(path, content);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    await vscode.window.showTextDocument(document, { preview: false });
    await until('the file is read anew', () => document.getText() === content);
    return document;
  };
  const problems = (of = uri) => vscode.languages.getDiagnostics(of).filter(({ source }) => source === 'Patchbay');
  const codes = () => problems().map(({ code }) => code);
  const at = (document: vscode.TextDocument, words: string, offset = 0) =>
    document.positionAt(document.getText().indexOf(words) + offset);
  const offered = async (document: vscode.TextDocument, position: vscode.Position) => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      ...(['vscode.executeCompletionItemProvider', document.uri, position] as const),
    );
    return list.items;
  };
  const labels = async (document: vscode.TextDocument, position: vscode.Position) =>
    (await offered(document, position)).map(({ label }) => (typeof label === 'string' ? label : label.label));
  const hovered = async (document: vscode.TextDocument, position: vscode.Position) => {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    return found
      .flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
      .join('\n');
  };
  const lenses = async (of = uri) => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', of, 50);
    return found.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
  };
  const replace = async (document: vscode.TextDocument, words: string, by: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(at(document, words), at(document, words, words.length)), by);
    assert.ok(await vscode.workspace.applyEdit(edit));
  };
  const fix = async (code: string, title: RegExp) => {
    const problem = problems().find((one) => one.code === code) ?? assert.fail(`no ${code}`);
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      ...(['vscode.executeCodeActionProvider', uri, problem.range] as const),
    );
    const action = found.find((one) => title.test(one.title)) ?? assert.fail(found.map((one) => one.title).join());
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
  };

  before(async () => {
    await vscode.extensions.getExtension('patchbay.patchbay')?.activate();
    await mkdir(folder, { recursive: true });
    await connect(1);
    await connect(2);
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
    await vscode.commands.executeCommand('patchbay.refresh');
  });

  it('says what is wrong, where, while it is typed', async () => {
    const document = await open(text('{ "folder": "shared" }'));
    await until('nothing is wrong', async () => (await lenses()).length > 0 && problems().length === 0);
    await replace(document, '"because"', '"becuase"');
    await until('the key is pointed out', () => codes().join() === 'PB605');
    const [problem] = problems();
    assert.match(problem?.message ?? '', /Did you mean “because”/);
    assert.equal(problem?.range.start.line, 5);
    assert.equal(vscode.languages.getDiagnostics(uri).length, 1, 'it is told by one voice');
    await fix('PB605', /“because”/);
    await until('it is mended', () => problems().length === 0);
    assert.match(document.getText(), /"because": "It is so\."/);
    await replace(document, '"shared"', '"Nowhere/**"');
    await until('a rule that never holds is faded', () => codes().includes('PB624'));
    const [name, whole] = problems().filter(({ code }) => code === 'PB624');
    assert.equal(document.getText(name?.range), '"one"');
    assert.deepEqual([whole?.tags, whole?.range.start.character], [[vscode.DiagnosticTag.Unnecessary], 4]);
    await fix('PB624', /never holds/);
    assert.match(document.getText(), /"guardrails": \[\s*\]/);
  });

  it('mends a word that stands for nothing, and completes an exemption', async () => {
    const document = await open(
      text(
        '{ "connector": "githup" }',
        `, "except": [{ "connection": "${id(1)}", "reason": "r", "approvedBy": "ada" }]`,
      ),
    );
    await until('`until` is missed', () => codes().includes('PB608'));
    await fix('PB608', /“until”/);
    await until('the word is pointed out', () => codes().includes('PB622'));
    assert.equal(document.getText(problems().find(({ code }) => code === 'PB622')?.range), '"githup"');
    await fix('PB622', /“github”/);
    await until('both are mended', () => problems().length === 0);
    assert.match(document.getText(), /"connector": "github"/);
    assert.match(document.getText(), /"approvedBy": "ada", "until": "\d{4}-\d\d-\d\d" \}/);
  });

  it('offers the words of this workspace, once', async () => {
    const document = await open(
      text('{ "connector": "", "folder": "", "role": "" }').replace(
        '"github": { "enabled": true }',
        '"github": { "authTypes": { "byoa": { "parameters": { "scopes": { "value": [""] }, "c": {} } } } }, ""',
      ),
    );
    const connectors = await labels(document, at(document, '"connector": ""', 14));
    assert.ok(connectors.includes('salesforce'));
    assert.equal(connectors.filter((one) => one === 'github').length, 1);
    assert.ok((await labels(document, at(document, '"folder": ""', 11))).includes('Finance/**'));
    assert.ok((await labels(document, at(document, '"role": ""', 9))).includes('Folder Administrator'));
    assert.ok((await labels(document, at(document, '[""]', 2))).includes('repo'));
    const parameters = await labels(document, at(document, '"c": {}', 2));
    assert.ok(parameters.includes('clientId') && parameters.includes('clientSecret'), parameters.join());
    const actions = await labels(document, at(document, '"create"', 4));
    assert.equal(actions.filter((one) => /create/.test(one)).length, 1, 'a word of the JSON schema');
    assert.equal((await labels(document, at(document, '"byoa": {', 2))).filter((one) => /byoa/.test(one)).length, 1);
    const keys = await offered(document, at(document, ', ""', 3));
    const slack = keys.find(({ label }) => typeof label !== 'string' && label.label === 'slack') ?? assert.fail();
    assert.match((slack.insertText as vscode.SnippetString).value, /^"slack": \{ \$0 \\?\}$/);
  });

  it('explains the word under the pointer', async () => {
    const document = await open(text('{ "connector": "github", "folder": "Editing", "authType": "pat" }'));
    assert.match(
      await hovered(document, at(document, '"connector": "github"', 16)),
      /GitHub[\s\S]*2 connections today/,
    );
    assert.match(
      await hovered(document, at(document, '"folder": "Editing"', 12)),
      /Today\\?: Editing[\s\S]*2 connections/,
    );
    assert.match(await hovered(document, at(document, '"pat"', 2)), /Personal access token/);
    await until('the guardrail is read', async () =>
      /Denies creating and moving connections/.test(await hovered(document, at(document, '"one"', 2))),
    );
  });

  it('says above each part whom and what it reaches, and what an edit changes before it is saved', async () => {
    const document = await open(text('{ "connector": "slack" }'));
    await until('nothing is reached', async () => {
      const found = await lenses();
      return found.some((one) => /^2 Applies to everybody, reaches no connection/.test(one));
    });
    await replace(document, '"slack"', '"github"');
    await until('the edit is told', async () => {
      const found = await lenses();
      return (
        found.some((one) => /^1 .*This edit newly denies .*combinations, newly allows .*combinations/.test(one)) &&
        found.some((one) => /^6 Applies to everybody, denies 2 of \d+ connections/.test(one)) &&
        found.some((one) => /^4 About 2 of \d+ connections/.test(one))
      );
    });
    await document.save();
    await until('it is no edit any more', async () => !(await lenses()).some((one) => one.includes('This edit')));
    await replace(document, '"deny"', '"dney"');
    await until('a broken text is told', async () => /^1 .*is not used/.test((await lenses())[0] ?? ''));
  });

  it('opens the details of a connection that a lens counts', async () => {
    await open(text('{ "connector": "github" }'));
    let show: unknown;
    await until('two are denied', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 50);
      const command = found.find(({ command }) => /denies 2/.test(command?.title ?? ''))?.command;
      show = command && (() => vscode.commands.executeCommand(command.command, ...(command.arguments ?? [])));
      return show !== undefined;
    });
    answers.choose('c1');
    await (show as () => Promise<void>)();
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    await until('its page is open', () => tabs().includes('c1'));
  });

  it('makes a policy from a template', async () => {
    answers.choose('For a group', 'This workspace');
    answers.type('Own Rules');
    const made = await vscode.commands.executeCommand<string>('patchbay.newPolicy');
    assert.equal(basename(made), 'own-rules.policy.jsonc');
    assert.match(await readFile(made, 'utf8'), /"name": "Own Rules"[\s\S]*"group":/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, made);
    await rm(made);
  });

  it('makes one of the person’s own, and helps there as well', async () => {
    answers.choose('Baseline', 'My own policies');
    answers.type('Mine');
    const made = await vscode.commands.executeCommand<string>('patchbay.newPolicy');
    try {
      const own = vscode.Uri.file(made);
      const document = await vscode.workspace.openTextDocument(own);
      await until('its lenses are there', async () =>
        (await lenses(own)).some((one) => /Applies to you, warns about \d+ of/.test(one)),
      );
      await replace(document, '"because"', '"becuase"');
      await until('its problems are told', () => problems(own).some(({ code }) => code === 'PB605'));
    } finally {
      await rm(made);
    }
  });

  it('drafts an exemption, and does not save it', async () => {
    const document = await open(text('{ "connector": "github" }'));
    const follows = (found: string[]) => found.length > 0 && !found.some((one) => one.includes('This edit'));
    await until('the saved policy is in force', async () => follows(await lenses()));
    answers.choose('one');
    answers.type('2099-12-31', 'for a test', 'ada');
    await vscode.commands.executeCommand('patchbay.draftExemption', id(1));
    assert.ok(document.isDirty);
    assert.match(
      document.getText(),
      new RegExp(`"except": \\[\\s*\\{\\s*"connection": "${id(1)}",\\s*"until": "2099-12-31"`),
    );
    await until('its effect is told', async () =>
      (await lenses()).some((one) => /newly allows 1 connection/.test(one)),
    );
  });

  it('seals a secret that stands readable in a policy, to the members', async () => {
    const members = join(root, '.patchbay', 'members.jsonc');
    const { identity, publicKey: key } = await newIdentity();
    await writeFile(members, JSON.stringify({ version: 1, people: [{ user: 'ada@acme.example', keys: [key] }] }));
    try {
      const secret = 'correct horse battery';
      const document = await open(
        text('{}').replace(
          '"enabled": true',
          `"authTypes": { "byoa": { "parameters": { "clientSecret": { "value": "${secret}", "hidden": true } } } }`,
        ),
      );
      await until('it is told', () => codes().includes('PB610'));
      const range = problems().find(({ code }) => code === 'PB610')?.range;
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        ...(['vscode.executeCodeActionProvider', uri, range] as const),
      );
      const { command } = actions.find(({ title }) => /Seal/.test(title)) ?? assert.fail('no fix');
      answers.on('showInformationMessage', () => undefined);
      await until('the key is known', async () => {
        await vscode.commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
        return !document.getText().includes(secret);
      });
      const [sealed] = /-----BEGIN AGE[^"]+/.exec(document.getText()) ?? assert.fail(document.getText());
      assert.deepEqual(await unseal(JSON.parse(`"${sealed}"`), 'policy:github.clientSecret', identity), { secret });
      assert.match(answers.asked.join(), /Renew the secret/);
      await until('nothing is wrong any more', () => !codes().includes('PB610'));
    } finally {
      await rm(members);
    }
  });
});
