import assert from 'node:assert/strict';
import { newIdentity } from '../../../../src/storage/seal.ts';
import { AccessWaits } from '../../../../src/views/tree/accessWaits.ts';
import { rotateMark, sharingContext, waitMark } from '../../../../src/views/tree/sharingMark.ts';
import { connectionRecord, put } from '../../../support/connections.ts';
import { governedWorld } from '../../../support/governed.ts';

describe('who waits for access, in the tree', () => {
  const world = governedWorld();
  let waits: AccessWaits;
  const keys = new Map<string, string>();
  const key = (name: string) => keys.get(name) as string;
  before(async () => {
    for (const name of ['tester', 'zed', 'yan', 'xen']) keys.set(name, (await newIdentity()).publicKey);
  });

  const people = (...names: string[]) => ({
    version: 1,
    people: names.map((name) => ({ user: `${name}@acme.example`, keys: [key(name)] })),
  });
  const sealed = (...names: string[]) => ({
    ...{
      kind: 'sealed',
      sealed: 'x',
      sealedBy: 'tester@acme.example',
      sealedAt: '2026-11-24T10:00:00Z',
      signature: 's',
    },
    recipients: names.map(key),
  });
  const roles = (administrator: string) =>
    put(`${world.finance()}/folder.jsonc`, {
      version: 1,
      roles: { 'Folder Administrator': [administrator], 'Automation User': ['zed@acme.example', 'yan@acme.example'] },
    });

  beforeEach(async () => {
    await roles('tester@acme.example');
    await put(world.place('members.jsonc'), people('tester', 'zed', 'yan', 'xen'));
    await put(
      `${world.finance()}/x.connection.jsonc`,
      connectionRecord({ connector: 'acme', authType: 'apiKey', credential: sealed('tester') as never }),
    );
    await world.changed();
    await world.parts.governance.reread();
    waits = new AccessWaits(world.parts);
  });
  afterEach(() => waits.dispose());

  it('counts those who have a role and a key, and to whom nothing is sealed', async () => {
    let fired = 0;
    waits.onDidChange(() => fired++);
    await waits.look();
    assert.deepEqual([waits.in(world.shared()), waits.in('personal')], [2, 0]);
    await waits.look();
    assert.equal(fired, 1, 'the same again is no change');
  });

  it('tells it to nobody who cannot let them in, and not in a workspace that is not trusted', async () => {
    await roles('ana@acme.example');
    await world.changed();
    await world.parts.governance.reread();
    await waits.look();
    assert.equal(waits.in(world.shared()), 0);
    await roles('tester@acme.example');
    world.parts.trusted = false;
    await world.parts.governance.reread();
    await waits.look();
    assert.equal(waits.in(world.shared()), 0);
  });

  it('says it in words, and marks what must be replaced', () => {
    assert.deepEqual([waitMark(0), waitMark(1), waitMark(2)], [undefined, '1 waits for access', '2 wait for access']);
    const rotate = { since: '2026-11-24T10:00:00Z', because: 'x' };
    assert.equal(rotateMark({ credential: { kind: 'sealed', rotate } }), 'rotate now');
    assert.equal(rotateMark({ credential: { kind: 'sealed' } }), undefined);
    assert.equal(sharingContext({ credential: { kind: 'sealed', rotate } }), '.shared.sealed.rotate');
    assert.equal(sharingContext({ credential: { kind: 'eachMember' } }), '.shared');
    assert.equal(sharingContext({ credential: { kind: 'vault' } }), '');
  });
});
