import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../editor/paths.ts';
import { makeToken } from '../support/acmeBrowser.ts';
import { newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { fillIn } from './addByPanel.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

/** An extension calls tools as an agent's loop does; the editor asks the person, and starts MCP servers, as it does for one. */
describe('agents in a real window', () => {
  let workspace: string;
  let ada: Person;
  let window: Workbench;
  const connection = 'Desk of Ada';
  const asAda = (path: string) =>
    world()
      .acme.records.snapshot()
      .api.filter((one) => one.path === path && one.account === 'ada@acme.example' && one.status < 300).length;

  before(async () => {
    workspace = newWorkspace();
    mkdirSync(join(workspace, '.patchbay'), { recursive: true });
    const bindings = { 'help-desk': { connector: 'acme' } };
    writeFileSync(join(workspace, '.patchbay', 'bindings.jsonc'), JSON.stringify({ version: 1, bindings }));
    // The editor's own commands for MCP servers come with its chat, which tests go without elsewhere.
    world().server.changeSettings({ 'chat.disableAIFeatures': false });
    ada = await newPerson();
    window = await ada.open({ folder: workspace });
    await window.openView('Patchbay');
    const token = remember(await makeToken(world().acme.url, 'ada@acme.example', 'tokens'));
    await fillIn(window, {
      type: 'Personal access token',
      fields: { 'Personal access token': token },
      name: connection,
    });
    await window.tree('Connections').row(connection).waitFor();
    await window.closeTab('Add Connection');
  });
  beforeEach(() => window.notifications.clear());
  after(async () => {
    world().server.changeSettings({ 'chat.disableAIFeatures': true });
    await ada.leave();
  });

  /** Asks for an MCP server of ours to be started. */
  const start = async (verb: 'Start Server' | 'Stop Server', server = connection) => {
    await window.run('MCP: List Servers');
    await window.quickInput.pick(server);
    await window.quickInput.pick(verb);
  };

  /** What the editor writes down of a server; it shows that by itself, which takes the keys from whatever is open. */
  const said = async (server: string, words: string) => {
    const lines = window.page.locator('.view-line');
    await lines
      .filter({ hasText: new RegExp(`Starting server ${server}`.replaceAll(' ', '\\s')) })
      .first()
      .waitFor();
    await lines
      .filter({ hasText: new RegExp(words.replaceAll(' ', '\\s')) })
      .first()
      .waitFor();
  };
  /** The editor may ask before a tool of an MCP server runs. */
  const confirmIfAsked = async () => {
    const yes = window.dialogButton('Yes');
    await yes.or(window.notifications.message('Agent ')).first().waitFor();
    if (await yes.isVisible()) await yes.click();
  };

  it('send nothing where the person says no, and what they saw where they say yes', async () => {
    const before = asAda('/api/me');
    await window.run('Agent: Ask the Help Desk Who I Am');
    const question = window.dialog();
    await question.getByText('Send this request to Acme (demo) as ada@acme.example?').waitFor();
    await question.getByText(`GET ${world().acme.url}/api/me`).waitFor();
    await question.getByText(`Through the connection “${connection}”`).waitFor();
    // The credential is not the agent's to say.
    assert.equal(await question.getByText('Bearer mine').count(), 0);
    await ada.takePictures('agent-question');
    await window.dialogButton('Cancel').click();
    await window.notifications.message('Agent got nothing: Cancel').waitFor();
    assert.equal(asAda('/api/me'), before);

    await window.run('Agent: Ask the Help Desk Who I Am');
    await window.dialogButton('Yes').click();
    await window.notifications.message(/Agent was told: .*200.*ada@acme\.example/).waitFor();
    assert.equal(asAda('/api/me'), before + 1);
  });

  it('are told what the application refuses: this token may not write', async () => {
    await window.run('Agent: Create a Ticket');
    await window.dialog().getByText('"title": "By an agent"').waitFor();
    await window.dialogButton('Yes').click();
    await window.notifications.message(/Agent was told: .*"status": 403.*tickets:write/).waitFor();
  });

  it('use the MCP server of an application once they may, and no longer when that is taken back', async () => {
    await start('Start Server');
    const question = window.dialog();
    await question.getByText(`Let agents use “${connection}” through the MCP server of Acme (demo)?`).waitFor();
    await question.getByText('They never see its token.').waitFor();
    await ada.takePictures('agent-mcp-question');
    await window.dialogButton('Allow').click();
    await said(connection, 'Discovered 2 tools');
    await window.run('Agent: Ask the MCP Server Who I Am');
    await confirmIfAsked();
    await window.notifications.message(/Agent was told: .*ada@acme\.example/).waitFor();

    await window.run('Patchbay: Manage Access of Extensions and Agents…');
    await window.quickInput.shown('Choose an answer to change');
    await window.quickInput.pick(connection);
    await window.quickInput.pick('Revoke for Good');
    await window.quickInput.shown('Choose an answer to change');
    await window.quickInput.cancel();
    const before = asAda('/mcp');
    await window.notifications.clear();
    await window.run('Agent: Ask the MCP Server Who I Am');
    await confirmIfAsked();
    await window.notifications.message('Agent got nothing').waitFor();
    assert.equal(asAda('/mcp'), before);
  });

  it('start what the helper wrote into mcp.json, which has no secret', async () => {
    // What `npx patchbay` runs where the package is installed.
    const bin = join(workspace, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(join(repository, 'dist', 'cli.js'), join(bin, 'patchbay'));
    await window.tree('Connections').contextAction(connection, 'Add to mcp.json…');
    await window.quickInput.shown('What is an agent to start?');
    await window.quickInput.pick('The MCP server of Acme (demo)');
    await window.tab('mcp.json').waitFor();
    await window.notifications.press('finds this window as terminals do', 'Allow in This Workspace');
    const written = JSON.parse(readFileSync(join(workspace, '.vscode', 'mcp.json'), 'utf8'));
    const args = ['--no', '--', 'patchbay', 'mcp', 'help-desk'];
    assert.deepEqual(written, { servers: { 'help-desk': { type: 'stdio', command: 'npx', args } } });
    const before = asAda('/mcp');
    await start('Start Server', 'help-desk');
    await said('help-desk', 'Discovered 2 tools');
    assert.ok(asAda('/mcp') > before);
    await ada.takePictures('agent-mcp-json');
    await start('Stop Server', 'help-desk');
    await said('help-desk', 'Connection state: Stopped');
  });
});
