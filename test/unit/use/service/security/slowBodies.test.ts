import assert from 'node:assert/strict';
import { once } from 'node:events';
import { json } from '../../../../support/localServer.ts';
import { answerOf, received, servicing } from '../../../../support/servicing.ts';
import { until } from '../../../../support/until.ts';

describe('the service, sent bodies that come slowly', () => {
  const world = servicing({ limits: { bodyMs: 300, bodyBytes: 100, providerMs: 1500, readerMs: 1000 } });

  it('ends one that stops, and lets go of the provider', async () => {
    const request = world.request(world.through('/upload'), { method: 'POST' });
    request.on('error', () => {});
    request.write('the beginning');
    const got = await received(await answerOf(request));
    assert.deepEqual([got.status, got.code, got.headers.connection], [408, 'PB808', 'close']);
    await until('the call is over', () => world.calls.length === 1);
    assert.equal(world.calls[0]?.problem, 'PB808');
  });

  it('ends one that trickles', async () => {
    const request = world.request(world.through('/upload'), { method: 'POST', headers: { 'content-length': 100_000 } });
    request.on('error', () => {});
    const trickle = setInterval(() => request.write('x'), 20);
    try {
      const got = await received(await answerOf(request));
      assert.deepEqual([got.status, got.code], [408, 'PB808']);
    } finally {
      clearInterval(trickle);
    }
  });

  it('lets one go on that keeps its pace, for longer than the span', async () => {
    world.provider.answer = ({ body }, response) => json(response, body.length);
    const request = world.request(world.through('/upload'), { method: 'POST' });
    const answer = answerOf(request);
    let sent = 0;
    await new Promise<void>((resolve) => {
      const steady = setInterval(() => {
        request.write('x'.repeat(100));
        sent += 100;
        if (sent < 3000) return;
        clearInterval(steady);
        resolve();
      }, 30);
    });
    request.end();
    assert.equal((await received(await answer)).json, 3000);
  });

  it('says of a provider that is silent that it is the provider', async () => {
    world.provider.answer = () => {};
    const got = await world.send(world.through('/me'), { method: 'POST', body: 'all of it' });
    assert.deepEqual([got.status, got.code], [504, 'PB809']);
  });

  it('breaks an answer off in which the provider stops', async () => {
    world.provider.answer = (_, response) => {
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write('the beginning');
    };
    const request = world.request(world.through('/me'));
    request.end();
    const answer = await answerOf(request);
    await assert.rejects(received(answer));
  });

  it('does not blame a caller whose provider does not take the body', async () => {
    const connection = await world.connectToServer((request) => request.pause());
    const request = world.request(world.through('/upload', connection), { method: 'POST' });
    request.on('error', () => {});
    const write = () => {
      while (request.write(Buffer.alloc(65_536)));
    };
    request.on('drain', write);
    write();
    const got = await received(await answerOf(request));
    assert.deepEqual([got.status, got.code], [504, 'PB809']);
  });

  it('ends an answer that nobody reads', async () => {
    world.provider.answer = (_, response) => {
      response.on('error', () => {});
      response.end(Buffer.alloc(64_000_000));
    };
    const request = world.request(world.through('/big'));
    request.on('error', () => {});
    request.end();
    const answer = await answerOf(request);
    answer.on('error', () => {});
    answer.pause();
    await until('the call is over', () => world.calls.length === 1, 10_000);
    assert.equal(world.calls[0]?.problem, 'PB817');
  });

  it('lets go of the provider when a caller goes away in the middle', async () => {
    let left = false;
    world.provider.answer = (_, response) => {
      response.write('the beginning');
      response.once('close', () => {
        left = true;
      });
    };
    const request = world.request(world.through('/stream'));
    request.on('error', () => {});
    request.end();
    const answer = await answerOf(request);
    await once(answer, 'data');
    request.destroy();
    await until('the provider is left alone', () => left);
  });

  it('sends no end of a body that its caller broke off', async () => {
    const request = world.request(world.through('/upload'), { method: 'POST', headers: { 'content-length': 1000 } });
    request.on('error', () => {});
    request.write('x'.repeat(500));
    await until('it is on its way', () => (request.socket?.bytesWritten ?? 0) > 500 && !request.socket?.connecting);
    request.destroy();
    await until('the call is over', () => world.calls.length === 1);
    assert.deepEqual([world.calls[0]?.status, world.calls[0]?.by], [0, 'terminal']);
  });
});
