import assert from 'node:assert/strict';
import type { Broken } from '../../../../src/connections/activity.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import type { GrantState, LocalState } from '../../../../src/model/state.ts';
import { Notices } from '../../../../src/storage/notices.ts';
import type { Attendant, Notice } from '../../../../src/views/attention/attendant.ts';
import { BrokenNotice } from '../../../../src/views/attention/brokenNotice.ts';
import { ExpiryNotice } from '../../../../src/views/attention/expiryNotice.ts';
import { testConnector } from '../../../support/connectors.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { until } from '../../../support/until.ts';
import { connection, local, personal, sharedFolder, snapshot } from '../tree/samples.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-23T10:00:00Z');

/** A person to whom notices come; each stays until it is closed. */
class Told implements Attendant {
  readonly notices: Notice[] = [];
  readonly #root: string;
  readonly #open: (() => void)[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  claim(kind: string, subjects: readonly string[], at: number): Promise<boolean> {
    return new Notices(this.#root, 'here').claim(kind, subjects, at);
  }

  tell(notice: Notice): Promise<void> {
    this.notices.push(notice);
    return new Promise((resolve) => this.#open.push(resolve));
  }

  close(): void {
    for (const close of this.#open.splice(0)) close();
  }
}

describe('the notice of what ends soon', () => {
  const directory = temporaryDirectory();
  const finance = sharedFolder('Finance');
  let connections: Connection[];
  let states: Map<string, LocalState>;
  let trusted: boolean;
  let told: Told;

  beforeEach(() => {
    connections = [];
    states = new Map();
    trusted = true;
    told = new Told(directory.path);
  });

  const open = (person = told) =>
    new ExpiryNotice(
      {
        files: { snapshot: async () => snapshot([personal, finance], connections) },
        states: { ready: async () => {}, get: (id: string) => states.get(id) },
        isTrusted: () => trusted,
      } as never,
      person,
      'en',
    );
  function add(name: string, days: number, more: Partial<LocalState> = {}, folder = personal): string {
    const one = connection(connections.length + 1, name, folder);
    connections.push(one);
    states.set(one.id, local({ expiresAt: new Date(now + days * day + 1000).toISOString(), ...more }));
    return one.id;
  }

  it('is one for all, the first to end first', async () => {
    for (let n = 0; n < 20; n++) add(`c${n}`, 6 - n * 0.1);
    add('far', 30);
    add('past', -1);
    add('broken', 1, { grant: { status: 'needsSignIn', reason: 'revoked' } });
    await open().look(now);
    assert.equal(told.notices.length, 1);
    assert.match(told.notices[0]?.text ?? '', /^20 connections end soon: “c19” expires in 4 days/);
    assert.equal(told.notices[0]?.connections.length, 20);
  });

  it('comes once a day, from one window', async () => {
    add('a', 6);
    const [one, other] = [open(), open()];
    await Promise.all([one.look(now), other.look(now), one.look(now)]);
    await other.look(now + 2 * 3_600_000);
    assert.equal(told.notices.length, 1);
    await one.look(now + 1.1 * day);
    assert.equal(told.notices.length, 2);
  });

  it('comes again where another connection will end', async () => {
    add('a', 6);
    const notice = open();
    await notice.look(now);
    await notice.look(now + 1000);
    const b = add('b', 5);
    await notice.look(now + 2000);
    assert.deepEqual(
      told.notices.map(({ connections: all }) => all.length),
      [1, 2],
    );
    states.delete(b);
    await notice.look(now + 3000);
    assert.equal(told.notices.length, 2);
  });

  it('is about what a person can do something about', async () => {
    add('theirs', 3, {}, finance);
    trusted = false;
    await open().look(now);
    assert.equal(told.notices.length, 0);
    trusted = true;
    await open().look(now);
    assert.equal(told.notices.length, 1);
  });

  it('comes for a grant whose limit is near', async () => {
    const grantEnd = { at: new Date(now + 6.1 * day).toISOString(), by: 'age' } as const;
    add('signed in long ago', 0.01, { renewable: true, grantEnd });
    await open().look(now);
    assert.match(told.notices[0]?.text ?? '', /“signed in long ago” expires in 6 days\./);
  });
});

describe('the notice of what broke', () => {
  const directory = temporaryDirectory();
  let states: Map<string, GrantState>;
  let told: Told;
  let notice: BrokenNotice;

  beforeEach(() => {
    states = new Map();
    told = new Told(directory.path);
    notice = open();
  });

  const open = () => new BrokenNotice({ states: { get: (id: string) => ({ grant: states.get(id) }) } } as never, told);
  function broken(n: number, more: Partial<Broken> = {}): Broken {
    const connections = more.connections ?? [connection(n, `c${n}`)];
    const grant = more.grant ?? ({ status: 'needsSignIn', reason: 'revoked' } as const);
    for (const { id } of connections) states.set(id, grant);
    return { connector: testConnector(), by: 'background', ...more, connections, grant };
  }
  const app = { host: 'one.example', clientId: 'mine' };
  const refused = (...ns: number[]) =>
    broken(0, {
      connections: ns.map((n) => connection(n, `c${n}`)),
      grant: { status: 'appProblem', detail: 'invalid_client' },
      app,
    });

  it('comes one at a time, with all that broke meanwhile', async () => {
    notice.add(broken(1));
    await until('it is told', () => told.notices.length === 1);
    notice.add(broken(2));
    notice.add(broken(3));
    notice.add(refused(4, 5));
    assert.equal(told.notices.length, 1);
    told.close();
    await until('the next is told', () => told.notices.length === 2);
    assert.match(told.notices[1]?.text ?? '', /“mine”.*“c4”, “c5”.*“c2”, “c3”: the sign-in was ended/);
    told.close();
    await notice.settled();
    assert.equal(told.notices.length, 2);
  });

  it('does not come for what the person’s own command said, nor for what is mended already', async () => {
    notice.add(broken(1, { by: 'person' }));
    const mended = broken(2);
    states.set(mended.connections[0]?.id ?? '', { status: 'connected' });
    notice.add(mended);
    await notice.settled();
    assert.deepEqual(told.notices, []);
  });

  it('comes once for a refused app, whichever window and connection finds it out', async () => {
    notice.add(refused(1, 2));
    await until('it is told', () => told.notices.length === 1);
    const other = open();
    other.add(refused(2));
    await other.settled();
    assert.equal(told.notices.length, 1);
  });
});
