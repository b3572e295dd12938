import assert from 'node:assert/strict';
import { checkSubmission, type Source } from '../../../src/policy/index.ts';
import { source, table } from './helpers.ts';
import { salesforce, saying } from './salesforce.ts';

const submit = (sources: Source | Source[], values: Record<string, string>, scopes: string[] = []) =>
  checkSubmission(table(sources), salesforce, 'byoa', { values, scopes });

const codes = (...args: Parameters<typeof submit>) =>
  submit(...args)
    .problems.map(({ code, field: name }) => `${code} ${name}`)
    .join();

describe('policy: a submitted form', () => {
  const machine = (parameters: object) => source('machine', { a: saying(parameters) });

  it('is filled in where it says nothing', () => {
    const made = submit(
      machine({ clientId: { value: '3MVG9', locked: true }, region: { value: 'eu' } }),
      { other: 'x' },
      ['api'],
    );
    assert.deepEqual(made, {
      values: { other: 'x', clientId: '3MVG9', region: 'eu' },
      scopes: ['api'],
      secrets: {},
      problems: [],
    });
  });

  it('may change what is only filled in, and may empty it', () => {
    const sources = machine({ region: { value: 'eu' } });
    assert.deepEqual(submit(sources, { region: 'us' }).values, { region: 'us' });
    assert.deepEqual(submit(sources, { region: ' ' }).values, { region: '' });
    assert.equal(codes(sources, { region: '' }), '');
  });

  it('is refused where a locked or hidden value was forged', () => {
    const locked = machine({ clientId: { value: '3MVG9', locked: true } });
    assert.equal(codes(locked, { clientId: 'other' }), 'PB652 clientId');
    assert.equal(codes(locked, { clientId: ' 3MVG9 ' }), '');
    assert.equal(codes(locked, { clientId: '' }), '');
    assert.equal(submit(locked, { clientId: '' }).values['clientId'], '3MVG9', 'emptying does not unlock');
    assert.equal(codes(machine({ clientId: { value: 'x', hidden: true } }), { clientId: 'other' }), 'PB652 clientId');
    assert.equal(
      codes(machine({ clientId: { locked: true } }), { clientId: 'other' }),
      'PB652 clientId',
      'locked without a value stays empty',
    );
    assert.deepEqual(submit(machine({ clientId: { locked: true } }), { clientId: '' }).values, { clientId: '' });
    const { message, remedy } = submit(locked, { clientId: 'other' }).problems[0] ?? assert.fail();
    assert.equal(message, '“clientId” is locked by the policy “Baseline” and was not changed.');
    assert.notEqual(remedy, '');
    const hidden = submit(machine({ clientId: { value: 'x', hidden: true } }), { clientId: 'y' }).problems[0];
    assert.match(hidden?.message ?? '', /“Baseline”/);
  });

  it('names the policy that locks, not the one that fills', () => {
    const sources = [
      machine({ clientId: { value: 'x' } }),
      source('user', { u: { ...saying({ clientId: { locked: true } }), name: 'Mine' } }),
    ];
    assert.match(submit(sources, { clientId: 'y' }).problems[0]?.message ?? '', /“Mine”/);
  });

  it('gets secrets as references, and cannot replace one that is locked', () => {
    const from = { from: 'env:X' };
    const free = machine({ clientSecret: from });
    assert.deepEqual(submit(free, {}).secrets, { clientSecret: from });
    assert.deepEqual(submit(free, { clientSecret: '' }).secrets, { clientSecret: from });
    const own = submit(free, { clientSecret: 'own' });
    assert.deepEqual([own.secrets, own.values['clientSecret'], own.problems], [{}, 'own', []]);
    for (const fixed of [
      { ...from, locked: true },
      { ...from, hidden: true },
    ]) {
      assert.equal(codes(machine({ clientSecret: fixed }), { clientSecret: 'forged' }), 'PB652 clientSecret');
      assert.deepEqual(submit(machine({ clientSecret: fixed }), {}).secrets, { clientSecret: from });
    }
    assert.equal(codes(machine({ clientSecret: { ...from, required: true } }), {}), '');
  });

  it('must hold what is required', () => {
    const required = machine({ region: { required: true } });
    assert.equal(codes(required, {}), 'PB655 region');
    assert.equal(codes(required, { region: '  ' }), 'PB655 region');
    assert.equal(codes(required, { region: 'eu' }), '');
    assert.equal(codes(machine({ region: { required: true, value: 'eu' } }), {}), '');
    assert.equal(codes(machine({ region: { required: false } }), {}), '');
    assert.equal(codes(machine({ scopes: { required: true } }), {}), 'PB655 scopes');
    assert.equal(codes(machine({ scopes: { required: true } }), {}, ['api']), '');
    assert.equal(submit(required, {}).problems[0]?.message, 'The policy “Baseline” requires “region”.');
  });

  it('stays within the bounds of all policies', () => {
    const sources = [
      machine({ region: { allowed: ['eu', 'us'] } }),
      source('user', { u: { ...saying({ region: { allowed: ['us', 'ap'] } }), name: 'Mine' } }),
    ];
    assert.equal(codes(sources, { region: 'us' }), '');
    assert.equal(codes(sources, { region: '' }), '');
    assert.equal(codes(sources, { region: 'eu' }), 'PB653 region');
    assert.equal(codes(sources, { region: 'xx' }), 'PB653 region', 'one problem for a field');
    const { message, remedy } = submit(sources, { region: 'eu' }).problems[0] ?? assert.fail();
    assert.deepEqual(
      [message, remedy],
      ['The policy “Mine” does not allow this value for “region”.', 'Allowed: us, ap.'],
    );
    const preset = [
      machine({ region: { value: 'eu', locked: true } }),
      source('user', { u: saying({ region: { allowed: ['us'] } }) }),
    ];
    assert.equal(codes(preset, {}), 'PB653 region', 'a preset is bound like anything else');
  });

  it('names the line of a workspace that is not trusted, and repeats nothing of it', () => {
    const said = (kind: 'workspace' | 'user', trusted: boolean) => {
      const content = saying({ region: { allowed: ['eu'] }, scopes: { allowed: ['api'] } });
      const { problems } = submit(source(kind, { a: content }, { trusted }), { region: 'us' }, ['web']);
      return problems.map(({ message, remedy }) => `${message} ${remedy}`).join(' ');
    };
    for (const words of [said('workspace', true), said('user', false)])
      assert.match(words, /Allowed: eu.*Allowed: api/);
    const silent = said('workspace', false);
    assert.match(silent, /“a:\d+”/);
    assert.doesNotMatch(silent, /Allowed:/);
  });

  it('compares what is no parameter of the connector as a text', () => {
    const sources = machine({ clientId: { allowed: ['mine'] } });
    assert.equal(codes(sources, { clientId: 'mine' }), '');
    assert.equal(codes(sources, { clientId: 'other' }), 'PB653 clientId');
  });

  it('joins several values with spaces, and adds nothing where there is none', () => {
    assert.deepEqual(submit(machine({ region: { value: ['eu', 'us'] } }), {}).values, { region: 'eu us' });
    assert.deepEqual(submit(machine({ region: { allowed: ['eu'] } }), {}).values, {});
  });

  it('compares addresses by their hosts', () => {
    const sources = machine({ siteUrl: { allowed: ['*.my.salesforce.com'] } });
    assert.equal(codes(sources, { siteUrl: 'https://acme.my.salesforce.com/x' }), '');
    assert.equal(codes(sources, { siteUrl: 'https://my.salesforce.com.evil.example' }), 'PB653 siteUrl');
    assert.equal(codes(sources, { siteUrl: 'acme.my.salesforce.com' }), 'PB653 siteUrl');
  });

  it('asks for no scope that a policy does not allow', () => {
    const bound = machine({ scopes: { value: ['api'], allowed: ['api', 'refresh_token'] } });
    assert.deepEqual(submit(bound, {}, ['api', 'refresh_token']).scopes, ['api', 'refresh_token']);
    assert.equal(codes(bound, {}, ['api', 'refresh_token']), '');
    assert.deepEqual(submit(bound, {}, []).scopes, []);
    assert.equal(codes(bound, {}, ['api', 'full', 'web']), 'PB654 scopes');
    const { message, remedy } = submit(bound, {}, ['api', 'full', 'web']).problems[0] ?? assert.fail();
    assert.deepEqual(
      [message, remedy],
      ['The policy “Baseline” does not allow the scopes full, web.', 'Allowed: api, refresh_token.'],
    );
  });

  it('cannot change locked scopes', () => {
    for (const value of [['api', 'web'], 'api web', 'web  api']) {
      const locked = machine({ scopes: { value, locked: true } });
      assert.equal(codes(locked, {}, ['web', 'api']), '');
      assert.equal(codes(locked, {}, []), '');
      assert.equal(codes(locked, {}, ['api']), 'PB652 scopes');
      assert.equal(codes(locked, {}, ['api', 'web', 'full']), 'PB652 scopes');
      assert.deepEqual(submit(locked, {}, []).scopes.toSorted(), ['api', 'web']);
    }
    assert.deepEqual(submit(machine({ scopes: { locked: true } }), {}, []).scopes, []);
    assert.equal(codes(machine({ scopes: { locked: true } }), {}, ['api']), 'PB652 scopes');
  });

  it('is not confused by names that objects have anyway', () => {
    const sources = machine({ constructor: { required: true } });
    assert.equal(codes(sources, {}), 'PB655 constructor');
    const given = { values: JSON.parse('{"__proto__": "x", "a": "b"}'), scopes: [] };
    assert.deepEqual(checkSubmission(table(sources), salesforce, 'byoa', given).problems.length, 1);
  });
});
