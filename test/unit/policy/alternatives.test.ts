import assert from 'node:assert/strict';
import { alternatives, type Request } from '../../../src/policy/index.ts';
import { ask, policyTable } from './helpers.ts';

const personal = {
  id: 'people-stay-personal',
  deny: ['create', 'move'],
  when: { folder: 'shared', account: 'personal' },
  because: 'A shared connection acts as one person for everybody.',
  instead: 'Create it in your Personal Workspace.',
};

describe('policy: alternatives', () => {
  const near = (content: object, changes: Partial<Request> = {}, limit?: number) =>
    alternatives(policyTable(content), ask(changes), limit).map(({ label }) => label);

  it('are the nearest first, and none changes more than it must', () => {
    assert.deepEqual(near({ guardrails: [personal] }), ['with a service account', 'in your Personal Workspace']);
    assert.deepEqual(near({ settings: { connectors: { github: { authTypes: { pat: { enabled: false } } } } } }), [
      'with “OAuth 2.0”',
      'with “Bring your own OAuth 2.0 app”',
    ]);
    assert.deepEqual(near({ guardrails: [{ id: 'g', deny: ['create'], when: { folder: 'Finance/**' } }] }), [
      'in your Personal Workspace',
      'in HR',
    ]);
    assert.deepEqual(
      near({
        guardrails: [
          { id: 'g', deny: ['create'], when: { folder: 'shared', account: 'personal' } },
          { id: 'h', deny: ['create'], when: { authType: 'pat', folder: 'shared' } },
        ],
      }),
      [
        'in your Personal Workspace',
        'with a service account, with “OAuth 2.0”',
        'with a service account, with “Bring your own OAuth 2.0 app”',
      ],
    );
    assert.deepEqual(
      near({ guardrails: [{ id: 'g', deny: ['create'], when: { account: 'service' } }] }, { account: 'service' }),
      ['with a personal account'],
    );
  });

  it('are given with the request that they stand for', () => {
    const [first, second] = alternatives(policyTable({ guardrails: [personal] }), ask());
    assert.deepEqual(first, {
      change: { account: 'service' },
      request: ask({ account: 'service' }),
      label: 'with a service account',
      warned: false,
    });
    assert.deepEqual(second?.change, { folder: 'personal' });
  });

  it('come after those without a warning, at the same distance', () => {
    const content = {
      guardrails: [
        { id: 'g', deny: ['create'], when: { authType: 'pat' } },
        { id: 'w', deny: ['create'], when: { authType: 'oauth2' }, rollout: 'warn' },
      ],
    };
    const found = alternatives(policyTable(content), ask());
    assert.deepEqual(
      found.map(({ change, warned }) => [change.authType, warned]),
      [
        ['byoa', false],
        ['oauth2', true],
      ],
    );
  });

  it('are at most as many as asked for', () => {
    const content = {
      guardrails: [{ id: 'g', deny: ['create'], when: { folder: 'Finance', authType: 'pat', account: 'personal' } }],
    };
    assert.equal(near(content).length, 4);
    assert.deepEqual(near(content, {}, 2), ['with a service account', 'with “OAuth 2.0”']);
    assert.equal(near(content, {}, 99).length, 6);
  });

  it('change nothing that cannot change', () => {
    const everything = {
      guardrails: [{ id: 'g', deny: ['move', 'use', 'reconnect'], when: { folder: 'Finance/**' } }],
    };
    assert.deepEqual(near(everything, { action: 'move' }), ['in your Personal Workspace', 'in HR']);
    assert.deepEqual(
      near({ guardrails: [{ id: 'g', deny: ['move'], when: { authType: 'pat' } }] }, { action: 'move' }),
      [],
    );
    assert.deepEqual(
      near({ guardrails: [{ id: 'g', deny: ['move'], when: { account: 'personal' } }] }, { action: 'move' }),
      [],
    );
    assert.deepEqual(near(everything, { action: 'use' }), []);
    assert.deepEqual(near(everything, { action: 'reconnect' }), []);
  });

  it('are none for what is allowed, cannot be told, or is never allowed', () => {
    assert.deepEqual(near({}), []);
    assert.deepEqual(near({}, { connector: 'x' }), []);
    assert.deepEqual(near({}, { account: undefined }), []);
    assert.deepEqual(near({ guardrails: [{ id: 'g', deny: ['create'] }] }), []);
    assert.deepEqual(near({ guardrails: [{ id: 'g', deny: ['create'], rollout: 'warn' }] }), []);
  });
});
