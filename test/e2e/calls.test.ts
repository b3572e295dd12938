import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastDays } from '../../src/storage/usage.ts';
import { repository } from '../editor/paths.ts';
import { makeToken } from '../support/acmeBrowser.ts';
import { newWorkspace } from '../support/run.ts';
import { scanForSecrets } from '../support/secretScan.ts';
import { remember } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import { fillIn } from './addByPanel.ts';
import { TerminalPane } from './terminalPane.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

/** Calls the application by the name `help-desk`: three requests work, one path is not there; then it writes that it is done. */
const script = `
import { writeFileSync } from 'node:fs';
const { PATCHBAY_URL: url, PATCHBAY_TOKEN: token } = process.env;
const headers = { authorization: 'Bearer ' + token };
const at = (path) => fetch(url + '/elements_/v3/element/instances/help-desk' + path, { headers });
const answers = [];
for (const path of ['/api/me', '/api/tickets?owner=me', '/api/me', '/api/nowhere', '/api/files/ghp_16C7e42F292c6912E7710c838347Ae178B4a'])
  answers.push(await at(path));
const traces = answers.map((answer) => answer.headers.get('x-uipath-traceid') ?? answer.headers.get('x-trace-id') ?? '');
writeFileSync(process.argv[2], JSON.stringify(answers.map(({ status }) => status)) + '\\n' + traces.join());
`;

/** What used a connection is seen: on a page of calls, and on the connection's own. */
describe('what used a connection, in a real window', () => {
  let workspace: string;
  let ada: Person;
  let window: Workbench;
  let terminal: TerminalPane;
  let token: string;

  const file = (name: string) => join(workspace, name);
  const usage = () => join(world().server.globalStorage, 'patchbay.patchbay', 'usage');
  const counted = () => (existsSync(usage()) ? readdirSync(usage()) : []).map((name) => join(usage(), name));
  const totals = /^\d+ uses, \d+ failed in 14 days$/;
  const call = async (name: string) => {
    await terminal.type(`${process.execPath} calls.mjs ${name}`);
    await until('the script is done', () => existsSync(file(name)), 20_000);
  };
  const pictures = join(repository, 'out', 'test', 'e2e');
  const inThemes = async (name: string) => {
    mkdirSync(pictures, { recursive: true });
    mkdirSync(file('.vscode'), { recursive: true });
    for (const [theme, kind] of [
      ['Default Light Modern', 'vscode-light'],
      ['Default High Contrast', 'vscode-high-contrast'],
      ['Default Dark Modern', 'vscode-dark'],
    ] as const) {
      writeFileSync(file('.vscode/settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
      await window.webview().locator(`body.${kind}`).waitFor();
      await window.page.screenshot({ path: join(pictures, `${name}-${kind}.png`), animations: 'disabled' });
    }
  };

  before(async () => {
    workspace = newWorkspace();
    mkdirSync(file('.patchbay'), { recursive: true });
    const bindings = { 'help-desk': { connector: 'acme' } };
    writeFileSync(file('.patchbay/bindings.jsonc'), JSON.stringify({ version: 1, bindings }));
    writeFileSync(file('calls.mjs'), script);
    world().server.changeSettings({ 'terminal.integrated.gpuAcceleration': 'off' });
    ada = await newPerson();
    window = await ada.open({ folder: workspace });
    terminal = new TerminalPane(window);
    await window.openView('Patchbay');
    token = remember(await makeToken(world().acme.url, 'ada@acme.example', 'tokens'));
    await fillIn(window, {
      type: 'Personal access token',
      fields: { 'Personal access token': token },
      name: 'Ada’s desk',
    });
    await window.tree('Connections').row('Ada’s desk').waitFor();
    await window.closeTab('Add Connection');
  });
  after(() => ada.leave());

  it('says what will appear, before anything has', async () => {
    await window.run('Patchbay: Show Calls');
    const page = window.webview();
    await page.getByText('Nothing has used a connection in this window yet.').waitFor();
    await window.notifications.clear();
    await window.page.screenshot({ path: join(pictures, 'calls-empty.png'), animations: 'disabled' });
    await window.tree('Connections').contextAction('Ada’s desk', 'Open Details');
    await window.webview().getByText('Nothing has used it on this computer yet.').waitFor();
  });

  it('shows each call of a script as it ends, with method, path and status, and no query or key', async () => {
    await terminal.open();
    await window.notifications.press('May terminals and tasks', 'Allow in This Workspace');
    const before = await terminal.count();
    await window.notifications.press('New terminals and tasks can use', 'New Terminal');
    await terminal.opened(before);
    await call('first.txt');
    await window.tab('Calls').click();
    const page = window.webview();
    const rows = page.locator('tbody tr');
    await until('all are there', async () => (await rows.count()) === 5);
    const cells = async (row: number) =>
      (await rows.nth(row).locator('th, td').allTextContents()).map((text) => text.trim());
    const [time, ...first] = await cells(4);
    assert.match(time ?? '', /^\d\d?:\d\d:\d\d/);
    assert.deepEqual(
      first.slice(0, 5).map((text) => text.replace(/\s+/g, ' ')),
      [...['Ada’s desk', `terminals of ${workspace.split('/').at(-1)}`, 'GET', '/api/me', '200']],
    );
    assert.deepEqual(
      (await cells(1)).slice(3, 6).map((text) => text.replace(/\s+/g, ' ')),
      ['GET', '/api/nowhere', 'failed 404'],
    );
    assert.equal((await cells(0))[4], '/api/files/***');
    assert.equal((await cells(3))[4], '/api/tickets');
    await page.getByText('5 calls, 2 failed').waitFor();
  });

  it('goes on by itself, filters, and gives the trace id that a script complains about', async () => {
    await call('second.txt');
    const page = window.webview();
    await page.getByText('10 calls, 4 failed').waitFor();
    await page.getByRole('checkbox', { name: 'Failures only' }).check();
    await page.getByText('4 calls, 4 failed').waitFor();
    await page.getByRole('searchbox').fill('nowhere 404');
    await page.getByText('2 calls, 2 failed').waitFor();
    await page
      .getByRole('button', { name: /^Copy the trace id of GET \/api\/nowhere/ })
      .first()
      .press('Enter');
    await window.statusItem('Trace id copied.').waitFor();
    assert.match(await window.page.evaluate(() => navigator.clipboard.readText()), /^[0-9a-f]{32}$/);
    await page.getByRole('searchbox').fill('nothing such');
    await page.getByText('No call matches.').waitFor();
    await page.getByRole('button', { name: 'Show all calls' }).press('Enter');
    await page.getByText('10 calls, 4 failed').waitFor();
    await window.run('View: Toggle Panel Visibility');
    await inThemes('calls');
  });

  it('draws the use of the connection on its page, and leads to its calls', async () => {
    await until('it is counted', () => counted().length === 1, 10_000);
    const kept = JSON.parse(readFileSync(counted()[0] ?? '', 'utf8'));
    assert.deepEqual(Object.values(kept.days), [{ uses: 10, failed: 4 }]);
    // As if it had been used before.
    const before = lastDays(14, Date.now()).slice(2, 13);
    const days = before.map((date, index) => [date, { uses: index % 5 === 2 ? 0 : 3 + index, failed: index % 3 }]);
    writeFileSync(counted()[0] ?? '', JSON.stringify({ ...kept, days: { ...Object.fromEntries(days), ...kept.days } }));
    await window.tab('Ada’s desk').click();
    const page = window.webview();
    await page.getByText(totals).waitFor();
    const last = page.locator('.fact', { hasText: 'Last used' }).locator('dd');
    assert.match((await last.textContent()) ?? '', /(just now|minutes? ago) · terminals of \S+, failed \(404\)/);
    assert.match((await last.locator('span').first().getAttribute('title')) ?? '', /\d{4}/);
    assert.match(
      (await page.getByRole('img').getAttribute('aria-label')) ?? '',
      /^\d+ uses, \d+ failed in 14 days\. .+: 10 uses, 4 failed$/,
    );
    await inThemes('details-use');
    await page.getByRole('button', { name: 'Show calls' }).click();
    await window.webview().getByText('10 calls, 4 failed').waitFor();
    assert.equal(await window.webview().getByLabel('Connection').locator('option:checked').textContent(), 'Ada’s desk');
  });

  it('is known to the next window, without any secret on the disk', async () => {
    assert.deepEqual(scanForSecrets(usage(), [token]).findings, []);
    await window.reload();
    await window.openView('Patchbay');
    await window.tree('Connections').row('Ada’s desk').waitFor();
    await window.tree('Connections').contextAction('Ada’s desk', 'Open Details');
    await window.webview().getByText(totals).waitFor();
    await window.tree('Connections').contextAction('Ada’s desk', 'Show Calls');
    await window.webview().getByText('Nothing has used this connection in this window yet.').waitFor();
  });
});
