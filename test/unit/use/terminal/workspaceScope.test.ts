import assert from 'node:assert/strict';
import { join } from 'node:path';
import { WorkspaceScope } from '../../../../src/use/terminal/workspaceScope.ts';
import { servicing, tokenOf } from '../../../support/servicing.ts';
import { until } from '../../../support/until.ts';
import { testWindow } from '../../../support/window.ts';

describe('what the terminals of a workspace may use', () => {
  const world = servicing();
  const window = testWindow(() => world.parts);
  let directories: string[];
  let scope: WorkspaceScope;
  const seen = async () => {
    const lease = await window.service.lease(scope, 'terminals');
    const answer = await fetch(`${lease.url}/connections_/api/v1/Connections`, {
      headers: { authorization: `Bearer ${lease.bearer.reveal()}` },
    });
    return ((await answer.json()) as { name: string }[]).map(({ name }) => name).sort();
  };

  beforeEach(async () => {
    directories = [world.parts.workspace];
    await world.connect({ name: 'Ledger' }, tokenOf(world.token), 'Finance');
    scope = new WorkspaceScope(world.parts, window.bindings, () => directories);
    await scope.read();
  });
  afterEach(() => scope.dispose());

  it('is its shared folders, and of the Personal Workspace what a binding names', async () => {
    assert.deepEqual(await seen(), ['Ledger']);
    await window.bind({ desk: { connection: world.id } });
    await until('the name is known', () => scope.bindings.length > 0);
    assert.deepEqual(await seen(), ['Help desk', 'Ledger']);
    await window.bind({});
    await until('it is gone', () => scope.bindings.length === 0);
    assert.deepEqual(await seen(), ['Ledger']);
  });

  it('is nothing of another folder of the workspace', async () => {
    await window.bind({ desk: { connection: world.id } });
    directories = [`${world.parts.workspace}-beside`, join(world.parts.workspace, 'below')];
    await scope.read();
    assert.deepEqual([scope.bindings, scope.folders], [[], []]);
    assert.deepEqual(await seen(), []);
  });

  it('follows new folders with the same bearer', async () => {
    await world.connect({ name: 'Chat' }, tokenOf(world.token), 'Support');
    await until('the folder is known', () => scope.folders.length === 2);
    assert.deepEqual(await seen(), ['Chat', 'Ledger']);
  });

  it('stays as it was where nothing can be read', async () => {
    const before = [...scope.folders];
    window.bindings.all = () => Promise.reject(new Error('no disk'));
    await scope.read();
    assert.deepEqual(scope.folders, before);
  });
});
