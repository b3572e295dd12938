import assert from 'node:assert/strict';
import type { AuthType } from '../../../src/model/authType.ts';
import { defaultAuthType, isTooOld, presets, type Source } from '../../../src/policy/index.ts';
import { source, table, tenant } from './helpers.ts';
import { salesforce, saying } from './salesforce.ts';

const field = (sources: Source | Source[], name: string) =>
  presets(table(sources), salesforce, 'byoa').fields.get(name);

const site = 'https://acme.my.salesforce.com';

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
    assert.equal(isTooOld(found, Number.NaN, 7 * day), true, 'nobody knows when');
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
