import assert from 'node:assert/strict';
import type { AuthType } from '../../../src/model/authType.ts';
import { type Connector, connectorSchema } from '../../../src/model/connector.ts';
import { checkSubmission, defaultAuthType, isTooOld, presets, type Source } from '../../../src/policy/index.ts';
import { source, table, tenant } from './helpers.ts';

const salesforce: Connector = connectorSchema.parse({
  key: 'salesforce',
  name: 'Salesforce',
  description: 'x',
  parameters: [
    { name: 'siteUrl', label: 'Site', format: 'url', hosts: ['*.my.salesforce.com'] },
    { name: 'region', label: 'Region' },
  ],
  authTypes: ['byoa', 'clientCredentials'],
  oauth: { authorizeUrl: '{siteUrl}/authorize', tokenUrl: '{siteUrl}/token' },
  api: { baseUrl: '{siteUrl}/{region}' },
  provenance: [{ source: 'test' }],
});

/** A policy that says these things about the parameters of BYOA. */
const saying = (parameters: object, rest: object = {}) => ({
  ...tenant,
  settings: { connectors: { salesforce: { authTypes: { byoa: { parameters, ...rest } } } } },
});

const site = 'https://acme.my.salesforce.com';

const field = (sources: Source | Source[], name: string) =>
  presets(table(sources), salesforce, 'byoa').fields.get(name);

const submit = (sources: Source | Source[], values: Record<string, string>, scopes: string[] = []) =>
  checkSubmission(table(sources), salesforce, 'byoa', { values, scopes });

const codes = (...args: Parameters<typeof submit>) =>
  submit(...args)
    .problems.map(({ code, field: name }) => `${code} ${name}`)
    .join();

describe('policy: presets', () => {
  it('give values with the policy and the line that gives them', () => {
    const given = field(source('machine', { a: saying({ clientId: { value: '3MVG9' } }) }), 'clientId');
    assert.equal(given?.value, '3MVG9');
    assert.deepEqual(
      [given?.origin?.policy, given?.origin?.source, given?.origin?.address.line],
      ['Baseline', 'machine', 15],
    );
    assert.deepEqual(
      [given?.locked, given?.hidden, given?.required, given?.bounds, given?.refused],
      [[], false, [], [], []],
    );
  });

  it('take the value of the highest authority, and locks from everybody', () => {
    const workspace = source('workspace', {
      w: saying({ clientId: { value: 'theirs', locked: true }, siteUrl: { value: site } }),
    });
    const user = source('user', { u: { ...saying({ clientId: { value: 'mine', locked: false } }), name: 'Mine' } });
    const clientId = field([workspace, user], 'clientId');
    assert.deepEqual([clientId?.value, clientId?.origin?.policy], ['mine', 'Mine']);
    assert.deepEqual(
      clientId?.locked.map((origin) => origin.source),
      ['workspace'],
    );
    assert.equal(field([workspace, user], 'siteUrl')?.value, site);
    assert.deepEqual([...presets(table([workspace, user]), salesforce, 'byoa').fields.keys()], ['clientId', 'siteUrl']);
    assert.equal(presets(table([workspace, user]), salesforce, 'clientCredentials').fields.size, 0);
  });

  it('find each part in the nearest entry that has it', () => {
    const content = {
      ...tenant,
      settings: {
        connectors: {
          '*': {
            authTypes: {
              byoa: { parameters: { clientId: { locked: true, value: 'far' } } },
              '*': { parameters: { region: { required: true } } },
            },
          },
          salesforce: { authTypes: { '*': { parameters: { clientId: { value: 'near' } } } } },
        },
      },
    };
    const sources = source('machine', { a: content });
    assert.deepEqual([field(sources, 'clientId')?.value, field(sources, 'clientId')?.locked.length], ['near', 1]);
    assert.equal(field(sources, 'region')?.required.length, 1);
  });

  it('give secrets by reference only', () => {
    const sealed = '-----BEGIN AGE ENCRYPTED FILE-----\nx';
    assert.deepEqual(
      field(source('user', { a: saying({ clientSecret: { sealed, hidden: true } }) }), 'clientSecret')?.secret,
      { sealed },
    );
    const from = field(source('machine', { a: saying({ clientSecret: { from: 'env:X' } }) }), 'clientSecret');
    assert.deepEqual([from?.secret, from?.hidden, from?.value], [{ from: 'env:X' }, false, undefined]);
  });

  it('hide a field only where there is a value', () => {
    assert.equal(
      field(source('user', { a: saying({ clientId: { value: 'x', hidden: true } }) }), 'clientId')?.hidden,
      true,
    );
    assert.equal(field(source('user', { a: saying({ clientId: { hidden: true } }) }), 'clientId')?.hidden, false);
  });

  it('take nothing from a workspace that is not trusted, but its narrowing', () => {
    const content = saying({ clientId: { value: 'x', locked: true, hidden: true, required: true, allowed: ['x'] } });
    const given = field(source('workspace', { a: content }, { trusted: false }), 'clientId');
    assert.deepEqual(
      [given?.value, given?.hidden, given?.locked.length, given?.required.length, given?.bounds.length],
      [undefined, false, 1, 1, 1],
    );
    assert.deepEqual(
      given?.refused.map(({ because, origin }) => [because, origin.source]),
      [['untrusted', 'workspace']],
    );
    assert.equal(field(source('workspace', { a: content }), 'clientId')?.value, 'x');
    assert.equal(
      field(source('user', { a: content }, { trusted: false }), 'clientId')?.value,
      'x',
      'trust is asked of workspaces',
    );
  });

  it('take no place of a secret from a workspace, and no host that is not the connector’s', () => {
    const workspace = (parameters: object) => source('workspace', { a: saying(parameters) });
    const refused = (parameters: object, name: string) =>
      field(workspace(parameters), name)
        ?.refused.map(({ because }) => because)
        .join();
    assert.equal(refused({ clientSecret: { from: 'env:AWS_SECRET' } }, 'clientSecret'), 'reference');
    assert.equal(refused({ siteUrl: { value: 'https://evil.example' } }, 'siteUrl'), 'host');
    assert.equal(refused({ siteUrl: { value: [site, 'https://evil.example'] } }, 'siteUrl'), 'host');
    assert.equal(refused({ siteUrl: { value: site } }, 'siteUrl'), '');
    assert.equal(refused({ clientSecret: { sealed: '-----BEGIN AGE ENCRYPTED FILE-----' } }, 'clientSecret'), '');
    const lower = [
      workspace({ siteUrl: { value: 'https://evil.example' } }),
      source('user', { u: saying({ siteUrl: { value: 'https://own.example' } }) }),
    ];
    assert.equal(field(lower, 'siteUrl')?.value, 'https://own.example', 'a person may go where they like');
  });

  it('go on to the next value where one is refused', () => {
    const first = source('workspace', { a: saying({ siteUrl: { value: 'https://evil.example' } }) }, { id: '/a' });
    const second = source('workspace', { b: saying({ siteUrl: { value: site } }) }, { id: '/b' });
    const given = field([first, second], 'siteUrl');
    assert.deepEqual([given?.value, given?.origin?.address.file, given?.refused.length], [site, 'b', 1]);
  });

  it('take nothing from a source that has expired', () => {
    const given = field(
      source(
        'organisation',
        { a: saying({ clientId: { value: 'x' } }) },
        { freshness: { state: 'expired', because: 'age' } },
      ),
      'clientId',
    );
    assert.deepEqual([given?.value, given?.refused[0]?.because], [undefined, 'expired']);
  });

  it('know the strictest age', () => {
    const sources = [
      source('machine', { a: saying({}, { maxAgeDays: 90 }) }),
      source('user', { b: saying({}, { maxAgeDays: 7 }) }),
      source('workspace', { c: saying({}, { maxAgeDays: 30 }) }),
    ];
    const found = presets(table(sources), salesforce, 'byoa');
    assert.deepEqual([found.maxAge?.days, found.maxAge?.origin.source], [7, 'user']);
    const day = 24 * 60 * 60 * 1000;
    assert.equal(isTooOld(found, 0, 7 * day), false);
    assert.equal(isTooOld(found, 0, 7 * day + 1), true);
    assert.equal(isTooOld(found, day, 7 * day + 1), false);
    assert.equal(isTooOld(presets(table([]), salesforce, 'byoa'), 0, 9e15), false);
  });

  it('know the type to begin with', () => {
    const first = (sources: Source[], offered: AuthType[] = ['byoa', 'clientCredentials']) => {
      const found = defaultAuthType(table(sources), 'salesforce', offered);
      return found && `${found.authType} ${found.origin.policy}`;
    };
    const naming = (type: string, value = true) => ({
      ...tenant,
      settings: { connectors: { salesforce: { authTypes: { [type]: { default: value } } } } },
    });
    const workspace = source('workspace', { w: naming('byoa') });
    const machine = source('machine', { m: { ...naming('clientCredentials'), name: 'M' } });
    assert.equal(first([]), undefined);
    assert.equal(first([workspace]), 'byoa Baseline');
    assert.equal(first([workspace, machine]), 'clientCredentials M');
    assert.equal(first([machine], ['byoa']), undefined);
    assert.equal(first([source('user', { u: naming('byoa', false) })]), undefined);
  });
});

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

  it('compares addresses by their hosts', () => {
    const sources = machine({ siteUrl: { allowed: ['*.my.salesforce.com'] } });
    assert.equal(codes(sources, { siteUrl: 'https://acme.my.salesforce.com/x' }), '');
    assert.equal(codes(sources, { siteUrl: 'https://my.salesforce.com.evil.example' }), 'PB653 siteUrl');
    assert.equal(codes(sources, { siteUrl: 'acme.my.salesforce.com' }), 'PB653 siteUrl');
  });

  it('asks for no scope that a policy does not allow', () => {
    const bound = machine({ scopes: { value: ['api'], allowed: ['api', 'refresh_token'] } });
    assert.deepEqual(submit(bound, {}, ['api', 'refresh_token']).scopes, ['api', 'refresh_token']);
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
