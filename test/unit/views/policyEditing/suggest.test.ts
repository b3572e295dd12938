import assert from 'node:assert/strict';
import { escapeMarkdown } from '../../../../src/views/policyEditing/escapeMarkdown.ts';
import { explainPlace } from '../../../../src/views/policyEditing/explainPlace.ts';
import { fileNameOf } from '../../../../src/views/policyEditing/fileName.ts';
import { kindOf, type PolicyFileKind } from '../../../../src/views/policyEditing/kinds.ts';
import { placeAt } from '../../../../src/views/policyEditing/place.ts';
import { connectorAt, dayAfter, suggestionsAt } from '../../../../src/views/policyEditing/suggest.ts';
import { dayWords } from '../../../../src/views/policyEditing/words.ts';
import { fileCatalog } from '../../../support/fileCatalog.ts';
import { draftOf, scene, tenant } from './editingFixture.ts';

/** A text with a bar where the cursor is. */
function place(marked: string, kind: PolicyFileKind = 'policy') {
  const offset = marked.indexOf('|');
  return placeAt(kind, marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

async function words(marked: string, kind?: PolicyFileKind): Promise<string[]> {
  const at = place(marked, kind);
  const key = connectorAt(at);
  const record = key === undefined ? undefined : await fileCatalog.connector(key);
  return suggestionsAt(at, { scene: scene(), connectors: new Map(record ? [[record.key, record]] : []) }).map(
    ({ word }) => word,
  );
}

const inSettings = (inner: string) => `{ "settings": { "connectors": { ${inner} } } }`;
const inGithub = (inner: string) => inSettings(`"github": { "authTypes": { "byoa": { ${inner} } } }`);
const inRule = (inner: string) => `{ "guardrails": [{ ${inner} }] }`;

describe('policy editing: words to choose from', () => {
  it('are those of the place in a policy', async () => {
    assert.deepEqual(await words(inSettings('"|"')), ['*', 'github', 'slack']);
    assert.deepEqual(await words(inSettings('"github": { "authTypes": { "|": {} } }')), ['*', 'pat', 'byoa']);
    assert.ok((await words(inSettings('"*": { "authTypes": { "|": {} } }'))).includes('deviceCode'));
    assert.deepEqual(await words(inGithub('"parameters": { "|" }')), ['clientId', 'clientSecret', 'scopes']);
    assert.deepEqual(await words(inSettings('"*": { "authTypes": { "*": { "parameters": { "|" } } } }')), [
      'clientId',
      'clientSecret',
      'scopes',
    ]);
    assert.ok((await words(inGithub('"parameters": { "scopes": { "allowed": ["repo", "|"] } }'))).includes('gist'));
    assert.deepEqual(await words(inGithub('"parameters": { "clientSecret": { "from": "|" } }')), [
      ...['env:NAME', 'file:/path', 'vault://store/mount/path#field'],
    ]);
    assert.deepEqual(await words(inRule('"when": { "connector": ["|"] }')), ['github', 'slack']);
    assert.deepEqual(await words(inRule('"unless": { "category": "|" }')), ['Chat', 'Code']);
    assert.deepEqual(await words(inRule('"when": { "folder": "|" }')), [
      ...['personal', 'shared', 'Finance/**', 'Finance', 'Finance/Payables'],
    ]);
    assert.deepEqual(await words(inRule('"when": { "role": "|" }')), [
      'Automation User',
      'Folder Administrator',
      'Maker',
    ]);
    assert.deepEqual(await words(inRule('"when": { "group": "|" }')), ['makers', 'readers']);
    assert.deepEqual(await words(inRule('"when": { "user": "|" }')), [
      'ana@x.example',
      'bob@x.example',
      'eve@x.example',
    ]);
    assert.equal((await words(inRule('"except": [{ "connection": "|" }]')))[0], 'one');
    assert.equal((await words(inRule('"except": [{ "until": "|" }]')))[0], '2026-06-16');
    assert.equal((await words(inRule('"except": [{ "approvedBy": "|" }]')))[0], 'ana@x.example');
    assert.equal((await words(inRule('"from": "|"')))[1], '2026-06-22');
    assert.deepEqual(await words('{ "deploy": [{ "group": "|" }] }'), ['makers', 'readers']);
    assert.equal((await words('{ "deploy": [{ "user": "|" }] }')).length, 3);
  });

  it('are none where the JSON schema knows them, and where none are known', async () => {
    assert.deepEqual(await words(inRule('"when": { "authType": "|" }')), []);
    assert.deepEqual(await words(inRule('"deny": ["|"]')), []);
    assert.deepEqual(await words(inRule('"except": [{ "reason": "|" }]')), []);
    assert.deepEqual(await words('{ "|": 1 }'), []);
    assert.deepEqual(await words(inRule('"when": { "connector": { "a": "|" } }')), []);
  });

  it('are those of tests, members and folders', async () => {
    const test = (inner: string) => words(`{ "tests": [{ ${inner} }] }`, 'test');
    assert.deepEqual(await test('"connector": "|"'), ['github', 'slack']);
    assert.deepEqual(await test('"folder": "|"'), ['personal', 'Finance', 'Finance/Payables']);
    assert.deepEqual(await test('"as": { "groups": ["|"] }'), ['makers', 'readers']);
    assert.equal((await test('"as": { "user": "|" }')).length, 3);
    assert.equal((await test('"as": { "roles": ["|"] }')).length, 3);
    assert.equal((await test('"connection": "|"')).length, 5);
    assert.deepEqual(await test('"by": "|"'), []);
    assert.equal((await words('{ "groups": { "a": ["|"] } }', 'members')).length, 3);
    assert.equal((await words('{ "roles": { "|" } }', 'folder')).length, 3);
    assert.deepEqual(await words('{ "roles": { "Maker": ["|"] } }', 'folder'), [
      ...['ana@x.example', 'bob@x.example', 'eve@x.example', 'group:makers', 'group:readers', '*'],
    ]);
  });

  it('take the place of the whole string, and know whether a colon follows', () => {
    const text = inSettings('"git|hub" : {}');
    const { start, end, hasColon, word, isKey } = place(text);
    assert.deepEqual(
      [text.replace('|', '').slice(start, end), hasColon, word, isKey],
      ['"github"', true, 'github', true],
    );
    const empty = place(inSettings('|'));
    assert.deepEqual([empty.start === empty.end, empty.word, empty.hasColon], [true, undefined, false]);
  });
});

describe('policy editing: explanations', () => {
  const explain = (marked: string, kind: PolicyFileKind = 'policy') => {
    const at = place(marked, kind);
    const text = marked.replace('|', '');
    const document = kind === 'policy' ? draftOf(text).document : undefined;
    const path = at.isKey ? [...at.path, at.word ?? ''] : at.path;
    const said = explainPlace({ ...at, path }, at.word ?? '', scene(), document);
    return said && [said.title, ...said.lines].join(' | ');
  };
  const policy = (inner: string) => `{ "name": "n", "deploy": [{ "group": "makers", "priority": 1 }], ${inner} }`;

  it('name connectors, types, groups, people, roles, folders, connections and days', () => {
    const rule = (inner: string) => policy(`"guardrails": [{ "id": "g", "deny": ["create"], ${inner} }]`);
    assert.match(
      explain(policy('"settings": { "connectors": { "git|hub": {} } }')) ?? '',
      /^GitHub \| What GitHub is.*3 connections today$/,
    );
    assert.match(
      explain(policy('"settings": { "connectors": { "github": { "authTypes": { "p|at": {} } } } }')) ?? '',
      /^Personal access token/,
    );
    assert.match(explain(rule('"when": { "connector": "sl|ack" }')) ?? '', /1 connection today/);
    assert.equal(explain(rule('"when": { "connector": "no|ne" }')), undefined);
    assert.equal(explain(rule('"when": { "group": "make|rs" }')), 'makers | 2 members | ana@x.example, bob@x.example');
    assert.match(explain(rule('"when": { "group": "no|ne" }')) ?? '', /No members.jsonc/);
    assert.match(explain(rule('"when": { "user": "ANA@x.ex|ample" }')) ?? '', /This is you.*makers/);
    assert.equal(explain(rule('"when": { "role": "Mak|er" }')), 'Maker | Permits: Create');
    assert.match(
      explain(rule('"when": { "folder": "Finance/*|*" }')) ?? '',
      /Today: Finance, Finance \/ Payables \| 4 connections/,
    );
    assert.match(explain(rule('"when": { "folder": "No|where" }')) ?? '', /No folder matches/);
    assert.match(explain(rule('"from": "2026-07-1|5"')) ?? '', /in 30 days/);
    assert.match(explain('{ "roles": { "Maker": ["group:read|ers"] } }', 'folder') ?? '', /^readers \| 1 member/);
    assert.match(explain('{ "roles": { "Maker": ["|*"] } }', 'folder') ?? '', /Everybody/);
    assert.match(explain('{ "groups": { "mak|ers": [] } }', 'members') ?? '', /2 members/);
    assert.match(explain('{ "tests": [{ "connection": "on|e" }] }', 'test') ?? '', /^one \| github/);
    assert.equal(explain(policy('"description": "pl|ain"')), undefined);
  });

  it('say in a sentence what a guardrail does', () => {
    const text = `{ "name": "n", "deploy": [], "guardrails": [{ "id": "|g", "deny": ["create", "move", "use"], "when": { "folder": "shared", "account": ["personal", "service"] }, "unless": { "role": "Maker" }, "rollout": "warn", "from": "2027-01-01" }] }`;
    assert.equal(
      explain(text),
      'g | Warns about creating, moving and using connections, where folder is “shared” and account is one of “personal”, “service”, unless role is “Maker”. From 2027-01-01 on; one step milder before.',
    );
  });

  it('are shown letter by letter', () => {
    assert.equal(
      escapeMarkdown('[a](command:x)\n <b> ada@x.example'),
      '\\[a\\]\\(command\\:x\\) \\<b\\> ada\\@x\\.example',
    );
  });

  it('count days in UTC', () => {
    const now = Date.parse('2026-06-15T23:59:00Z');
    const said = [0, 1, 2, -1, -2].map((days) => dayWords(dayAfter(now, days), now));
    assert.deepEqual(said, ['today', 'tomorrow', 'in 2 days', 'yesterday', '2 days ago']);
  });
});

describe('policy editing: files', () => {
  const kind = (file: string) => kindOf(file, { userPolicies: '/u/policies', machinePolicies: 'C:\\d\\policies.d' });

  it('are told by their paths', () => {
    assert.deepEqual(
      [
        ...['/w/.patchbay/policies/a.policy.jsonc', '/u/policies/a.policy.jsonc', 'C:\\d\\policies.d\\a.policy.jsonc'],
        ...['/w/x/a.policy-test.jsonc', '/w/.patchbay/members.jsonc', 'C:\\d\\policies.d\\members.jsonc'],
        ...[
          '/w/.patchbay/folders/A/B/folder.jsonc',
          '/w/a.policy.jsonc',
          '/w/members.jsonc',
          '/w/.patchbay/folders/folder.jsonc',
        ],
      ].map(kind),
      ['policy', 'policy', 'policy', 'test', 'members', 'members', 'folder', undefined, undefined, undefined],
    );
  });

  it('have names that every system takes', () => {
    assert.deepEqual(['Own app (2)', ' Größe/../x ', '…', 'CON'].map(fileNameOf), ['own-app-2', 'große-x', '', 'con']);
    assert.equal(tenant.name, 'Baseline');
  });
});
