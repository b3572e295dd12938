import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readPolicy, readPolicyTests, runPolicyTests } from '../../../src/policy/index.ts';
import { domain, now, source } from './helpers.ts';

const page = readFileSync(new URL('../../../docs/policies.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```jsonc\n(.*?)```/gs)].map(([, text]) => text as string);

describe('policy: the examples of docs/policies.md', () => {
  it('are good, and decide what they say', () => {
    const [policy, , tests] = examples as [string, string, string];
    assert.deepEqual(readPolicy(policy, 'policies.md').problems, []);
    const { document, problems } = readPolicyTests(tests, 'policies.md');
    assert.deepEqual(problems, []);
    const results = runPolicyTests(document ?? assert.fail(), [source('user', { a: policy })], domain, now);
    assert.deepEqual(
      results.map(({ passed }) => passed),
      [true],
    );
  });
});
