import assert from 'node:assert/strict';
import { linkSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalState } from '../../../src/model/state.ts';
import { LocalStates } from '../../../src/storage/localStates.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const state: LocalState = {
  version: 1,
  generation: 3,
  storedAt: '2026-11-24T10:00:00Z',
  grant: { status: 'connected' },
  provider: { status: 'reachable' },
};

describe('LocalStates', () => {
  const directory = temporaryDirectory();
  const states = (domain = 'editor') => new LocalStates(directory.path, async () => domain);

  it('keeps a state, for this window and those that load it', async () => {
    const one = states();
    await one.set('a', state);
    assert.deepEqual(one.get('a'), state);
    const other = states();
    assert.equal(other.get('a'), undefined);
    await other.load();
    assert.deepEqual(other.get('a'), state);
  });

  it('changes a part of what is known, and nothing where nothing is', async () => {
    const one = states();
    await one.set('a', state);
    await one.patch('a', { grant: { status: 'needsSignIn', reason: 'expired' } });
    await one.patch('b', { generation: 9 });
    const other = states();
    await other.load();
    assert.deepEqual(other.get('a'), { ...state, grant: { status: 'needsSignIn', reason: 'expired' } });
    assert.equal(other.get('b'), undefined);
  });

  it('forgets, and says each change', async () => {
    const one = states();
    let changes = 0;
    one.onDidChange(() => changes++);
    await one.set('a', state);
    await one.remove('a');
    await one.remove('never there');
    await one.load();
    assert.equal(one.get('a'), undefined);
    assert.ok(changes >= 4);
  });

  it('knows what was learned while all was being read', async () => {
    const one = states();
    await one.set('id', state);
    const file = (id: string) => join(directory.path, 'state', 'editor', `${id}.json`);
    const text = JSON.stringify(state);
    // So many that reading them takes longer than what comes meanwhile.
    for (let index = 0; index < 8000; index++) linkSync(file('id'), file(`id-${index}`));
    let isRead = false;
    const reading = one.load().then(() => {
      isRead = true;
    });
    const learned: string[] = [];
    while (!isRead) {
      const id = `learned-${learned.length}`;
      await writeFile(file(id), text);
      await one.reread(id);
      learned.push(id);
    }
    await reading;
    assert.deepEqual(
      learned.filter((id) => !one.get(id)),
      [],
    );
  });

  it('leaves the states of another browser alone', async () => {
    await states('one').set('a', state);
    const other = states('two');
    await other.load();
    assert.equal(other.get('a'), undefined);
    await other.remove('a');
    assert.deepEqual(await readdir(join(directory.path, 'state/one')), ['a.json']);
  });

  it('takes what cannot be read for nothing, and leaves the file', async () => {
    const one = states();
    await one.set('a', state);
    const file = join(directory.path, 'state/editor/a.json');
    for (const text of ['', '{"version":1', 'null', '{"version":2,"grant":"?"}']) {
      await writeFile(file, text);
      await one.load();
      assert.equal(one.get('a'), undefined);
      assert.equal(await readFile(file, 'utf8'), text);
    }
  });
});
