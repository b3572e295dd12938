import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../../../src/model/secret.ts';
import { TaskInputs } from '../../../../src/use/terminal/taskInputs.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing } from '../../../support/servicing.ts';
import { until } from '../../../support/until.ts';
import { testWindow } from '../../../support/window.ts';

describe('inputs of tasks and launch configurations', () => {
  const world = servicing();
  const window = testWindow(() => world.parts);
  let inputs: TaskInputs;
  const status = async (url: string, bearer: string) =>
    (await fetch(`${url}/me`, { headers: { authorization: `Bearer ${bearer}` } })).status;

  beforeEach(async () => {
    await window.bind({ desk: { connection: world.id }, other: { connection: world.id } });
    inputs = new TaskInputs(world.parts, window);
  });

  it('gives an address and a bearer with which a request goes to the application', async () => {
    const [url, bearer] = [await inputs.url('desk'), await inputs.bearer(['desk'])];
    assert.equal(await status(url, bearer), 200);
    assert.equal(world.provider.requests[0]?.headers.authorization, `Bearer ${world.token}`);
    assert.ok(!bearer.includes(world.token));
  });

  it('gives one bearer for the same names, which is good for no other', async () => {
    const bearer = await inputs.bearer(['desk']);
    assert.equal(await inputs.bearer(['desk', 'desk']), bearer);
    assert.notEqual(await inputs.bearer(['other', 'desk']), bearer);
    assert.equal(await status(await inputs.url('other'), bearer), 404);
  });

  it('takes bearers back, and gives others after that', async () => {
    const [url, bearer] = [await inputs.url('desk'), await inputs.bearer(['desk'])];
    inputs.end();
    await until('it is over', async () => (await status(url, bearer)) === 401);
    assert.equal(await status(url, await inputs.bearer(['desk'])), 200);
  });

  it('gives the token that the application gave, and says who asked', async () => {
    const token = remember('access-token-of-a-test');
    await window.bind({ oauth: { connection: await oauth(token) } });
    assert.equal(await inputs.token('oauth'), token);
    await world.parts.audit.flush();
    const files = await readdir(world.parts.root, { recursive: true });
    const lines = files
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(world.parts.root, name)));
    assert.match(lines.join(''), /"by":"task or launch"/);
    assert.ok(!lines.join('').includes(token));
  });

  it('says in the service’s words why there is no token', async () => {
    await assert.rejects(inputs.token('desk'), { code: 'PB810' });
  });

  it('knows names alone, and none in a workspace that is not trusted', async () => {
    await assert.rejects(inputs.url('desks'), { code: 'PB750' });
    await assert.rejects(inputs.bearer([world.id]), { code: 'PB750' });
    world.parts.trusted = false;
    for (const asked of [inputs.url('desk'), inputs.bearer(['desk']), inputs.token('desk')])
      await assert.rejects(asked, { code: 'PB111' });
  });

  const oauth = (token: string) =>
    world.connect(
      { name: 'OAuth', authType: 'oauth2' },
      { kind: 'oauth', accessToken: new Secret(token), scopes: [], expiresAt: Date.now() + 3_600_000 },
    );
});
