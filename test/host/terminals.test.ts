import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const id = '5d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f11';
const other = '5d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f12';

describe('terminals and tasks in this editor', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const folder = join(root, '.patchbay', 'folders', 'Scripted');
  const bindings = join(root, '.patchbay', 'bindings.jsonc');
  const project = join(root, 'project.json');
  let answers: Answers;
  let written = 0;

  /** The environment of a terminal, which it writes down itself. */
  const environmentOf = async (terminal: vscode.Terminal): Promise<Record<string, string>> => {
    const file = join(root, `environment-${written++}.json`);
    terminal.sendText(
      `node -e "fs.writeFileSync('${file}.new', JSON.stringify(process.env))" && mv ${file}.new ${file}`,
    );
    await until('the environment is written', () => existsSync(file), 15_000);
    return JSON.parse(readFileSync(file, 'utf8'));
  };
  const turn = async (label: 'On' | 'Off') => {
    answers.choose(label);
    await vscode.commands.executeCommand('patchbay.terminalAccess');
  };
  const close = async (...terminals: vscode.Terminal[]) => {
    for (const terminal of terminals) terminal.dispose();
    await until('they are closed', () => terminals.every((it) => !vscode.window.terminals.includes(it)));
  };
  const ask = async ({ PATCHBAY_URL: url, PATCHBAY_TOKEN: bearer }: Record<string, string>, path = '') => {
    const headers = { authorization: `Bearer ${bearer}` };
    const answer = await fetch(`${url}/connections_/api/v1/Connections${path}`, { headers });
    return { status: answer.status, said: (await answer.json()) as { name: string }[] };
  };

  before(async () => {
    await vscode.extensions.getExtension('patchbay.patchbay')?.activate();
    await mkdir(folder, { recursive: true });
    const record = { version: 1, connector: 'github', authType: 'pat' };
    await writeFile(join(folder, 'one.connection.jsonc'), JSON.stringify({ ...record, id, name: 'One' }));
    await writeFile(join(folder, 'two.connection.jsonc'), JSON.stringify({ ...record, id: other, name: 'Two' }));
    await writeFile(bindings, JSON.stringify({ version: 1, bindings: { desk: { connection: id } } }));
    await vscode.commands.executeCommand('patchbay.refresh');
    await until('the binding is known', async () => {
      const url = vscode.commands.executeCommand('patchbay.input.url', { binding: 'desk' });
      return url.then(
        () => true,
        () => false,
      );
    });
  });
  beforeEach(() => {
    answers = new Answers();
    answers.on('showInformationMessage', () => undefined);
  });
  afterEach(async () => {
    await close(...vscode.window.terminals);
    answers.dispose();
  });
  after(async () => {
    answers = new Answers();
    answers.on('showInformationMessage', () => undefined);
    await turn('Off');
    answers.dispose();
    await Promise.all([folder, bindings, project].map((path) => rm(path, { recursive: true, force: true })));
    for (let at = 0; at < written; at++) await rm(join(root, `environment-${at}.json`), { force: true });
    await vscode.commands.executeCommand('patchbay.refresh');
  });

  it('are asked about once, by a terminal in a workspace with bindings', async () => {
    answers.on('showInformationMessage', () => 'Never');
    const asked = () => answers.asked.filter((words) => words.startsWith('May terminals and tasks')).length;
    const first = vscode.window.createTerminal();
    await until('the person is asked', () => asked() === 1);
    assert.match(answers.asked.at(-1) ?? '', /“patchbay” then finds this window.*in any other terminal/);
    assert.equal((await environmentOf(first))['PATCHBAY_TOKEN'], undefined);
    vscode.window.createTerminal();
    await until('both are there', () => vscode.window.terminals.length === 2);
    assert.equal(asked(), 1);
  });

  it('are on and off by a command; off ends at once what they have', async () => {
    await turn('On');
    const on = await environmentOf(vscode.window.createTerminal());
    const { status, said } = await ask(on);
    assert.equal(status, 200);
    assert.deepEqual(
      said.map(({ name }) => name).filter((name) => ['One', 'Two'].includes(name)),
      ['One', 'Two'],
    );
    assert.equal(on['UIPATH_URL'], undefined);
    await turn('Off');
    assert.equal((await ask(on)).status, 401);
    assert.equal((await environmentOf(vscode.window.createTerminal()))['PATCHBAY_TOKEN'], undefined);
  });

  it('have the variables of UiPath’s SDKs where a project of UiPath is', async () => {
    await writeFile(project, JSON.stringify({ name: 'P', dependencies: { 'UiPath.System.Activities': '[24.10]' } }));
    await turn('On');
    const { PATCHBAY_URL: url, ...on } = await environmentOf(vscode.window.createTerminal());
    assert.equal(on['UIPATH_URL'], `${url}/patchbay/local`);
    assert.equal(on['UIPATH_ACCESS_TOKEN'], on['PATCHBAY_TOKEN']);
    assert.equal(on['UIPATH_SERVICE_URL_CONNECTIONS'], `${url}/connections_`);
    assert.equal(on['UIPATH_SERVICE_URL_ELEMENTS'], `${url}/elements_`);
    await turn('Off');
    await rm(project);
  });

  for (const state of ['Off', 'On'] as const) {
    it(`are opened with what the person chooses, and with nothing else, where the others are ${state.toLowerCase()}`, async () => {
      await turn(state);
      answers.choose('desk');
      const opened = await vscode.commands.executeCommand<vscode.Terminal>('patchbay.newTerminal');
      const environment = await environmentOf(opened);
      assert.equal(opened.name, 'desk');
      const { said } = await ask(environment);
      assert.deepEqual(
        said.map(({ name }) => name),
        ['One'],
      );
      assert.equal((await ask(environment, `/${other}`)).status, 404);
      assert.ok(environment['PATH'] && environment['HOME'], 'the shell has its usual environment');
      await close(opened);
      await until('its bearer is dead', async () => (await ask(environment)).status === 401);
    });
  }

  it('give a task nothing before the person says so', async () => {
    await turn('Off');
    const questions: string[] = [];
    let answer: string | undefined;
    answers.on('showWarningMessage', () => {
      questions.push(answers.asked.at(-1) ?? '');
      return answer;
    });
    const run = (name: string, args?: unknown) => vscode.commands.executeCommand(`patchbay.input.${name}`, args);
    assert.equal(await run('bearer', { binding: 'desk' }), undefined);
    assert.equal(await run('token', { binding: 'desk' }), undefined);
    assert.equal(questions.length, 2);
    assert.match(questions[0] ?? '', /use “desk”\?$/);
    answer = 'Let It';
    assert.match(String(await run('bearer', { bindings: ['desk'] })), /^pb_/);
    answer = 'Give It Once';
    await assert.rejects(async () => run('token', { binding: 'desk' }), /PB30\d/);
    assert.equal(questions.length, 4);
    await assert.rejects(async () => run('url'), /PB843/);
    await assert.rejects(async () => run('url', { binding: 'nothing' }), /PB750/);
  });

  it('give a launch configuration what its inputs say', async () => {
    await turn('Off');
    const launch = join(root, '.vscode', 'launch.json');
    assert.ok(!existsSync(launch));
    const input = (name: string) => ({
      ...{ id: name, type: 'command', command: `patchbay.input.${name}`, args: { binding: 'desk' } },
    });
    const env = { DESK_URL: `\${input:url}`, DESK_TOKEN: `\${input:bearer}` };
    const configurations = [{ type: 'caller', request: 'launch', name: 'sync', env }];
    let resolved: vscode.DebugConfiguration | undefined;
    // It is asked once all variables are filled in; without a configuration nothing is launched.
    const provider = vscode.debug.registerDebugConfigurationProvider('caller', {
      resolveDebugConfigurationWithSubstitutedVariables: (_, configuration) => {
        resolved = configuration;
        return undefined;
      },
    });
    try {
      answers.on('showWarningMessage', () => 'Let It');
      await mkdir(dirname(launch), { recursive: true });
      await writeFile(
        launch,
        JSON.stringify({ version: '0.2.0', configurations, inputs: ['url', 'bearer'].map(input) }),
      );
      const known = () => vscode.workspace.getConfiguration('launch', vscode.Uri.file(root)).get('inputs', []).length;
      await until('the editor has read the file', () => known() === 2);
      await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], 'sync');
      const { DESK_URL: url, DESK_TOKEN: bearer } = (resolved ?? assert.fail('nothing was resolved'))['env'];
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/elements_\/v3\/element\/instances\/desk$/);
      const origin = { PATCHBAY_URL: new URL(url).origin, PATCHBAY_TOKEN: bearer };
      assert.deepEqual([(await ask(origin, `/${id}`)).status, (await ask(origin, `/${other}`)).status], [200, 404]);
    } finally {
      provider.dispose();
      await rm(launch, { force: true });
    }
  });

  it('are given a line for curl, which is good for one connection', async () => {
    await vscode.commands.executeCommand('patchbay.copyAsCurl', id);
    const line = await vscode.env.clipboard.readText();
    const [, bearer = '', address = ''] =
      /-H 'Authorization: Bearer (pb_[\w-]+)' '([^']+)'$/.exec(line) ?? assert.fail(line);
    assert.match(answers.asked.at(-1) ?? '', /works for 15 minutes.*“One” alone/);
    const get = async (url: string) => (await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })).status;
    assert.equal(await get(address), 400, 'nobody is signed in');
    assert.equal(await get(address.replace(id, other)), 404);
  });
});
