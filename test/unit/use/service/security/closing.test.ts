import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { createService } from '../../../../../src/use/service/service.ts';
import { answerOf, received, servicing } from '../../../../support/servicing.ts';
import { until } from '../../../../support/until.ts';

describe('the service, when the editor closes', () => {
  const world = servicing();

  it('breaks off all that runs, lets go of the provider, and frees its port', async () => {
    let left = 0;
    world.provider.answer = (_, response) => {
      response.once('close', () => left++);
      response.write('the beginning');
    };
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const request = world.request(world.through('/stream'));
        request.end();
        const answer = await answerOf(request);
        await once(answer, 'readable');
        return answer;
      }),
    );
    const ended = Promise.allSettled(answers.map(received));
    await world.service.close();
    assert.ok(
      (await ended).every(({ status }) => status === 'rejected'),
      'no broken answer looks like a whole one',
    );
    await until('the provider is left alone', () => left === 20);
    await until('all are told', () => world.calls.length === 20);
    await assert.rejects(world.send('/api/v1/Connections'), { code: 'ECONNREFUSED' });
  });

  it('sends nothing of a request that has not gone out yet', async () => {
    const get = world.parts.vault.get.bind(world.parts.vault);
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const { promise: closed, resolve: go } = Promise.withResolvers<void>();
    world.parts.vault.get = async (id) => {
      resolve();
      await closed;
      return get(id);
    };
    const sending = world.send(world.through('/me')).catch(() => undefined);
    await asked;
    await world.service.close();
    go();
    await sending;
    await until('it is told', () => world.calls.length === 1);
    assert.equal(world.provider.requests.length, 0);
  });

  it('ends connections that ask for nothing', async () => {
    const idle = net.connect(world.port, '127.0.0.1');
    await once(idle, 'connect');
    await world.send('/api/v1/Connections');
    const closed = once(idle, 'close');
    await world.service.close();
    await closed;
  });

  it('knows none of its bearers after that, and closes twice without harm', async () => {
    await world.service.close();
    await world.service.close();
    const next = await createService(world.parts);
    const bearer = next.issueBearer({ everything: true }, 'terminal').reveal();
    const status = async (text: string) =>
      (await fetch(`${next.url}/api/v1/Connections`, { headers: { authorization: `Bearer ${text}` } })).status;
    assert.deepEqual([await status(bearer), await status(world.bearer.reveal())], [200, 401]);
    await next.close();
  });

  it('does not keep listening to changes', async () => {
    await world.service.close();
    await world.parts.files.reload();
    world.parts.policiesChanged();
    await world.parts.governance.table();
    assert.deepEqual(world.parts.logged, []);
  });
});
