import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';

const id = '5d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f21';
const twin = '5d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f22';

describe('the tools for language models', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const folder = join(root, '.patchbay', 'folders', 'Agents');

  const invoke = async (name: string, input: object): Promise<unknown> => {
    const options = { input, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool(`patchbay_${name}`, options);
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return JSON.parse(part.value);
  };
  const list = async (text: string) =>
    ((await invoke('list_connections', { text })) as { connections: Record<string, unknown>[] }).connections;

  before(async () => {
    await mkdir(folder, { recursive: true });
    const record = { version: 1, connector: 'github', authType: 'pat' };
    await writeFile(join(folder, 'one.connection.jsonc'), JSON.stringify({ ...record, id, name: 'Agent one' }));
    const acme = { ...record, connector: 'acme', parameters: { siteUrl: 'http://127.0.0.1:1' } };
    await writeFile(join(folder, 'twin.connection.jsonc'), JSON.stringify({ ...acme, id: twin, name: 'Agent two' }));
    await vscode.commands.executeCommand('patchbay.refresh');
    await until('the connections are known', async () => (await list('agent')).length === 2);
  });
  after(() => rm(folder, { recursive: true }));

  it('are those of the manifest, each with what it takes', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('patchbay_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [
      ...['patchbay_call_connection', 'patchbay_check_connection', 'patchbay_describe_connection'],
      'patchbay_list_connections',
    ]);
    for (const { description, inputSchema } of ours) assert.ok(description.length > 40 && inputSchema);
  });

  it('list what fits, with state, folder and what can be used', async () => {
    const [found, ...others] = await list('agents GITHUB');
    assert.equal(others.length, 0);
    assert.deepEqual(
      [found?.['name'], found?.['application'], found?.['folder'], found?.['usable'], found?.['hasMcpServer']],
      ['Agent one', 'GitHub', 'Agents', false, true],
    );
    assert.deepEqual(await list('no such thing'), []);
  });

  it('describe a connection: where its API is, and how it is asked', async () => {
    const told = (await invoke('describe_connection', { connection: 'agent ONE' })) as Record<string, unknown>;
    assert.deepEqual(told['api'], {
      baseUrl: 'https://api.github.com',
      ...{ documentation: 'https://docs.github.com/en/rest', example: 'GET /user' },
    });
    assert.equal(told['authType'], 'pat');
  });

  it('say what is wrong and what there is, with a code', async () => {
    await assert.rejects(invoke('describe_connection', { connection: 'nothing' }), /There are:.*Agent one.*\(PB860\)/s);
    await assert.rejects(invoke('check_connection', { connection: id }), /PB\d{3}/);
    // What nobody could send is refused before anybody is asked.
    const call = { connection: 'Agent two', method: 'GET' };
    await assert.rejects(invoke('call_connection', { ...call, path: '/a/../b' }), /PB804/);
    await assert.rejects(invoke('call_connection', { ...call, path: 'https://elsewhere.example/' }), /PB804/);
  });
});
