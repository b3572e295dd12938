import assert from 'node:assert/strict';
import { accepts, describeFilter, type Filter, isFiltering, noFilter } from '../../../../src/views/tree/filter.ts';

const subject = {
  state: 'needsSignIn',
  connector: 'github',
  words: ['Work', undefined, 'ada@acme.example', 'Finance / Payables'],
} as const;
const filter = (more: Partial<Filter>): Filter => ({ ...noFilter, ...more });

describe('filter', () => {
  it('lets everything through while it says nothing', () => {
    assert.equal(isFiltering(noFilter), false);
    assert.equal(isFiltering(filter({ text: '  ' })), false);
    assert.ok(accepts(noFilter, subject));
  });

  it('asks for one of the states, one of the applications, and the text', () => {
    assert.ok(accepts(filter({ states: ['connected', 'needsSignIn'] }), subject));
    assert.ok(!accepts(filter({ states: ['connected'] }), subject));
    assert.ok(accepts(filter({ connectors: ['github', 'slack'] }), subject));
    assert.ok(!accepts(filter({ connectors: ['slack'] }), subject));
    assert.ok(accepts(filter({ text: ' PAYABLES ' }), subject));
    assert.ok(!accepts(filter({ text: 'grace' }), subject));
    assert.ok(!accepts(filter({ states: ['needsSignIn'], text: 'grace' }), subject));
  });

  it('finds a broken file by its state and its name, not by an application', () => {
    const broken = { state: 'problem', words: ['bad.connection.jsonc'] } as const;
    assert.ok(accepts(filter({ states: ['problem'], text: 'bad' }), broken));
    assert.ok(!accepts(filter({ connectors: ['github'] }), broken));
  });

  it('says what it shows', () => {
    const words = describeFilter(
      filter({ states: ['needsSignIn'], connectors: ['github'], text: 'prod' }),
      2,
      12,
      () => 'GitHub',
    );
    assert.equal(words, '2 of 12 shown: needs sign-in, GitHub, “prod”');
  });
});
