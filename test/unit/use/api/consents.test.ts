import assert from 'node:assert/strict';
import { type Consent, Consents, type Pair } from '../../../../src/use/api/consents.ts';
import { MapMemory } from '../../../support/extensions.ts';

const pair: Pair = { extension: 'acme.caller', connection: '7d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10' };
const consent = (changes: Partial<Consent> = {}): Consent => ({
  ...pair,
  ...{ answer: 'granted', at: '2026-11-24T10:00:00Z', mark: 'm', extensionName: 'Caller', connectionName: 'Help desk' },
  ...changes,
});

describe('what extensions may use', () => {
  let memory: MapMemory;
  let consents: Consents;
  let changed: Pair[];

  beforeEach(() => {
    memory = new MapMemory();
    consents = new Consents(memory);
    changed = [];
    consents.onDidChange((one) => changed.push(one));
  });

  it('is unknown before the person said so', () => {
    assert.equal(consents.get(pair, 'm'), undefined);
    assert.deepEqual(consents.all(), []);
  });

  it('is remembered for good, for this extension and this connection alone', async () => {
    await consents.set(consent());
    assert.equal(new Consents(memory).get(pair, 'm'), 'granted');
    assert.equal(consents.get({ ...pair, extension: 'acme.other' }, 'm'), undefined);
    assert.equal(consents.get({ ...pair, connection: pair.connection.replace(/0$/, '1') }, 'm'), undefined);
    assert.deepEqual(changed, [pair]);
  });

  it('does not depend on how the id of an extension is written', async () => {
    await consents.set(consent({ extension: 'Acme.Caller' }));
    assert.equal(consents.get(pair, 'm'), 'granted');
    assert.deepEqual(changed, [pair]);
  });

  it('is asked anew where the connection became another application’s', async () => {
    await consents.set(consent());
    assert.equal(consents.get(pair, 'other'), undefined);
  });

  it('is refused for a session: not written down, and in the place of what was', async () => {
    await consents.set(consent());
    await consents.set(consent({ answer: 'refused', forSession: true }));
    assert.equal(consents.get(pair, 'm'), 'refused');
    assert.equal(memory.values.size, 0);
    assert.equal(new Consents(memory).get(pair, 'm'), undefined);
    assert.deepEqual(
      consents.all().map(({ answer, forSession }) => [answer, forSession]),
      [['refused', true]],
    );
  });

  it('is refused for good', async () => {
    await consents.set(consent({ answer: 'refused' }));
    assert.equal(new Consents(memory).get(pair, 'm'), 'refused');
  });

  it('is allowed again after a refusal for the session', async () => {
    await consents.set(consent({ answer: 'refused', forSession: true }));
    await consents.set(consent());
    assert.equal(consents.get(pair, 'm'), 'granted');
    assert.equal(consents.all().length, 1);
  });

  it('is forgotten at once, whichever it was', async () => {
    await consents.set(consent());
    await consents.forget(pair);
    assert.equal(consents.get(pair, 'm'), undefined);
    await consents.set(consent({ answer: 'refused', forSession: true }));
    await consents.forget(pair);
    assert.equal(consents.get(pair, 'm'), undefined);
    assert.equal(changed.length, 4);
  });

  it('is what another window said by now', async () => {
    await consents.set(consent());
    await new Consents(memory).forget(pair);
    assert.equal(consents.get(pair, 'm'), undefined);
  });

  it('is listed by extension and connection, with the names that it was about', async () => {
    await consents.set(consent({ connectionName: 'B' }));
    await consents.set(consent({ connectionName: 'A', connection: 'x' }));
    await consents.set(consent({ extension: 'aaa.first', connectionName: 'Z' }));
    assert.deepEqual(
      consents.all().map(({ extension, connectionName }) => [extension, connectionName]),
      [
        ['aaa.first', 'Z'],
        ['acme.caller', 'A'],
        ['acme.caller', 'B'],
      ],
    );
  });

  for (const [what, value] of [
    ['another answer', { answer: 'yes', mark: 'm' }],
    ['a word', 'granted'],
    ['nothing of a mark', { answer: 'granted' }],
    ['null', null],
  ] as const) {
    it(`allows nothing where the memory has ${what}`, async () => {
      await memory.update(`patchbay.access/${pair.extension}/${pair.connection}`, value);
      assert.equal(consents.get(pair, 'm'), undefined);
    });
  }

  it('leaves what else is in the memory alone', async () => {
    await memory.update('patchbay.confirmedHosts', ['x']);
    assert.deepEqual(consents.all(), []);
  });
});
