import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  groupsOf,
  readFolderRoles,
  readMembers,
  readPolicy,
  readPolicyTests,
  runPolicyTests,
} from '../../../src/policy/index.ts';
import { domain, now, source } from './helpers.ts';

const page = readFileSync(new URL('../../../docs/policies.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```jsonc\n(.*?)```/gs)].map(([, text]) => text as string);

describe('policy: the examples of docs/policies.md', () => {
  it('are good, and decide what they say', () => {
    const [policy, folder, members, tests] = examples as [string, string, string, string];
    assert.deepEqual(readPolicy(policy, 'policies.md').problems, []);
    const { roles, problems: mistakes } = readFolderRoles(folder, 'folder.jsonc');
    assert.deepEqual(
      [mistakes, roles.roles?.grants.map(({ role, at }) => `${role} ${at.line}`)],
      [[], ['Automation User 2', 'Folder Administrator 2']],
    );
    assert.deepEqual(groupsOf(readMembers(members, 'members.jsonc').document, 'bob@acme.example'), ['finance']);
    const { document, problems } = readPolicyTests(tests, 'policies.md');
    assert.deepEqual(problems, []);
    const results = runPolicyTests(document ?? assert.fail(), [source('user', { a: policy })], domain, now);
    assert.deepEqual(
      results.map(({ passed }) => passed),
      [true],
    );
  });
});
