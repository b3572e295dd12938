import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/model/event.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { KnownSessions } from '../../../../src/use/api/authentication/known.ts';
import { ConnectionSessions } from '../../../../src/use/api/authentication/sessions.ts';
import { Consents } from '../../../../src/use/api/consents.ts';
import { Sessions } from '../../../../src/use/api/session.ts';
import type { Bindings } from '../../../../src/use/bindings/bindings.ts';
import { CallLog } from '../../../../src/use/seen/callLog.ts';
import { ofService } from '../../../../src/use/seen/ofService.ts';
import { TaskInputs } from '../../../../src/use/terminal/taskInputs.ts';
import { MapMemory, ScriptedPerson, testCaller } from '../../../support/extensions.ts';
import { json } from '../../../support/localServer.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing } from '../../../support/servicing.ts';
import { testWindow } from '../../../support/window.ts';

describe('every way in which code uses a connection is seen', () => {
  const world = servicing();
  const window = testWindow(() => world.parts);
  let calls: CallLog;
  const seen = async () =>
    (await calls.recent()).map(({ at, number, durationMs, traceId, ...call }) => {
      assert.ok(durationMs >= 0 && at <= Date.now() && number > 0);
      return call;
    });
  const oauth = (token: string) =>
    world.connect({ name: 'OAuth', authType: 'oauth2' }, {
      kind: 'oauth',
      accessToken: new Secret(token),
      tokenType: 'Bearer',
      scopes: [],
      expiresAt: Date.now() + 9e6,
    } as never);

  beforeEach(() => {
    calls = new CallLog(world.parts.usage);
    window.service.onCall((call) => calls.record(ofService(call)));
  });

  it('by the local service: requests, checks, tokens of task inputs, and who was not let in', async () => {
    const token = remember('access-token-that-a-task-gets');
    const id = await oauth(token);
    await window.bind({ desk: { connection: id } });
    const lease = await window.service.lease({ bindings: ['desk'] }, 'terminals of here');
    const get = (path: string, bearer = lease.bearer.reveal()) =>
      fetch(lease.url + path, { headers: { authorization: `Bearer ${bearer}` } });
    world.provider.answer = (request, response) =>
      json(response, {}, request.url.pathname.endsWith('/none') ? 404 : 200);
    await (await get('/elements_/v3/element/instances/desk/me?key=secret')).text();
    await (await get('/elements_/v3/element/instances/desk/none')).text();
    await (await get('/elements_/v3/element/instances/desk/me', 'wrong')).text();
    await (await get('/connections_/api/v1/Connections/desk/ping')).text();
    const inputs = new TaskInputs(world.parts, window);
    assert.equal(await inputs.token('desk'), token);
    const about = { connection: id, by: 'terminals of here', method: 'GET' };
    assert.deepEqual(await seen(), [
      { ...about, what: 'request', path: '/me', status: 200 },
      { ...about, what: 'request', path: '/none', status: 404 },
      {
        ...{ by: '', what: 'request', method: 'GET', path: '/elements_/v3/element/instances/desk/me', status: 401 },
        problem: 'PB801',
      },
      { ...about, what: 'check', path: '/connections_/api/v1/Connections/desk/ping', status: 200 },
      {
        ...{ connection: id, by: 'task or launch', method: 'GET', what: 'token', status: 200 },
        path: '/connections_/api/v1/Connections/desk/token',
      },
    ]);
    const { days, last } = await (await world.parts.usage()).of(id);
    assert.deepEqual([Object.values(days), last?.by], [[{ uses: 4, failed: 1 }], 'task or launch']);
    assert.ok(!JSON.stringify(await calls.recent()).includes(token));
  });

  it('and a question about one is seen, and is no use of it', async () => {
    const connection = await oauth(remember('access-token-that-nobody-asks-for'));
    const lease = await window.service.lease({ connections: [connection] }, 'a test');
    const paths = [
      `/connections_/api/v1/Connections/${connection}`,
      '/connections_/api/v1/Connectors/acme/connection',
      `/elements_/v3/element/instances/${connection}/elements/acme/objects/ticket/metadata`,
    ];
    const headers = { authorization: `Bearer ${lease.bearer.reveal()}` };
    for (const path of paths) await (await fetch(lease.url + path, { headers })).text();
    assert.deepEqual(
      (await seen()).map(({ what, connection: about, status }) => [what, about === connection, status]),
      [
        ['question', true, 200],
        ['question', true, 200],
        ['question', true, 404],
      ],
    );
    assert.deepEqual(await (await world.parts.usage()).of(connection), { days: {} });
  });

  it('by an extension: a token handed out has no path, a request has its status, and one not let in counts nowhere', async () => {
    const person = new ScriptedPerson();
    const bindings = {
      resolve: async () => world.parts.files.connection(world.id),
      onDidChange: new Emitter<void>().event,
    };
    const consents = new Consents(new MapMemory());
    const sessions = new Sessions({ parts: world.parts, consents, bindings, calls, person: async () => person });
    const session = sessions.session(testCaller('acme.counter'), () => true);
    await assert.rejects(session.getAccessToken(world.id, { silent: true }), { code: 'PB834' });
    world.provider.answer = (_, response) => json(response, {}, 503);
    await session.getAccessToken(world.id);
    await session.fetch(world.id, `${world.provider.origin}/tickets?token=${world.token}`, { method: 'post' });
    await assert.rejects(session.fetch(world.id, 'https://elsewhere.example/x'), { code: 'PB405' });
    sessions.dispose();
    const about = { connection: world.id, by: 'acme.counter' };
    assert.deepEqual(await seen(), [
      { ...about, what: 'token' },
      { ...about, what: 'request', method: 'POST', path: '/tickets', status: 503 },
      { ...about, what: 'request', method: 'GET', path: '/x', problem: 'PB405' },
    ]);
    assert.deepEqual(Object.values((await (await world.parts.usage()).of(world.id)).days), [{ uses: 3, failed: 2 }]);
  });

  it('by the editor’s own sessions', async () => {
    const bindings = { named: async () => [], onDidChange: new Emitter<void>().event } as unknown as Bindings;
    const known = new KnownSessions(new MapMemory());
    const person = async () => new ScriptedPerson();
    const sessions = new ConnectionSessions({ parts: world.parts, bindings, known, calls, person });
    await sessions.get(undefined);
    assert.deepEqual(await seen(), [], 'a list hands out nothing');
    await sessions.get([`connection:${world.id}`]);
    sessions.dispose();
    assert.deepEqual(await seen(), [{ connection: world.id, by: 'vscode.authentication', what: 'token' }]);
  });
});
