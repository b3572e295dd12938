import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repository } from '../editor/paths.ts';
import { makeToken } from '../support/acmeBrowser.ts';
import { newWorkspace, runDirectory } from '../support/run.ts';
import { scanForSecrets } from '../support/secretScan.ts';
import { remember } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import { fillIn } from './addByPanel.ts';
import { TerminalPane } from './terminalPane.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

/** Says who it is at the application, by the name `help-desk`; `--watch` says it again whenever it is somebody else. */
const script = `
import { appendFileSync } from 'node:fs';
const { PATCHBAY_URL: url, PATCHBAY_TOKEN: token } = process.env;
let last;
do {
  const answer = await fetch(url + '/elements_/v3/element/instances/help-desk/api/me', {
    headers: { authorization: 'Bearer ' + token },
  });
  const said = answer.ok ? (await answer.json()).email : String(answer.status);
  if (said !== last) appendFileSync(process.argv[2], said + '\\n');
  last = said;
  if (process.argv[3] === '--watch') await new Promise((resolve) => setTimeout(resolve, 100));
} while (process.argv[3] === '--watch');
`;

/** A task with what its inputs give, beside what all terminals have. */
const tasks = {
  version: '2.0.0',
  tasks: [
    {
      ...{
        label: 'who is it',
        type: 'shell',
        problemMatcher: [],
        command: 'env > task.txt.new && mv task.txt.new task.txt',
      },
      options: { env: { DESK_URL: inputOf('url'), DESK_TOKEN: inputOf('bearer') } },
    },
  ],
  inputs: ['url', 'bearer'].map((id) => ({
    ...{ id, type: 'command', command: `patchbay.input.${id}`, args: { binding: 'help-desk' } },
  })),
};

function inputOf(id: string): string {
  return `\${input:${id}}`;
}

/** A script in the integrated terminal acts as the account that a name means now, and holds no token of the application. */
describe('connections in the terminal', () => {
  let workspace: string;
  let ada: Person;
  let window: Workbench;
  let terminal: TerminalPane;
  const tokens: string[] = [];

  const file = (name: string) => join(workspace, name);
  const lines = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8').trim().split('\n') : []);
  const variables = (name: string) =>
    Object.fromEntries(lines(name).map((line) => line.split(/=(.*)/s) as unknown as [string, string]));
  const node = process.execPath;
  /** Where open windows can be found. */
  const windows = `/tmp/patchbay-${process.getuid?.()}/windows`;
  const announced = () =>
    readdirSync(windows)
      .map((name) => join(windows, name))
      .filter((path) => readFileSync(path, 'utf8').includes(workspace));
  const statusWith = async ({ PATCHBAY_URL: url, PATCHBAY_TOKEN: bearer }: Record<string, string>) => {
    const headers = { authorization: `Bearer ${bearer}` };
    return (await fetch(`${url}/connections_/api/v1/Connections`, { headers })).status;
  };

  before(async () => {
    workspace = newWorkspace();
    mkdirSync(file('.patchbay'), { recursive: true });
    const bindings = { 'help-desk': { connector: 'acme' } };
    writeFileSync(file('.patchbay/bindings.jsonc'), JSON.stringify({ version: 1, bindings }, undefined, 2));
    writeFileSync(file('whoami.mjs'), script);
    mkdirSync(file('.vscode'));
    writeFileSync(file('.vscode/tasks.json'), JSON.stringify(tasks));
    // So that a test can read what is written in it.
    world().server.changeSettings({ 'terminal.integrated.gpuAcceleration': 'off' });
    ada = await newPerson();
    window = await ada.open({ folder: workspace });
    terminal = new TerminalPane(window);
    await window.openView('Patchbay');
    for (const [who, name] of [
      ['ada@acme.example', 'As Ada'],
      ['grace@acme.example', 'As Grace'],
    ] as const) {
      const token = remember(await makeToken(world().acme.url, who, 'tokens'));
      tokens.push(token);
      await fillIn(window, { type: 'Personal access token', fields: { 'Personal access token': token }, name });
      await window.tree('Connections').row(name).waitFor();
    }
    await window.closeTab('Add Connection');
    await window.notifications.clear();
  });
  after(() => ada.leave());

  it('are off until the person is asked, and allows it', async () => {
    await terminal.open();
    await window.notifications.message('May terminals and tasks of this workspace use').waitFor();
    const pictures = join(repository, 'out', 'test', 'e2e');
    mkdirSync(pictures, { recursive: true });
    await window.page.screenshot({ path: join(pictures, 'terminal-question.png'), animations: 'disabled' });
    await terminal.type('env > before.txt');
    await until('it is written', () => lines('before.txt').length > 0);
    assert.equal(variables('before.txt')['PATCHBAY_TOKEN'], undefined);
    await window.notifications.press('May terminals and tasks', 'Allow in This Workspace');
    const before = await terminal.count();
    await window.notifications.press('New terminals and tasks can use', 'New Terminal');
    await terminal.opened(before);
    await terminal.type('env > after.txt');
    await until('it is written', () => variables('after.txt')['PATCHBAY_TOKEN'] !== undefined);
    assert.match(variables('after.txt')['PATCHBAY_URL'] ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(variables('after.txt')['UIPATH_URL'], undefined, 'no project of UiPath is here');
  });

  it('act as the account that the name means, and as another once the person chooses it', async () => {
    await terminal.type(`${node} whoami.mjs watched.txt --watch`);
    await until('the script says who it is', () => lines('watched.txt').length === 1);
    assert.deepEqual(lines('watched.txt'), ['ada@acme.example']);

    await window.page.keyboard.press('Control+P');
    await window.quickInput.type('bindings.jsonc');
    await window.quickInput.root.locator('.monaco-list-row').first().click();
    const lens = window.page.locator('.codelens-decoration a', { hasText: 'Choose for me' });
    await lens.click();
    await window.quickInput.pick('As Grace');
    await until('the same process is somebody else', () => lines('watched.txt').length === 2);
    assert.deepEqual(lines('watched.txt'), ['ada@acme.example', 'grace@acme.example']);
    const asked = world().acme.records.snapshot().api.slice(-1)[0];
    assert.equal(asked?.account, 'grace@acme.example');
  });

  it('run as a task, with what its inputs give', async () => {
    await window.run('Tasks: Run Task');
    await window.quickInput.pick('who is it');
    await until('the task has run', () => existsSync(file('task.txt')), 20_000);
    const { DESK_URL: url, DESK_TOKEN: token, ...others } = variables('task.txt');
    assert.equal(others['PATCHBAY_TOKEN'], variables('after.txt')['PATCHBAY_TOKEN']);
    assert.notEqual(token, others['PATCHBAY_TOKEN']);
    const answer = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(((await answer.json()) as { email: string }).email, 'grace@acme.example');
  });

  it('leave no token of an application in the environment or on the disk', () => {
    for (const name of ['after.txt', 'task.txt']) {
      const environment = readFileSync(file(name), 'utf8');
      for (const token of tokens) assert.ok(!environment.includes(token), name);
    }
    for (const directory of [runDirectory(), windows]) {
      assert.ok(existsSync(directory), directory);
      assert.deepEqual(scanForSecrets(directory, tokens).findings, []);
    }
  });

  it('leave no bearer in what the editor keeps, and say in the audit log who it was', async () => {
    const bearer = variables('after.txt')['PATCHBAY_TOKEN'] ?? '';
    assert.deepEqual(scanForSecrets(world().directory, [bearer]).findings, []);
    assert.equal(
      await isKeptByBrowser(window.page, 'patchbay.terminals'),
      true,
      'the answer is looked for where it is',
    );
    assert.equal(await isKeptByBrowser(window.page, bearer), false);
    const audit = join(world().server.globalStorage, 'patchbay.patchbay', 'audit');
    const lines = () =>
      readdirSync(audit)
        .map((name) => readFileSync(join(audit, name), 'utf8'))
        .join('');
    for (const by of ['terminals of workspace', 'task or launch'])
      await until('it is written', () => lines().includes(`"by":"${by}"`), 10_000);
  });

  it('end with the terminal', async () => {
    assert.equal(await statusWith(variables('after.txt')), 200);
    await terminal.closeAll();
    await until('the bearer is dead', async () => (await statusWith(variables('after.txt'))) === 401, 15_000);
    await terminal.open();
    await terminal.type('env > later.txt');
    await until('it is written', () => variables('later.txt')['PATCHBAY_TOKEN'] !== undefined);
    assert.notEqual(variables('later.txt')['PATCHBAY_TOKEN'], variables('after.txt')['PATCHBAY_TOKEN']);
    await terminal.type(`${node} whoami.mjs again.txt`);
    await until('it works again', () => lines('again.txt')[0] === 'grace@acme.example');
  });

  it('are given again after the window is reloaded, and nobody is asked', async () => {
    const before = variables('later.txt');
    await window.reload();
    await until(
      'the old bearer is dead',
      () =>
        statusWith(before).then(
          (status) => status === 401,
          () => true,
        ),
      20_000,
    );
    await window.openView('Patchbay');
    await window.tree('Connections').row('As Grace').waitFor();
    await until('the window is found again', () => announced().length === 1, 20_000);
    await terminal.open();
    await terminal.type(`${node} whoami.mjs reloaded.txt; env > after.txt`);
    await until('it works again', () => lines('reloaded.txt')[0] === 'grace@acme.example', 20_000);
    await until(
      'it is written',
      () => ![undefined, before['PATCHBAY_URL']].includes(variables('after.txt')['PATCHBAY_URL']),
    );
    assert.equal(await window.notifications.message('May terminals and tasks').isVisible(), false);
  });

  it('are named one by one: a name made for a connection that is not the default means that one', async () => {
    await window.notifications.clear();
    await window.openView('Patchbay');
    await window.tree('Connections').contextAction('As Grace', 'New Binding…');
    await window.quickInput.shown('The name that code uses for “As Grace”');
    await window.quickInput.answer('desk-of-grace');
    await window.notifications.message('“desk-of-grace” means “As Grace” for you, by your own choice.').waitFor();
  });

  it('end with the window, which is found no longer', async () => {
    const before = variables('after.txt');
    const [file = '', ...others] = announced();
    assert.equal(others.length, 0);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await window.page.close();
    await until('the window is found no longer', () => !existsSync(file), 30_000);
    await assert.rejects(fetch(before['PATCHBAY_URL'] ?? ''), 'nothing listens');
  });
});

/** Looks through everything that a web editor keeps in its browser. */
function isKeptByBrowser(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const all = [...(await done(objects.getAllKeys())), ...(await done(objects.getAll()))];
        const texts = all.map((one) =>
          one instanceof Uint8Array ? new TextDecoder().decode(one) : JSON.stringify(one),
        );
        if (texts.some((one) => one?.includes(wanted))) return true;
      }
      database.close();
    }
    return JSON.stringify({ ...localStorage }).includes(wanted);
  }, text);
}
