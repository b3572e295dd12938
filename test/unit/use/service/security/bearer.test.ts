import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createService } from '../../../../../src/use/service/service.ts';
import { answerOf, servicing } from '../../../../support/servicing.ts';

describe('the service, asked without a bearer or with an old one', () => {
  const world = servicing();
  const refused = async (headers: Record<string, string | string[]>) => {
    for (const path of [
      '/api/v1/Connections',
      `/api/v1/Connections/${world.id}/token`,
      world.through('/me'),
      '/nothing',
    ]) {
      const got = await world.send(path, { bearer: '', headers });
      assert.deepEqual([got.status, got.code], [401, 'PB801'], path);
      assert.match(got.headers['www-authenticate'] ?? '', /^Bearer/);
    }
    assert.equal(world.provider.requests.length, 0);
  };

  it('refuses none', () => refused({}));

  it('refuses what is almost one', async () => {
    const bearer = world.bearer.reveal();
    const last = bearer.at(-1) === 'A' ? 'B' : 'A';
    for (const text of ['', 'x', bearer.slice(0, -1), `${bearer}A`, bearer.slice(0, -1) + last, bearer.toUpperCase()])
      await refused({ authorization: `Bearer ${text}` });
    for (const scheme of ['Basic', 'Token', 'BearerX', '']) await refused({ authorization: `${scheme} ${bearer}` });
    await refused({ authorization: `Bearer ${bearer} ${bearer}` });
  });

  it('takes it from nowhere else', async () => {
    const bearer = world.bearer.reveal();
    await refused({
      cookie: `authorization=Bearer ${bearer}`,
      'x-api-key': bearer,
      'proxy-authorization': `Bearer ${bearer}`,
    });
    const inQuery = await world.send(`/api/v1/Connections?access_token=${bearer}`, { bearer: '' });
    assert.equal(inQuery.status, 401);
  });

  it('refuses a second one beside a good one', async () => {
    const head = `GET /api/v1/Connections HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nConnection: close\r\n`;
    const good = `Authorization: Bearer ${world.bearer.reveal()}\r\n`;
    assert.match(await world.raw(`${head}${good}\r\n`), /^HTTP\/1\.1 200 /);
    assert.match(await world.raw(`${head}${good}Authorization: Bearer x\r\n\r\n`), /^HTTP\/1\.1 400 /);
  });

  it('refuses one that was revoked, and no other', async () => {
    const other = world.service.issueBearer({ everything: true }, 'window');
    assert.equal((await world.send('/api/v1/Connections')).status, 200);
    world.service.revoke(world.bearer);
    await refused({ authorization: `Bearer ${world.bearer.reveal()}` });
    assert.equal((await world.send('/api/v1/Connections', { bearer: other.reveal() })).status, 200);
  });

  it('breaks off what runs with one that is revoked', async () => {
    world.provider.answer = (_, response) => void response.write('the beginning');
    const request = world.request(world.through('/stream'));
    request.end();
    const answer = await answerOf(request);
    await once(answer, 'data');
    world.service.revoke(world.bearer);
    await assert.rejects(once(answer, 'end'), 'a broken answer does not look like a whole one');
  });

  it('refuses one of another window, or of the service before', async () => {
    const other = await createService(world.parts);
    const foreign = other.issueBearer({ everything: true }, 'terminal').reveal();
    await refused({ authorization: `Bearer ${foreign}` });
    await other.close();
  });

  it('shows it nowhere but to whom it was issued, and gives it to no provider', async () => {
    await world.send(world.through('/me'), { headers: { 'x-other': 'kept' } });
    const [seen] = world.provider.requests;
    assert.equal(seen?.headers['x-other'], 'kept');
    assert.equal(seen?.headers.authorization, `Bearer ${world.token}`);
    assert.ok(!JSON.stringify(seen).includes(world.bearer.reveal()));
    await world.parts.audit.flush();
    const lines = JSON.stringify([await world.parts.audit.latest(100), world.parts.logged, world.calls]);
    assert.ok(lines.includes(world.id) && !lines.includes(world.bearer.reveal()));
    assert.ok(!String(world.bearer).includes(world.bearer.reveal()));
  });
});
