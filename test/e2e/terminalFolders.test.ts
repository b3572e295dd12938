import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newDirectory } from '../support/run.ts';
import { until } from '../support/until.ts';
import { TerminalPane } from './terminalPane.ts';
import { newPerson, world } from './world.ts';

/** Each folder of a workspace has what its own files name. */
describe('terminals in a workspace of several folders', () => {
  const names = ['one', 'two'] as const;

  it('have a bearer for each folder, for its own connections alone', async () => {
    const directory = newDirectory('f');
    for (const [index, name] of names.entries()) {
      const own = join(directory, name, '.patchbay', 'folders', `Shared ${name}`);
      mkdirSync(own, { recursive: true });
      const record = { version: 1, name: `of ${name}`, connector: 'github', authType: 'pat' };
      const id = `4d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f1${index}`;
      writeFileSync(join(own, 'it.connection.jsonc'), JSON.stringify({ ...record, id }));
      const bindings = { version: 1, bindings: { [`name-${name}`]: { connection: id } } };
      writeFileSync(join(directory, name, '.patchbay', 'bindings.jsonc'), JSON.stringify(bindings));
    }
    const workspace = join(directory, 'both.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: names.map((path) => ({ path })) }));
    // So that a test can read what is written in it.
    world().server.changeSettings({ 'terminal.integrated.gpuAcceleration': 'off' });
    const person = await newPerson();
    const window = await person.open({ folder: workspace });
    await window.openView('Patchbay');
    await window.run('Patchbay: Connections in Terminals…');
    await window.quickInput.pick('On');
    await window.notifications.message('New terminals and tasks can use').waitFor();
    await window.notifications.clear();

    const terminal = new TerminalPane(window);
    const seen: Record<string, string[]> = {};
    const bearers = new Set<string>();
    for (const name of names) {
      const before = await terminal.count();
      await window.run('Terminal: Create New Terminal');
      await window.quickInput.pick(name);
      await terminal.opened(before);
      const file = join(directory, `${name}.txt`);
      await terminal.type(`echo $PATCHBAY_URL $PATCHBAY_TOKEN > ../${name}.txt`);
      await until('it is written', () => existsSync(file) && readFileSync(file, 'utf8').trim() !== '');
      const [url, bearer = ''] = readFileSync(file, 'utf8').trim().split(' ');
      const headers = { authorization: `Bearer ${bearer}` };
      const answer = await fetch(`${url}/connections_/api/v1/Connections`, { headers });
      seen[name] = ((await answer.json()) as { name: string }[]).map((one) => one.name);
      bearers.add(bearer);
    }
    assert.deepEqual(seen, { one: ['of one'], two: ['of two'] });
    assert.equal(bearers.size, 2);
  });
});
