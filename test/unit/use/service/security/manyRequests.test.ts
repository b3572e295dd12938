import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { repository } from '../../../../editor/paths.ts';
import { answerOf, received, servicing } from '../../../../support/servicing.ts';
import { until } from '../../../../support/until.ts';

const worker = join(repository, 'test', 'support', 'workers', 'parallelRequests.ts');

describe('the service, asked 10,000 times at once', () => {
  const world = servicing({ limits: { concurrent: 200 } });

  it('answers as many as it can, asks the others to come again, and is as before', async function () {
    this.timeout(60_000);
    let running = 0;
    let most = 0;
    world.provider.answer = (_, response) => {
      most = Math.max(most, ++running);
      setTimeout(() => {
        running--;
        response.end('done');
      }, 20);
    };
    const url = `${world.service.url}${world.through('/me')}`;
    const child = spawn(process.execPath, [worker, url, '10000'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(world.bearer.reveal());
    const { found, retryAfter } = JSON.parse(await text(child.stdout));
    assert.deepEqual(Object.keys(found).sort(), ['200', '503'], JSON.stringify(found));
    assert.equal(found[200] + found[503], 10_000);
    assert.equal(retryAfter, found[503]);
    assert.ok(found[200] >= 200 && most <= 200, `${found[200]} answered, at most ${most} at once`);
    assert.equal(world.provider.requests.length, found[200]);
    await until('all are told', () => world.calls.length === 10_000);
    const after = await world.send(world.through('/me'));
    assert.deepEqual([after.status, after.text], [200, 'done']);
  });

  it('counts nobody who was not let in', async () => {
    world.provider.answer = () => {};
    const busy = Array.from({ length: 199 }, () => {
      const request = world.request(world.through('/stream'));
      request.on('error', () => {});
      request.end();
      return request;
    });
    await until('all are there', () => world.provider.requests.length === 199);
    const strangers = Array.from({ length: 300 }, () => world.send('/api/v1/Connections', { bearer: 'x' }));
    assert.ok((await Promise.all(strangers)).every(({ status }) => status === 401));
    assert.equal((await world.send('/api/v1/Connections')).status, 200, 'the last place is free');
    const last = world.request(world.through('/stream'));
    last.on('error', () => {});
    last.end();
    await until('it is full', () => world.provider.requests.length === 200);
    const refused = await world.send('/api/v1/Connections');
    assert.deepEqual([refused.status, refused.code, refused.headers['retry-after']], [503, 'PB806', '1']);
    busy[0]?.destroy();
    await until('a place is free again', async () => (await world.send('/api/v1/Connections')).status === 200);
    for (const request of [...busy, last]) request.destroy();
  });

  it('closes a body that comes with a request that is not let in', async () => {
    const request = world.request('/api/v1/Connections', { method: 'POST', bearer: 'x' });
    request.on('error', () => {});
    request.write('the beginning of something long');
    const got = await received(await answerOf(request));
    assert.deepEqual([got.status, got.headers.connection], [401, 'close']);
  });
});
