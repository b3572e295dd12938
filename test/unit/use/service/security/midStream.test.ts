import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { removeConnection } from '../../../../../src/connections/remove.ts';
import { connectionRecord, put } from '../../../../support/connections.ts';
import { tenant } from '../../../../support/governed.ts';
import { remember } from '../../../../support/secrets.ts';
import { answerOf, received, servicing, tokenOf } from '../../../../support/servicing.ts';
import { until } from '../../../../support/until.ts';

describe('the service, when a connection changes in mid-stream', () => {
  const world = servicing();
  let answer: IncomingMessage;
  let provider: ServerResponse;
  let left = false;

  /** A request in the middle of whose answer the provider is. */
  const stream = async (id = world.id) => {
    left = false;
    world.provider.answer = (_, response) => {
      provider = response;
      response.once('close', () => {
        left = !response.writableFinished;
      });
      response.write('the beginning, ');
    };
    const request = world.request(world.through('/stream', id));
    request.end();
    answer = await answerOf(request);
    await once(answer, 'readable');
  };
  const rest = async () => {
    provider.end('the end');
    return (await received(answer)).text;
  };
  const broken = async () => {
    await assert.rejects(received(answer), 'a broken answer does not look like a whole one');
    await until('the provider is left alone', () => left);
  };
  const block = async () => {
    const policy = { ...tenant, guardrails: [{ id: 'closed', deny: ['use'], when: { connector: 'acme' } }] };
    await put(join(world.parts.root, 'policies', 'own.policy.jsonc'), policy);
    world.parts.policiesChanged();
  };

  it('lets it end where nothing changes, and where something else does', async () => {
    await stream();
    assert.equal(await rest(), 'the beginning, the end');
    await stream();
    const other = await world.connect({ name: 'Other' }, tokenOf(remember('provider-token-of-other')));
    await removeConnection(world.parts, other);
    assert.equal(await rest(), 'the beginning, the end');
  });

  it('breaks off when it is deleted, and sends no more', async () => {
    await stream();
    await removeConnection(world.parts, world.id);
    await broken();
    const before = world.provider.requests.length;
    assert.equal((await world.send(world.through('/me'))).code, 'PB803');
    assert.equal(world.provider.requests.length, before);
  });

  it('breaks off when its file goes by a pull', async () => {
    await stream();
    await rm(world.file());
    await world.parts.files.reload();
    await broken();
  });

  it('breaks off when a policy blocks it, and says so to the next', async () => {
    await stream();
    await block();
    await broken();
    const got = await world.send(world.through('/me'));
    assert.deepEqual([got.status, got.code], [403, 'PB650']);
    assert.equal((got.json as { code: string }).code, 'CNS3001');
    const listed = await world.send(`/api/v1/Connections/${world.id}`);
    assert.equal((listed.json as { state: string }).state, 'Disabled');
  });

  it('breaks off when its file names another address', async () => {
    await stream();
    const record = connectionRecord({ id: world.id, parameters: { siteUrl: 'http://127.0.0.1:1' } });
    await writeFile(world.file(), JSON.stringify(record));
    await world.parts.files.reload();
    await broken();
  });

  it('breaks off when it is moved to where the caller may not go', async () => {
    const bearer = world.service.issueBearer({ folders: ['personal'] }, 'terminal');
    world.bearer = bearer;
    await stream();
    const record = JSON.stringify(connectionRecord({ id: world.id, parameters: { siteUrl: world.provider.origin } }));
    await rm(world.file());
    await put(join(world.folder('Finance'), 'x.connection.jsonc'), record);
    await world.parts.files.reload();
    await broken();
  });

  it('goes on when it is signed in to anew: the same account, and the next request has the new token', async () => {
    await stream();
    const record = connectionRecord({
      id: world.id,
      parameters: { siteUrl: world.provider.origin },
    });
    await world.store(record, tokenOf(remember('provider-token-that-is-new')), 1);
    await world.parts.files.reload();
    assert.equal(await rest(), 'the beginning, the end');
    world.provider.answer = (_, response) => response.end();
    await world.send(world.through('/me'));
    assert.deepEqual(
      world.provider.requests.map(({ headers }) => headers.authorization),
      [`Bearer ${world.token}`, 'Bearer provider-token-that-is-new'],
    );
  });

  it('sends nothing when it is blocked before the provider is asked', async () => {
    let used = false;
    world.parts.activity.onDidUse(() => {
      used = true;
    });
    const ready = world.parts.vault.get.bind(world.parts.vault);
    world.parts.vault.get = async (id) => {
      const read = await ready(id);
      await block();
      await until('the call was ended', () => world.calls.length === 1);
      return read;
    };
    const got = await world.send(world.through('/me'));
    assert.deepEqual([got.status, got.code], [409, 'PB817']);
    // By the time that the provider has answered somebody else, ours would have come to it.
    await until('the credential was there', () => used);
    await fetch(`${world.provider.origin}/somebody-else`);
    await fetch(`${world.provider.origin}/somebody-else`);
    const seen = world.provider.requests.map(({ url }) => url.pathname);
    assert.deepEqual(seen, ['/somebody-else', '/somebody-else']);
  });
});
