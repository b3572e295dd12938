import assert from 'node:assert/strict';
import { GivenFolders, type PlainFolder } from '../../../../src/use/terminal/givenFolders.ts';
import type { Address } from '../../../../src/use/variables.ts';
import { servicing } from '../../../support/servicing.ts';
import { testWindow } from '../../../support/window.ts';

describe('what the terminals of each workspace folder are given', () => {
  const world = servicing();
  const window = testWindow(() => world.parts);
  let given: GivenFolders<PlainFolder>;
  const folder = (name: string): PlainFolder => {
    const fsPath = `${world.parts.workspace}/${name}`;
    return { name, uri: { fsPath, toString: () => `file://${fsPath}` } };
  };
  const status = async ({ url, bearer }: Address) =>
    (
      await fetch(`${url}/connections_/api/v1/Connections`, {
        headers: { authorization: `Bearer ${bearer.reveal()}` },
      })
    ).status;
  const leaseOf = (name: string) =>
    given.all.find(({ folder }) => folder.name === name)?.lease ?? assert.fail(`nothing for ${name}`);
  /** From now on only so many bearers are given. @returns those that are alive. */
  const onlyGive = (most: number) => {
    const alive = new Set<unknown>();
    const lease = window.service.lease.bind(window.service);
    let count = 0;
    window.service.lease = async (scope, label) => {
      if (++count > most) throw new Error('no more');
      const one = await lease(scope, label);
      alive.add(one);
      const dispose = () => {
        alive.delete(one);
        one.dispose();
      };
      return { ...one, dispose };
    };
    return alive;
  };

  beforeEach(() => {
    given = new GivenFolders({ parts: world.parts, bindings: window.bindings, service: window.service });
  });
  afterEach(() => given.dispose());

  it('stays for folders that stay, and ends for those that go', async () => {
    await given.fill([folder('a'), folder('b')]);
    const [a, b] = [leaseOf('a'), leaseOf('b')];
    await given.fill([folder('c'), folder('b')]);
    assert.equal(leaseOf('b'), b);
    assert.deepEqual([await status(a), await status(b), await status(leaseOf('c'))], [401, 200, 200]);
  });

  it('is another after it is renewed, and the caller ends what was before', async () => {
    await given.fill([folder('a'), folder('b')]);
    const a = leaseOf('a');
    const [, before] = await Promise.all([given.fill([folder('a')]), given.renew()]);
    assert.deepEqual(before, [a]);
    assert.notEqual(leaseOf('a'), a);
    assert.deepEqual([await status(a), await status(leaseOf('a'))], [200, 200]);
    for (const lease of before) lease.dispose();
    assert.deepEqual([await status(a), await status(leaseOf('a'))], [401, 200]);
  });

  it('stays as it was, and nothing is left, where one of them cannot be given', async () => {
    await given.fill([folder('a'), folder('b')]);
    const all = given.all;
    const alive = onlyGive(1);
    await assert.rejects(given.fill([folder('a'), folder('c'), folder('d')]), /no more/);
    assert.equal(alive.size, 0);
    await assert.rejects(given.renew(), /no more/);
    assert.deepEqual([given.all, alive.size], [all, 0]);
    for (const { lease } of all) assert.equal(await status(lease), 200);
  });

  it('ends with it all, also where it comes too late', async () => {
    const alive = onlyGive(10);
    await given.fill([folder('a')]);
    const late = given.fill([folder('a'), folder('b')]);
    given.dispose();
    await late;
    assert.deepEqual([given.all, alive.size], [[], 0]);
  });
});
