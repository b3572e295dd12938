import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../../../../src/model/event.ts';
import { Consents } from '../../../../src/use/api/consents.ts';
import type { PatchbaySession } from '../../../../src/use/api/patchbay.ts';
import type { AccessAnswer } from '../../../../src/use/api/person.ts';
import { Sessions } from '../../../../src/use/api/session.ts';
import { CallLog } from '../../../../src/use/seen/callLog.ts';
import { put } from '../../../support/connections.ts';
import { MapMemory, ScriptedPerson, testCaller } from '../../../support/extensions.ts';
import { tenant } from '../../../support/governed.ts';
import { json } from '../../../support/localServer.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing, tokenOf } from '../../../support/servicing.ts';
import { until } from '../../../support/until.ts';

describe('a session of another extension', () => {
  const world = servicing({ connector: { authTypes: ['oauth2', 'pat', 'apiKey', 'basic'] } });
  let memory: MapMemory;
  let consents: Consents;
  let person: ScriptedPerson;
  let sessions: Sessions;
  let calls: CallLog;
  let session: PatchbaySession;
  let running: boolean;
  const pair = () => ({ extension: 'acme.ticketcounter', connection: world.id });
  const of = (id: string) => sessions.session(testCaller(id), () => running);
  const audit = async () => {
    await world.parts.audit.flush();
    return world.parts.audit.latest(100);
  };

  beforeEach(() => {
    memory = new MapMemory();
    consents = new Consents(memory);
    person = new ScriptedPerson();
    running = true;
    calls = new CallLog(world.parts.usage);
    const bindings = {
      resolve: async () => world.parts.files.connection(world.id),
      onDidChange: new Emitter<void>().event,
    };
    sessions = new Sessions({ parts: world.parts, consents, bindings, calls, person: async () => person });
    session = of('acme.ticketcounter');
  });
  afterEach(() => sessions.dispose());

  it('lists what there is, reads no credential, and asks nobody', async () => {
    await world.connect({ name: 'Other', connector: 'nowhere' }, tokenOf('x'));
    const [only, ...others] = await session.list();
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...only, id: '' },
      {
        ...{ id: '', name: 'Help desk', connector: 'acme', application: 'Test App', folder: 'Personal Workspace' },
        ...{ authType: 'pat', accountKind: 'personal', isDefault: false, state: 'connected', access: 'ask' },
      },
    );
    assert.deepEqual(await session.list({ connector: 'github' }), []);
    assert.equal(person.asked.length, 0);
    assert.deepEqual(
      (await audit()).filter(({ action }) => action === 'use'),
      [],
    );
  });

  it('asks for a token, is refused, is granted, is revoked', async () => {
    person.answer = 'notNow';
    await assert.rejects(session.getAccessToken(world.id), { code: 'PB833', name: 'PatchbayError' });
    await assert.rejects(session.getAccessToken(world.id), { code: 'PB833' });
    assert.equal(person.asked.length, 1, 'asked again in the session');
    await consents.forget(pair());

    person.answer = 'allow';
    assert.deepEqual({ ...(await session.getAccessToken(world.id)) }, { accessToken: world.token, kind: 'pat' });
    await session.getAccessToken(world.id);
    assert.equal(person.asked.length, 2, 'asked once');
    assert.equal((await session.list())[0]?.access, 'granted');

    await consents.forget(pair());
    assert.equal((await session.list())[0]?.access, 'ask');
    await assert.rejects(session.getAccessToken(world.id, { silent: true }), { code: 'PB834' });
    assert.equal(person.asked.length, 2);
  });

  it('is told who it is that asks, and for what', async () => {
    await session.requestAccess(world.id);
    assert.deepEqual(
      person.asked.map(({ caller, ...facts }) => [caller.id, caller.name, caller.publisher, facts]),
      [
        [
          ...['acme.ticketcounter', 'Caller', 'acme'],
          { connection: 'Help desk', application: 'Test App', folder: 'Personal Workspace' },
        ],
      ],
    );
  });

  it('is refused for good: not asked after a reload either', async () => {
    person.answer = 'never';
    assert.equal(await session.requestAccess(world.id), false);
    consents = new Consents(memory);
    assert.equal(await session.requestAccess(world.id), false);
    assert.equal(person.asked.length, 1);
    assert.equal(memory.values.size, 1);
  });

  it('asks once where several requests come together, and one question at a time', async () => {
    const other = await world.connect({ name: 'Second' }, tokenOf(remember('another-provider-token')));
    const answers: ((answer: AccessAnswer) => void)[] = [];
    person.mayUse = (question) => {
      person.asked.push(question);
      return new Promise((resolve) => answers.push(resolve));
    };
    const all = Promise.all([
      ...[
        session.requestAccess(world.id),
        session.requestAccess(world.id),
        of('acme.ticketcounter').requestAccess(world.id),
      ],
      session.requestAccess(other),
    ]);
    await until('it asks', () => answers.length === 1);
    answers[0]?.('allow');
    await until('it asks for the other', () => answers.length === 2);
    answers[1]?.('never');
    assert.deepEqual(await all, [true, true, true, false]);
    assert.equal(person.asked.length, 2);
  });

  it('holds for one extension and one connection', async () => {
    await session.getAccessToken(world.id);
    await assert.rejects(of('evil.pretender').getAccessToken(world.id, { silent: true }), { code: 'PB834' });
    const other = await world.connect({ name: 'Second' }, tokenOf(remember('another-provider-token')));
    await assert.rejects(session.getAccessToken(other, { silent: true }), { code: 'PB834' });
  });

  it('notes every use by the extension’s id, and every answer', async () => {
    await session.getAccessToken(world.id);
    await consents.forget(pair());
    const lines = (await audit()).filter(({ action }) => action === 'use' || action === 'access');
    assert.deepEqual(
      lines.map(({ action, by, outcome, detail }) => [action, by, outcome, detail]),
      [
        ['access', 'person', 'granted', 'acme.ticketcounter'],
        ['use', 'acme.ticketcounter', 'ok', undefined],
      ],
    );
    assert.ok(!world.parts.logged.join().includes(world.token));
    assert.ok(!JSON.stringify([...memory.values]).includes(world.token));
  });

  it('asks anew where the connection’s file says another address', async () => {
    await session.requestAccess(world.id);
    const text = await readFile(world.file(), 'utf8');
    await writeFile(world.file(), text.replace(world.provider.origin, 'https://evil.example'));
    await world.parts.files.reload();
    await assert.rejects(session.getAccessToken(world.id, { silent: true }), { code: 'PB834' });
  });

  it('ends with its extension', async () => {
    await session.requestAccess(world.id);
    running = false;
    for (const work of [session.list(), session.getAccessToken(world.id), session.fetch(world.id, '/me')])
      await assert.rejects(work, { code: 'PB835' });
  });

  it('gives no password, but sends it', async () => {
    const password = remember('a-very-secret-password');
    const parameters = { siteUrl: world.provider.origin, username: 'ada' };
    const basic = await world.connect({ name: 'Basic', authType: 'basic', parameters }, tokenOf(password));
    await assert.rejects(session.getAccessToken(basic), { code: 'PB836' });
    world.provider.answer = (_, response) => json(response, { ok: true });
    assert.equal((await session.fetch(basic, '/me')).status, 200);
    const sent = Buffer.from(`ada:${password}`).toString('base64');
    assert.equal(world.provider.requests.at(-1)?.headers.authorization, `Basic ${sent}`);
  });

  it('is what policies allow: a blocked connection gives nothing', async () => {
    const policy = { ...tenant, settings: { connectors: { acme: { enabled: false } }, existing: 'block' } };
    await session.requestAccess(world.id);
    await put(join(world.parts.workspace, '.patchbay', 'policies', 'x.policy.jsonc'), policy);
    world.parts.policiesChanged();
    await until('it is blocked', async () => (await session.list())[0]?.state === 'blocked');
    await assert.rejects(session.getAccessToken(world.id), { code: /^PB65/ });
    assert.equal((await audit()).at(-1)?.by, 'acme.ticketcounter');
    await assert.rejects(of('acme.other').requestAccess(world.id), { code: /^PB65/ });
    assert.equal(person.asked.length, 1, 'asked for what is not allowed');
  });

  it('is told of answers and of changes, and another extension is not', async () => {
    const told: unknown[] = [];
    const others: unknown[] = [];
    let changes = 0;
    session.onDidChangeAccess((event) => told.push(event));
    of('acme.other').onDidChangeAccess((event) => others.push(event));
    const listening = session.onDidChangeConnections(() => {
      changes++;
      throw new Error('of the other extension');
    });
    await session.requestAccess(world.id);
    await until('it is told', () => told.length === 1);
    await consents.forget(pair());
    await until('it is told', () => told.length === 2);
    assert.deepEqual(told, [
      { connectionId: world.id, access: 'granted' },
      { connectionId: world.id, access: 'ask' },
    ]);
    assert.deepEqual(others, []);
    const before = changes;
    await Promise.all([world.parts.files.reload(), world.parts.states.load()]);
    await until('it is told', () => changes > before);
    const after = changes;
    let again = 0;
    listening.dispose();
    session.onDidChangeConnections(() => again++);
    await world.parts.files.reload();
    await until('the other is told', () => again > 0);
    assert.equal(changes, after);
  });

  it('lets the person choose, and resolves names', async () => {
    await world.connect({ name: 'Second' }, tokenOf('x'));
    person.choice = (offered) => offered.find(({ name }) => name === 'Second');
    assert.equal((await session.pick({ connector: 'acme', title: 'Which?' }))?.name, 'Second');
    person.choice = () => undefined;
    assert.equal(await session.pick(), undefined);
    assert.equal((await session.resolve('crm')).id, world.id);
  });

  it('ends a request that runs when access is revoked, and says so; one that the caller ends says what the caller said', async () => {
    world.provider.answer = () => {};
    await session.requestAccess(world.id);
    const running = session.fetch(world.id, '/slow');
    await until('it is sent', () => world.provider.requests.length === 1);
    await consents.forget(pair());
    await assert.rejects(running, { code: 'PB833', name: 'PatchbayError' });
    const caller = new AbortController();
    const another = session.fetch(world.id, '/slow', { signal: caller.signal });
    await until('it is sent', () => world.provider.requests.length === 2);
    caller.abort('enough');
    await assert.rejects(another, (reason) => reason === 'enough');
  });

  it('throws words and codes, and nothing of what lies behind', async () => {
    world.parts.catalog = {
      ...world.parts.catalog,
      connector: () => Promise.reject(new Error(`inner ${world.token}`)),
    };
    const error = await session.getAccessToken(world.id).then(
      () => assert.fail(),
      (thrown: Error) => thrown,
    );
    assert.deepEqual([(error as { code?: unknown }).code, error.cause], ['PB999', undefined]);
    assert.ok(!`${error.stack}`.includes(world.token));
  });

  it('cannot be written on', () => {
    assert.ok(Object.isFrozen(session));
    assert.ok(!JSON.stringify(session).includes('token'));
  });
});
