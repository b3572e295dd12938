import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

describe('connectors of the workspace in this editor', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const directory = join(root, '.patchbay', 'connectors');
  let answers: Answers;

  const make = () => vscode.commands.executeCommand<string | undefined>('patchbay.newConnector');
  const problems = (file: string) =>
    vscode.languages.getDiagnostics(vscode.Uri.file(file)).filter(({ source }) => source === 'Patchbay');

  beforeEach(() => {
    answers = new Answers();
  });
  afterEach(async () => {
    answers.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(directory, { recursive: true, force: true });
  });

  it('begin with nothing, are open at once, and say what is wrong while they are written', async () => {
    answers.choose('Nothing yet');
    answers.type('Our API');
    const file = (await make()) ?? assert.fail();
    assert.equal(basename(file), 'our-api.connector.jsonc');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file);
    const text = editor.document.getText();
    const offset = text.indexOf('https://api.example.com');
    const range = new vscode.Range(editor.document.positionAt(offset), editor.document.positionAt(offset + 23));
    await editor.edit((edit) => edit.replace(range, 'https://{tenant}.example.com'));
    await until('the mistake is told', () => problems(file).length > 0);
    assert.match(problems(file)[0]?.message ?? '', /“\{tenant\}” is not a parameter/);
  });

  it('begin with what an authorization server says of itself', async () => {
    const server = createServer((request, response) => {
      const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      if (!request.url?.endsWith('/openid-configuration')) response.writeHead(404).end();
      else
        response.end(
          JSON.stringify({
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            scopes_supported: ['openid'],
          }),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      answers.choose('Its OpenID Connect or OAuth 2.0 server');
      answers.type(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const file = (await make()) ?? assert.fail();
      assert.match(
        vscode.window.activeTextEditor?.document.getText() ?? '',
        /"tokenUrl": "http:\/\/127\.0\.0\.1:\d+\/token"/,
      );
      assert.deepEqual(problems(file), []);
    } finally {
      server.close();
    }
  });

  it('cannot be called like a built-in one', async () => {
    answers.choose('Nothing yet');
    answers.type('GitHub');
    const file = (await make()) ?? assert.fail();
    await until('it is told', () => problems(file).some(({ message }) => message.includes('built-in')));
    await writeFile(file, '{}');
  });
});
