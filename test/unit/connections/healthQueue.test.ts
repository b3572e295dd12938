import assert from 'node:assert/strict';
import { HealthQueue } from '../../../src/connections/healthQueue.ts';
import type { Connection } from '../../../src/model/connection.ts';
import { noHealthRequest, providerDown, unknownConnector } from '../../../src/model/problems.ts';
import type { LocalState } from '../../../src/model/state.ts';
import { testConnector } from '../../support/connectors.ts';
import { connection, local, personal, sharedFolder, snapshot } from '../views/tree/samples.ts';

const minute = 60_000;
const start = Date.parse('2026-11-23T10:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

describe('whom the background asks next', () => {
  let now: number;
  let trusted: boolean;
  let connections: Connection[];
  let states: Map<string, LocalState>;
  /** What another window wrote that this one has not seen yet. */
  let unseen: Map<string, LocalState>;
  let interesting: string[];
  let paused: Map<string, number>;
  let queue: HealthQueue;
  const finance = sharedFolder('Finance');

  beforeEach(() => {
    now = start;
    trusted = true;
    connections = [];
    states = new Map();
    unseen = new Map();
    interesting = [];
    paused = new Map();
    queue = new HealthQueue(
      {
        files: { snapshot: async () => snapshot([personal, finance], connections) },
        catalog: {
          connector: async (key: string) => {
            if (key !== 'test') throw unknownConnector(key);
            return testConnector();
          },
        },
        states: {
          get: (id: string) => states.get(id),
          reread: async (id: string) => unseen.get(id) ?? states.get(id),
        },
        renewer: { pausedUntil: (host: string) => paused.get(host) },
        isTrusted: () => trusted,
      } as never,
      () => interesting,
      () => now,
    );
  });

  let count = 0;
  /** A connection that was checked so many minutes ago. */
  function add(minutesAgo: number, more: Partial<LocalState> = {}, changes: Partial<Connection> = {}): string {
    const parameters = { siteUrl: 'https://one.example' };
    const one = connection(++count, `c${count}`, personal, { connector: 'test', parameters, ...changes });
    connections.push(one);
    states.set(one.id, local({ checkedAt: iso(now - minutesAgo * minute), ...more }));
    interesting.push(one.id);
    return one.id;
  }
  const degraded = (until?: number) =>
    ({ status: 'degraded', since: iso(start), detail: 'x', ...(until ? { until: iso(until) } : {}) }) as const;
  const answer = async (id: string, provider: LocalState['provider']) => {
    const before = states.get(id) as LocalState;
    const checked = provider.status === 'reachable' ? { checkedAt: iso(now) } : {};
    states.set(id, { ...before, ...checked, provider });
    await queue.asked(id);
  };

  it('asks the oldest answer first, and nothing that is fresh', async () => {
    const [, older, old] = [add(14), add(60), add(16)];
    interesting.push(old);
    assert.equal(await queue.next(), older);
    await answer(older, { status: 'reachable' });
    assert.equal(await queue.next(), old);
    await answer(old, { status: 'reachable' });
    assert.equal(await queue.next(), undefined);
    now += 2 * minute;
    assert.equal(await queue.next(), interesting[0]);
  });

  it('asks nothing that is broken, unknown, gone, or of a workspace that is not trusted', async () => {
    add(60, { grant: { status: 'needsSignIn', reason: 'revoked' } });
    add(60, { grant: { status: 'appProblem', detail: 'invalid_client' } });
    add(60, {}, { connector: 'nobody' });
    add(60, {}, { parameters: {} });
    const shared = add(60, {}, { folder: finance.id });
    interesting.push('gone');
    trusted = false;
    assert.equal(await queue.next(), undefined);
    trusted = true;
    assert.equal(await queue.next(), shared);
  });

  it('asks nothing that another window asked this moment', async () => {
    const id = add(60);
    unseen.set(id, local({ checkedAt: iso(now) }));
    assert.equal(await queue.next(), undefined);
  });

  it('asks nobody twice in a row whose answer is no answer', async () => {
    const id = add(60);
    queue.failed(id, providerDown('x', 'y'));
    await queue.asked(id);
    assert.equal(await queue.next(), undefined);
    now += 16 * minute;
    assert.equal(await queue.next(), id);
  });

  it('never asks again where the application has no request for it', async () => {
    const id = add(60);
    queue.failed(id, noHealthRequest('x'));
    now += 24 * 60 * minute;
    assert.equal(await queue.next(), undefined);
  });

  it('lets a provider rest that is out of reach, twice as long each time, and its other connections with it', async () => {
    const one = add(60);
    const mate = add(30);
    const elsewhere = add(20, {}, { parameters: { siteUrl: 'https://two.example' } });
    await answer(one, degraded());
    assert.equal(await queue.next(), elsewhere);
    interesting = [one, mate];
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      now += minutes * minute - 1;
      assert.equal(await queue.next(), undefined, `${minutes} minutes are not over`);
      now += 1;
      const next = await queue.next();
      assert.ok(next);
      await answer(next, degraded());
    }
    now += 60 * minute + 1;
    await answer(one, { status: 'reachable' });
    assert.equal(await queue.next(), mate, 'the provider is back: the others follow at once');
  });

  it('waits as long as the provider asked, also where another window heard it', async () => {
    const one = add(60);
    add(60);
    await answer(one, degraded(start + 30 * minute));
    now += 30 * minute - 1;
    interesting = interesting.slice(0, 1);
    assert.equal(await queue.next(), undefined);
    now += 1;
    assert.equal(await queue.next(), one);
    const heard = add(60, { provider: degraded(now + 5 * minute) }, { parameters: { siteUrl: 'https://two.example' } });
    interesting = [heard];
    assert.equal(await queue.next(), undefined);
    now += 5 * minute;
    assert.equal(await queue.next(), heard);
  });

  it('asks nothing while the token host is being left alone', async () => {
    const id = add(60, {}, { authType: 'oauth2' });
    const pasted = add(20, {}, { parameters: { siteUrl: 'https://two.example' } });
    paused.set('one.example', now + minute);
    paused.set('two.example', now + minute);
    assert.equal(await queue.next(), pasted, 'a pasted token asks no token host');
    paused.delete('one.example');
    assert.equal(await queue.next(), id);
  });
});
