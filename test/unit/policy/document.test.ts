import assert from 'node:assert/strict';
import { readPolicy } from '../../../src/policy/index.ts';
import { good, tenant, wrong } from './helpers.ts';

/** The whole problem that a text has. */
function problem(text: string) {
  const { problems } = readPolicy(text, 'a.policy.jsonc');
  assert.equal(problems.length, 1, JSON.stringify(problems));
  return problems[0];
}

const withParameter = (parameter: object, name = 'clientId') => ({
  ...tenant,
  settings: { connectors: { github: { authTypes: { byoa: { parameters: { [name]: parameter } } } } } },
});

const withGuardrail = (guardrail: object) => ({ ...tenant, guardrails: [{ id: 'g', deny: ['create'], ...guardrail }] });

describe('policy document', () => {
  it('reads the example of the documentation', () => {
    const text = `{
      // What everybody gets
      "name": "Baseline", "description": "x", "contact": "Platform team, #connections",
      "deploy": [{ "tenant": true }, { "group": "finance", "priority": 10 }, { "user": "a@b.example", "policy": "none" }],
      "inherits": false, "availabilityDays": 30,
      "settings": {
        "connectors": {
          "*": { "enabled": true },
          "salesforce": { "authTypes": { "*": { "enabled": false }, "byoa": { "enabled": true, "default": true, "maxAgeDays": 90, "parameters": {
            "clientId": { "value": "3MVG9", "locked": true },
            "clientSecret": { "sealed": "-----BEGIN AGE ENCRYPTED FILE-----", "hidden": true },
            "scopes": { "value": ["api"], "allowed": ["api", "refresh_token"], "required": true } } } } }
        },
        "existing": "keep",
      },
      "guardrails": [{ "id": "people-stay-personal", "deny": ["create", "move"], "when": { "folder": "shared", "account": ["personal"] },
        "unless": { "role": "Folder Administrator" }, "because": "b", "instead": "i", "rollout": "warn", "from": "2026-12-01",
        "except": [{ "connection": "6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10", "until": "2026-12-31", "reason": "r", "approvedBy": "a" }] }]
    }`;
    const { content } = good(text);
    assert.equal(content.settings?.connectors?.['salesforce']?.authTypes?.byoa?.maxAgeDays, 90);
    assert.equal(content.guardrails[0]?.rollout, 'warn');
  });

  it('fills in what is left unsaid', () => {
    const { content } = good({ ...tenant, guardrails: [{ id: 'g', deny: ['use'] }] });
    assert.equal(content.inherits, false);
    assert.equal(content.guardrails[0]?.rollout, 'enforce');
    assert.deepEqual(good(tenant).content.guardrails, []);
  });

  it('knows the place of every value, by its key', () => {
    const document = good(
      '{\r\n  "name": "A",\r\n  "deploy": [{ "tenant": true }], "guardrails": [\n    { "id": "g", "deny": ["use"] }] }',
    );
    const { file, line, column, offset, length } = document.locate(['deploy']);
    assert.deepEqual({ file, line, column }, { file: 'baseline.policy.jsonc', line: 3, column: 3 });
    assert.equal(document.text.slice(offset, offset + length), '"deploy"');
    const guardrail = document.locate(['guardrails', 0]);
    assert.deepEqual([guardrail.line, guardrail.column], [4, 5]);
    assert.equal(
      document.text.slice(guardrail.offset, guardrail.offset + guardrail.length),
      '{ "id": "g", "deny": ["use"] }',
    );
    assert.equal(
      document.locate(['guardrails', 0, 'because', 'x']).offset,
      guardrail.offset,
      'the innermost part that is there',
    );
    assert.equal(document.locate([]).line, 1);
  });

  it('counts a byte-order mark as a space and lone carriage returns as line ends', () => {
    const text = '\uFEFF{ "name": "A", "deploy": [],\r"guardrail": [] }';
    const found = problem(text);
    assert.deepEqual([found?.code, found?.line, found?.column], ['PB605', 2, 1]);
    assert.equal(text.slice(found?.offset, (found?.offset ?? 0) + (found?.length ?? 0)), '"guardrail"');
    assert.equal(good('\uFEFF{ "name": "A", "deploy": [] }').locate(['name']).column, 4);
  });

  it('says what an unknown key was meant to be', () => {
    const found = problem('{ "name": "A", "deploy": [], "guardrials": [] }');
    assert.equal(found?.suggestion, 'guardrails');
    assert.equal(found?.message, '“guardrials” is not known here. Did you mean “guardrails”?');
    assert.equal(found?.severity, 'error');
    assert.equal(found?.file, 'a.policy.jsonc');
    const alien = problem('{ "name": "A", "deploy": [], "xyzzy": [] }');
    assert.deepEqual([alien && 'suggestion' in alien, alien?.message], [false, '“xyzzy” is not known here.']);
    const type = problem(
      '{ "name": "A", "deploy": [], "settings": { "connectors": { "x": { "authTypes": { "byao": {} } } } } }',
    );
    assert.deepEqual([type?.code, type?.suggestion], ['PB605', 'byoa']);
    const inList = problem('{ "name": "A", "deploy": [{ "tenat": true, "tenant": true }] }');
    assert.equal(inList?.suggestion, 'tenant');
    const inRecord = problem(
      '{ "name": "A", "deploy": [], "settings": { "connectors": { "x": { "enabeld": true } } } }',
    );
    assert.equal(inRecord?.suggestion, 'enabled');
  });

  it('says which word was meant', () => {
    const found = problem(JSON.stringify(withGuardrail({ deny: ['creat'] })));
    assert.deepEqual([found?.code, found?.suggestion], ['PB607', 'create']);
    assert.equal(
      found?.message,
      '“creat” is not one of view, use, create, reconnect, edit, move, share, delete. Did you mean “create”?',
    );
    const one = problem(JSON.stringify(withGuardrail({ when: { account: 'servic' } })));
    assert.deepEqual([one?.code, one?.suggestion], ['PB607', 'service']);
    const list = problem(JSON.stringify(withGuardrail({ when: { authType: ['pat', 'byao'] } })));
    assert.deepEqual([list?.code, list?.suggestion], ['PB607', 'byoa']);
  });

  it('names the type that a value must have', () => {
    const message = (content: object | string) =>
      problem(typeof content === 'string' ? content : JSON.stringify(content))?.message;
    assert.equal(message('[]'), 'Expected an object in braces.');
    assert.equal(message({ ...tenant, name: 1 }), 'Expected a text.');
    assert.equal(message({ ...tenant, inherits: 'yes' }), 'Expected true or false.');
    assert.equal(message({ ...tenant, deploy: {} }), 'Expected a list.');
    assert.equal(message({ ...tenant, settings: { connectors: [] } }), 'Expected an object in braces.');
    assert.equal(message({ ...tenant, availabilityDays: 'x' }), 'Expected a whole number.');
    assert.equal(message({ ...tenant, availabilityDays: 1.5 }), 'Expected a whole number.');
    assert.equal(message({ ...tenant, deploy: [{ tenant: false }] }), 'Expected true.');
    assert.equal(message({ ...tenant, deploy: [{ tenant: 'yes' }] }), 'Expected true.');
    assert.equal(message(withGuardrail({ when: { folder: 3 } })), 'Expected a text or a list of texts.');
    assert.equal(message(withGuardrail({ when: { folder: [3] } })), 'Expected a text.');
    assert.equal(
      message(withGuardrail({ deny: [3] })),
      'Expected view, use, create, reconnect, edit, move, share, delete.',
    );
  });

  it('names the size and the form that a value must have', () => {
    const message = (content: object) => problem(JSON.stringify(content))?.message;
    assert.equal(message({ ...tenant, name: '' }), 'Expected at least 1 character.');
    assert.equal(message({ ...tenant, name: 'x'.repeat(201) }), 'Expected at most 200 characters.');
    assert.equal(message({ ...tenant, contact: 'x'.repeat(1001) }), 'Expected at most 1000 characters.');
    assert.equal(message(withGuardrail({ deny: [] })), 'Expected at least 1 value.');
    assert.equal(message(withGuardrail({ when: { folder: [] } })), 'Expected at least 1 value.');
    assert.equal(message({ ...tenant, availabilityDays: -1 }), 'Expected 0 or more.');
    assert.equal(message({ ...tenant, availabilityDays: 4000 }), 'Expected 3650 or less.');
    assert.equal(message(withGuardrail({ id: 'A b' })), 'Expected lower-case letters, digits and hyphens.');
    assert.equal(message(withGuardrail({ id: 'ab c' })), 'Expected lower-case letters, digits and hyphens.');
    assert.equal(message(withParameter({ from: ' env:X' })), 'Expected a reference such as env:NAME.');
    assert.equal(message(withGuardrail({ from: '31.12.2026' })), 'Expected a day such as 2026-12-31.');
    assert.equal(message(withGuardrail({ from: '2026-02-30' })), 'Expected a day such as 2026-12-31.');
    assert.equal(message(withParameter({ from: 'SF_SECRET' })), 'Expected a reference such as env:NAME.');
    const except = [{ connection: 'x', until: '2026-12-31', reason: 'r', approvedBy: 'a' }];
    assert.equal(message(withGuardrail({ except })), 'Expected the id of a connection, as its file has it.');
    assert.equal(
      message({ ...tenant, settings: { connectors: { ['x'.repeat(201)]: {} } } }),
      'Expected 1 to 200 characters.',
    );
  });

  it('wants an end, a reason and a name for every exemption', () => {
    const except = [{ connection: '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10' }];
    const { problems } = readPolicy(JSON.stringify(withGuardrail({ except })), 'a');
    assert.deepEqual(
      problems.map(({ code, message }) => `${code} ${message}`),
      ['PB608 “until” is missing.', 'PB608 “reason” is missing.', 'PB608 “approvedBy” is missing.'],
    );
    assert.deepEqual(wrong('{}'), ['PB608:1', 'PB608:1']);
  });

  it('wants exactly one target of each deployment, and a priority of groups only', () => {
    const deploy = (...entries: object[]) => ({ name: 'A', deploy: entries });
    assert.deepEqual(wrong(deploy({})), ['PB611:4']);
    for (const entry of [
      { tenant: true, user: 'x' },
      { group: 'g' },
      { tenant: true, priority: 1 },
      { user: 'x', priority: 0 },
    ]) {
      assert.equal(wrong(deploy({ tenant: true }, entry))[0]?.slice(0, 5), 'PB611', JSON.stringify(entry));
    }
    good(deploy({ tenant: true }, { group: 'g', priority: 0 }, { user: 'x' }));
    good(deploy());
  });

  it('says in words what is wrong', () => {
    const message = (text: string) => problem(text)?.message;
    assert.equal(message(''), 'This is not valid JSON: ValueExpected.');
    assert.equal(
      message(' '.repeat(2 ** 20 + 1)),
      'A policy file has at most 1048576 characters. Split it in several.',
    );
    assert.equal(
      message('{ "name": "a", "name": "b" }'),
      '“name” is there twice; which of the two holds would be a guess.',
    );
    const unclear = 'Say exactly one of "tenant", "group" and "user"; "priority" goes with "group" and only there.';
    assert.equal(message('{ "name": "a", "deploy": [{}] }'), unclear);
    assert.equal(problem('{ "name": "", "deploy": [] }')?.code, 'PB609');
  });

  it('refuses two guardrails of one name', () => {
    const twice = {
      ...tenant,
      guardrails: [
        { id: 'g', deny: ['use'] },
        { id: 'h', deny: ['use'] },
        { id: 'g', deny: ['use'] },
      ],
    };
    const found = problem(JSON.stringify(twice));
    assert.deepEqual([found?.code, found?.message], ['PB612', 'There is already a guardrail “g” in this file.']);
    assert.equal(problem(JSON.stringify(twice, null, 1))?.line, 22);
  });

  it('refuses a secret that everybody could read', () => {
    const codes = (parameter: object, name?: string) =>
      wrong(withParameter(parameter, name)).map((found) => found.slice(0, 5));
    for (const name of [
      'clientSecret',
      'token',
      'password',
      'privateKey',
      'apiKey',
      'webhookSecret',
      'accessToken',
      'PASSPHRASE',
    ]) {
      assert.deepEqual(codes({ value: 'x' }, name), ['PB610'], name);
    }
    for (const value of [
      'ghp_x',
      'gho_x',
      'github_pat_x',
      'glpat-x',
      'xoxb-x',
      'xoxp-x',
      'sk-x',
      'sk_live_x',
      '-----BEGIN RSA',
    ]) {
      assert.deepEqual(codes({ value }), ['PB610'], value);
    }
    assert.deepEqual(codes({ value: ['a', 'ghp_x'] }), ['PB610']);
    assert.deepEqual(codes({ allowed: ['x'] }, 'token'), ['PB610']);
    assert.deepEqual(codes({ sealed: 'x' }, 'clientSecret'), ['PB610']);
    assert.match(problem(JSON.stringify(withParameter({ sealed: 'x' })))?.message ?? '', /^“sealed” is a secret/);
    good(withParameter({ sealed: '-----BEGIN AGE ENCRYPTED FILE-----\n...' }, 'clientSecret'));
    good(withParameter({ from: 'env:X', hidden: true, locked: true }, 'clientSecret'));
    good(withParameter({ required: true }, 'clientSecret'));
    good(withParameter({ value: 'tokens', allowed: ['tokens'] }, 'tokenKind'));
    const found = problem(JSON.stringify(withParameter({ value: 'x' }, 'token'), null, 1));
    assert.equal(found?.line, 15, 'points at the value');
    assert.match(found?.message ?? '', /^“token” is a secret/);
    assert.equal(problem(JSON.stringify(withParameter({ allowed: ['x'] }, 'token'), null, 1))?.line, 15);
  });

  it('refuses more than one source of a value', () => {
    const found = problem(JSON.stringify(withParameter({ value: 'x', from: 'env:X' })));
    assert.deepEqual([found?.code, found?.message], ['PB613', 'Say only one of "value", "sealed" and "from".']);
  });

  it('refuses what a newer version wrote, and says so', () => {
    assert.deepEqual(wrong({ ...tenant, version: 2 }), ['PB614:8']);
    assert.deepEqual(wrong({ ...tenant, version: 0 }), ['PB606:8']);
    assert.match(problem(JSON.stringify({ ...tenant, version: 2 }))?.message ?? '', /newer Patchbay/);
    good({ ...tenant, version: 1, $schema: 'x' });
  });

  it('tells everything that is wrong, in the order of the text', () => {
    const text = `{
      "guardrails": [{ "id": "g", "deny": ["x"] }],
      "name": 1,
      "deploy": [{ "tenent": true }]
    }`;
    assert.deepEqual(wrong(text), ['PB607:2', 'PB606:3', 'PB605:4']);
    const semantic = { ...withParameter({ value: 'x' }, 'token'), deploy: [{}] };
    assert.deepEqual(wrong(semantic), ['PB611:4', 'PB610:13']);
    const { deploy, ...rest } = semantic;
    assert.deepEqual(wrong({ ...rest, deploy }), ['PB610:10', 'PB611:19'], 'wherever the keys stand');
  });
});
