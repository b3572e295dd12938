import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { AuthenticationProviderAuthenticationSessionsChangeEvent } from 'vscode';
import { Emitter } from '../../../../src/model/event.ts';
import { KnownSessions } from '../../../../src/use/api/authentication/known.ts';
import { parseScopes } from '../../../../src/use/api/authentication/scopes.ts';
import { ConnectionSessions } from '../../../../src/use/api/authentication/sessions.ts';
import type { Bindings } from '../../../../src/use/bindings/bindings.ts';
import { CallLog } from '../../../../src/use/seen/callLog.ts';
import { put } from '../../../support/connections.ts';
import { MapMemory, ScriptedPerson } from '../../../support/extensions.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing, tokenOf } from '../../../support/servicing.ts';
import { until } from '../../../support/until.ts';

describe('the editor’s sessions', () => {
  const world = servicing({ connector: { authTypes: ['oauth2', 'pat', 'apiKey', 'basic'] } });
  let memory: MapMemory;
  let person: ScriptedPerson;
  let sessions: ConnectionSessions;
  let calls: CallLog;
  let events: AuthenticationProviderAuthenticationSessionsChangeEvent[];
  let other: string;
  let otherToken: string;
  const bindings = {
    resolve: async () => world.parts.files.connection(world.id),
    named: async () => [],
    choose: async () => {},
    onDidChange: new Emitter<void>().event,
  } as unknown as Bindings;
  const lose = (id: string) => world.parts.states.patch(id, { grant: { status: 'needsSignIn', reason: 'expired' } });

  beforeEach(async () => {
    memory = new MapMemory();
    person = new ScriptedPerson();
    otherToken = remember('the-token-of-the-other');
    other = await world.connect({ name: 'Second', account: 'ben@acme.example' }, tokenOf(otherToken));
    events = [];
    calls = new CallLog(world.parts.usage);
    sessions = new ConnectionSessions({
      ...{ parts: world.parts, bindings, known: new KnownSessions(memory), calls, person: async () => person },
    });
    sessions.onDidChange((event) => events.push(event));
  });
  afterEach(() => sessions.dispose());

  it('know three kinds of scopes, one at a time', () => {
    assert.deepEqual(parseScopes(['connection:7d5f']), { kind: 'connection', id: '7d5f' });
    assert.deepEqual(parseScopes(['binding:crm:main']), { kind: 'binding', name: 'crm:main' });
    assert.deepEqual(parseScopes(['connector:github']), { kind: 'connector', key: 'github' });
    for (const scopes of [
      [],
      ['repo'],
      ['connector:'],
      ['connector:a', 'connector:b'],
      ['Connector:a'],
      ['xconnector:a'],
    ])
      assert.equal(parseScopes(scopes), undefined, scopes.join());
  });

  it('have the connection’s token and its account, named with its place', async () => {
    const [first, second, ...more] = await sessions.get(['connector:acme']);
    assert.deepEqual(first, {
      ...{ id: other, accessToken: otherToken, scopes: ['connector:acme'] },
      account: { id: other, label: 'ben@acme.example · Second (Test App, Personal Workspace)' },
    });
    assert.deepEqual(
      [second?.id, second?.accessToken, second?.account.label],
      [world.id, world.token, 'Help desk (Test App, Personal Workspace)'],
    );
    assert.deepEqual(more, []);
  });

  it('are found by connection, by binding and by account', async () => {
    const ids = async (scopes: string[], account?: { id: string }) =>
      (await sessions.get(scopes, account)).map(({ id }) => id);
    assert.deepEqual(await ids([`connection:${other.toUpperCase()}`]), [other]);
    assert.deepEqual(await ids(['binding:crm']), [world.id]);
    assert.deepEqual(await ids(['connector:acme'], { id: other }), [other]);
    assert.deepEqual(await ids(['connector:github']), []);
    assert.deepEqual(await ids(['whatever']), []);
  });

  it('are none of what needs a sign-in, or has a password alone', async () => {
    await lose(other);
    const parameters = { siteUrl: world.provider.origin, username: 'ada' };
    await world.connect({ name: 'Basic', authType: 'basic', parameters }, tokenOf('a-password-of-ada'));
    assert.deepEqual(
      (await sessions.get(['connector:acme'])).map(({ id }) => id),
      [world.id],
    );
  });

  it('are listed without a token, those alone that somebody asked for', async () => {
    assert.deepEqual(await sessions.get(undefined), []);
    await sessions.get([`connection:${other}`]);
    const again = await sessions.get(undefined);
    assert.deepEqual(
      again.map(({ id, accessToken }) => [id, accessToken]),
      [[other, '']],
    );
    await world.parts.audit.flush();
    const used = (await world.parts.audit.latest(100)).filter(({ action }) => action === 'use');
    assert.deepEqual(
      used.map(({ connection, by }) => [connection, by]),
      [[other, 'vscode.authentication']],
    );
  });

  it('tell what is new, has another token, and is gone', async () => {
    await sessions.get([`connection:${other}`]);
    assert.deepEqual(
      events.map(({ added }) => added?.map(({ id }) => id)),
      [[other]],
    );
    await world.parts.states.patch(other, { generation: 7 });
    await until('it is told', () => events.length === 2);
    assert.deepEqual(
      events[1]?.changed?.map(({ id, accessToken }) => [id, accessToken]),
      [[other, '']],
    );
    await lose(other);
    await until('it is told', () => events.length === 3);
    assert.deepEqual(
      events[2]?.removed?.map(({ id }) => id),
      [other],
    );
  });

  it('are made of what the person chooses', async () => {
    person.choice = (offered) => offered.find(({ id }) => id === other);
    const session = await sessions.create(['connector:acme']);
    assert.deepEqual([session.id, session.accessToken, session.scopes], [other, otherToken, ['connector:acme']]);
    assert.deepEqual(person.offered[0]?.sort(), ['Help desk', 'Second']);
    assert.equal((await sessions.create(['connector:acme'], { id: world.id })).id, world.id);
    assert.equal(person.offered.length, 1);
    assert.equal((await sessions.create([`connection:${world.id}`])).id, world.id);
    assert.equal((await sessions.create(['binding:crm'])).id, world.id);
  });

  it('are made of one that is added, where there is none', async () => {
    person.choice = () => 'add';
    person.adds = async () =>
      world.parts.files.connection(await world.connect({ name: 'New' }, tokenOf('a-new-token')));
    assert.equal((await sessions.create(['connector:acme'])).account.label, 'New (Test App, Personal Workspace)');
    person.adds = async () => undefined;
    await assert.rejects(sessions.create(['connector:github']), /Cancelled/);
  });

  it('are made after a sign-in, or not where that failed', async () => {
    await lose(other);
    await assert.rejects(sessions.create([`connection:${other}`]), /“Second”.*PB3/);
    person.onSignIn = (id) => world.parts.states.patch(id, { grant: { status: 'connected' } });
    assert.equal((await sessions.create([`connection:${other}`])).accessToken, otherToken);
    assert.deepEqual(person.signedIn, [other, other]);
  });

  it('say what is wrong in words, as the editor hands on no more', async () => {
    await assert.rejects(sessions.create(['repo']), /“repo”.*connection:.*PB837/);
    await assert.rejects(sessions.create(['connection:nowhere']), /PB108/);
  });

  it('are gone from the list when the person signs out, and the connection stays', async () => {
    await sessions.get([`connection:${other}`]);
    await sessions.remove(other);
    assert.deepEqual(await sessions.get(undefined), []);
    assert.equal(memory.values.size, 0);
    assert.equal((await world.parts.files.connection(other)).name, 'Second');
  });

  it('of two connections that look the same have accounts that do not', async () => {
    const parameters = { siteUrl: world.provider.origin };
    const twin = await world.connect({ name: 'Twin', parameters }, tokenOf('t1-0123456789'));
    const record = JSON.parse(await readFile(world.file(twin), 'utf8'));
    const again = '00000000-0000-4000-8000-000000000001';
    await put(world.file(again), { ...record, id: again });
    await world.store({ ...record, id: again }, tokenOf('t2-0123456789'), 0);
    await world.parts.files.reload();
    const labels = (await sessions.get(['connector:acme'])).map(({ account }) => account.label);
    assert.equal(new Set(labels).size, labels.length);
    assert.ok(labels.some((label) => label.includes(again)));
  });
});
