import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { governedAcme, ownApp } from '../../support/governedAcme.ts';
import { json, localServer } from '../../support/localServer.ts';
import { quietly } from '../../support/testParts.ts';

/** A connection's file may come with a repository: what policies give does not go where only it says. */
describe('secrets of policies', () => {
  const world = governedAcme();
  const elsewhere = localServer();
  const { byoa, create, withSecret, sealed, personal, own } = world;
  const again = (id: string) => reconnectConnection(world.parts, id, { values: {} }, quietly());

  /** A shared connection, made by a policy's app; then a pull brings another address. */
  async function moved(): Promise<string> {
    const { id, file } = await create(byoa({}, { folder: world.shared() }));
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(world.acme().url, elsewhere().origin));
    await world.parts.files.reload();
    return id;
  }

  it('go to an address that only a file of the repository names after a person confirmed it, and not before', async () => {
    await personal(withSecret({ sealed: await sealed() }));
    elsewhere().answer = (_, response) => json(response, {});
    const id = await moved();
    let confirms = false;
    const asked: string[] = [];
    world.parts.confirmHosts = async (_, hosts) => {
      asked.push(...hosts);
      return confirms;
    };
    await assert.rejects(again(id), { code: 'PB409' });
    assert.deepEqual([elsewhere().requests, asked], [[], [elsewhere().origin]]);
    confirms = true;
    await assert.rejects(again(id), { code: 'PB404' });
    assert.notDeepEqual(elsewhere().requests, []);
  });

  it('go without a question where the policy of the person names the address', async () => {
    const clientId = { value: ownApp.clientId, locked: true };
    const clientSecret = { sealed: await sealed(), hidden: true };
    await personal(own({ clientId, clientSecret, siteUrl: { allowed: [world.acme().url] } }));
    world.parts.confirmHosts = async () => assert.fail('somebody was asked');
    const { id } = await create(byoa({}, { folder: world.shared() }));
    await again(id);
  });

  it('go without a question where the person keeps the connection', async () => {
    await personal(withSecret({ sealed: await sealed() }));
    world.parts.confirmHosts = async () => assert.fail('somebody was asked');
    await again((await create(byoa())).id);
  });
});
