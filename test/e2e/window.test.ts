import assert from 'node:assert/strict';
import { newPerson, world } from './world.ts';

describe('a window with Patchbay', () => {
  it('shows the connections of the workspace in its side bar', async () => {
    const window = await (await newPerson()).open();
    await window.openView('Patchbay');
    const tree = window.tree('Connections');
    await tree.row('Personal Workspace').waitFor();
    await tree.row('Finance').waitFor();
  });

  it('keeps secrets when it is reloaded', async () => {
    const answer = await fetch(new URL('/mint-key', world().server.url), { method: 'POST' });
    assert.equal((await answer.arrayBuffer()).byteLength, 32);
  });
});
