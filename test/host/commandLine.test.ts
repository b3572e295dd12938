import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const id = '9d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f11';

describe('the command line and this editor', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const folder = join(root, '.patchbay', 'folders', 'Called');
  const file = join(root, '.patchbay', 'bindings.jsonc');
  let answers: Answers;

  /** As a terminal that knows nothing of the editor. */
  const patchbay = async (...argv: string[]) => {
    const extension = vscode.extensions.getExtension('patchbay.patchbay')?.extensionPath ?? assert.fail();
    const { PATCHBAY_URL: _, PATCHBAY_TOKEN: __, ...env } = process.env;
    const run = promisify(execFile)('node', [join(extension, 'dist', 'cli.js'), ...argv], { cwd: root, env });
    return run.then(
      ({ stdout }) => ({ code: 0, out: stdout, errors: '' }),
      ({ code, stdout, stderr }) => ({ code: Number(code), out: String(stdout), errors: String(stderr) }),
    );
  };

  before(async () => {
    await vscode.extensions.getExtension('patchbay.patchbay')?.activate();
    await mkdir(folder, { recursive: true });
    const record = { version: 1, id, name: 'Called', connector: 'github', authType: 'pat', account: 'ada' };
    await writeFile(join(folder, 'called.connection.jsonc'), JSON.stringify(record));
    await writeFile(file, JSON.stringify({ version: 1, bindings: { code: { connection: id } } }));
    await vscode.commands.executeCommand('patchbay.refresh');
  });
  beforeEach(() => {
    answers = new Answers();
    answers.on('showInformationMessage', () => undefined);
  });
  afterEach(() => answers.dispose());
  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(file, { force: true });
    await vscode.commands.executeCommand('patchbay.refresh');
  });

  it('find each other once the service is started, and not before', async () => {
    await vscode.commands.executeCommand('patchbay.startService');
    let listed = '';
    await until('the window is found', async () => {
      const { code, out } = await patchbay('list', '--json');
      listed = out;
      return code === 0 && out.includes('"code"');
    });
    const { connections, bindings } = JSON.parse(listed);
    const own = connections.find((one: { id: string }) => one.id === id);
    assert.deepEqual([own?.name, own?.connectionIdentity, own?.state], ['Called', 'ada', 'Expired']);
    const [binding] = bindings.filter(({ name }: { name: string }) => name === 'code');
    assert.deepEqual([binding?.status, binding?.connection?.id], ['needsSignIn', id]);
  });

  it('say the same of what does not work', async () => {
    const { code, out, errors } = await patchbay('call', 'code', 'GET', '/user');
    assert.equal(code, 1, errors);
    assert.match(out, /PB30\d/);
    const token = await patchbay('token', 'code');
    assert.deepEqual([token.code, token.out], [1, '']);
    assert.equal((await patchbay('check', 'code')).code, 1);
  });

  it('let a program do what it is named, and nothing else', async () => {
    const script = `
      const get = async (path) => (await fetch(process.env.PATCHBAY_URL + path, { headers: { authorization: 'Bearer ' + process.env.PATCHBAY_TOKEN } })).json();
      get('/patchbay_/api/v1/bindings').then((bindings) => console.log(JSON.stringify(bindings.map(({ name }) => name))));`;
    const { code, out, errors } = await patchbay('exec', '--binding=code', '--', 'node', '-e', script);
    assert.deepEqual([code, out.trim()], [0, '["code"]'], errors);
    assert.equal((await patchbay('exec', '--binding=nothing', '--', 'node', '-e', '1')).code, 1);
  });

  it('find each other no longer once it is stopped, by the command or by the button of the message', async () => {
    await vscode.commands.executeCommand('patchbay.stopService');
    assert.match(answers.asked.at(-1) ?? '', /was given to them has ended/);
    assert.equal((await patchbay('list')).code, 4);
    await vscode.commands.executeCommand('patchbay.stopService');
    assert.match(answers.asked.at(-1) ?? '', /was not started/);
    const { promise: pressed, resolve: press } = Promise.withResolvers<string>();
    answers.on('showInformationMessage', () => pressed);
    await vscode.commands.executeCommand('patchbay.startService');
    assert.match(answers.asked.at(-1) ?? '', /use all connections of this window.*and read their tokens/);
    assert.equal((await patchbay('list')).code, 0);
    answers.on('showInformationMessage', () => undefined);
    press('Stop');
    await until('it is stopped', () => /has ended/.test(answers.asked.at(-1) ?? ''));
    assert.equal((await patchbay('list')).code, 4);
  });
});
