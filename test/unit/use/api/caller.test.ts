import assert from 'node:assert/strict';
import { proveCaller } from '../../../../src/use/api/caller.ts';
import { connect } from '../../../../src/use/api/connect.ts';
import type { PatchbaySession } from '../../../../src/use/api/patchbay.ts';
import { newTicket, patchbayId, type TestExtension, testExtension } from '../../../support/extensions.ts';

const noSession = {} as PatchbaySession;

describe('the caller proves who it is', () => {
  let caller: TestExtension;
  let pretender: TestExtension;
  let made: string[];
  let running: () => boolean;
  const sessions = {
    session: ({ id }: { id: string }, isRunning: () => boolean) => {
      made.push(id);
      running = isRunning;
      return noSession;
    },
  };
  const find = (id: string) => [caller, pretender].find((one) => one.id.toLowerCase() === id.toLowerCase());
  const ask = (extensionId: unknown, ticket: unknown = newTicket()) =>
    connect(sessions, find, patchbayId, { extensionId, ticket });

  beforeEach(() => {
    caller = testExtension('Acme.caller');
    pretender = testExtension('evil.pretender');
    made = [];
  });

  it('by receiving the session on its own exports, with its own ticket', async () => {
    const ticket = newTicket();
    await ask('acme.Caller', ticket);
    assert.deepEqual(caller.received, [{ session: noSession, ticket }]);
    assert.deepEqual([pretender.received, made], [[], ['acme.caller']]);
  });

  it('and one that names another gets nothing: what it asked for goes to the other', async () => {
    const ticket = newTicket();
    await ask('acme.caller', ticket);
    assert.deepEqual(pretender.received, []);
    assert.deepEqual(
      caller.received.map((one) => one.ticket),
      [ticket],
    );
  });

  it('and runs: a session ends with its extension', async () => {
    await ask('acme.caller');
    assert.equal(running(), true);
    caller.isActive = false;
    assert.equal(running(), false);
  });

  it('names itself as it is installed', async () => {
    const { id, name, publisher } = await proveCaller(find, 'ACME.CALLER', patchbayId);
    assert.deepEqual([id, name, publisher], ['acme.caller', 'The caller', 'Acme']);
  });

  it('may name Patchbay without needing it', async () => {
    caller.packageJSON = { name: 'caller', patchbay: { api: 1 } };
    await ask('acme.caller');
    assert.equal(caller.received.length, 1);
  });

  it('may ask while it is being activated', async () => {
    const { exports } = caller;
    const activate = async () => {
      Object.assign(caller, { isActive: true, exports });
    };
    Object.assign(caller, { isActive: false, exports: undefined, activate });
    await ask('acme.caller');
    assert.equal(caller.received.length, 1);
  });

  it('does not have others wake up extensions that never heard of Patchbay', async () => {
    let woken = false;
    Object.assign(caller, {
      isActive: false,
      packageJSON: { name: 'caller' },
      activate: async () => {
        woken = true;
      },
    });
    await assert.rejects(ask('acme.caller'), { code: 'PB832' });
    assert.equal(woken, false);
  });

  const receive = () => {};
  for (const [what, changes, code] of [
    ['is not there', { id: 'acme.gone' }, 'PB831'],
    ['fails to activate', { isActive: false, activate: () => Promise.reject(new Error('no')) }, 'PB831'],
    ['does not name Patchbay in its manifest', { packageJSON: { name: 'caller' } }, 'PB832'],
    ['names another version', { packageJSON: { patchbay: { api: 2 } } }, 'PB832'],
    ['has a manifest of nonsense', { packageJSON: null as never }, 'PB832'],
    ['exports nothing, or runs in another host', { exports: undefined }, 'PB832'],
    ['exports no such function', { exports: Object.freeze({}) }, 'PB832'],
    ['exports something else by that name', { exports: Object.freeze({ receivePatchbaySession: 1 }) }, 'PB832'],
    ['has exports that others can write on', { exports: { receivePatchbaySession: receive } }, 'PB832'],
    ['has exports that are sealed only', { exports: Object.seal({ receivePatchbaySession: receive }) }, 'PB832'],
    [
      'has the function from something that others can write on',
      { exports: Object.freeze(Object.create({ receivePatchbaySession: receive })) },
      'PB832',
    ],
    [
      'has a getter, which may give another each time',
      { exports: Object.freeze(Object.defineProperty({}, 'receivePatchbaySession', { get: () => receive })) },
      'PB832',
    ],
  ] satisfies [string, Partial<TestExtension>, string][]) {
    it(`is refused where it ${what}`, async () => {
      Object.assign(caller, changes);
      await assert.rejects(ask('acme.caller'), { code });
      assert.deepEqual(made, []);
    });
  }

  for (const ticket of [undefined, '', 'short', 1234567890123456, ['0123456789abcdef']]) {
    it(`is refused with the ticket ${JSON.stringify(ticket)}`, async () => {
      await assert.rejects(connect(sessions, find, patchbayId, { extensionId: 'acme.caller', ticket }), {
        code: 'PB832',
      });
      assert.deepEqual(made, []);
    });
  }

  it('cannot be planted on an extension whose exports are its own alone', () => {
    const planted = () => {};
    assert.throws(() => Object.assign(caller.exports as object, { receivePatchbaySession: planted }), TypeError);
  });
});
