import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchemas } from '../../../scripts/buildSchemas.ts';

/** Every `description` in a schema, however deep; not the properties that are called so. */
function descriptions(schema: unknown): string[] {
  return Object.entries(schema ?? {}).flatMap(([key, value]) => {
    if (key === 'description' && typeof value === 'string') return [value];
    return typeof value === 'object' ? descriptions(value) : [];
  });
}

describe('policy: the JSON schemas that the editor checks with', () => {
  it('know the keys, refuse others, and describe them', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'patchbay-schemas-'));
    try {
      await buildSchemas(directory);
      const read = async (name: string) => JSON.parse(await readFile(join(directory, `${name}.schema.json`), 'utf8'));
      const policy = await read('policy');
      assert.deepEqual(policy.required, ['name', 'deploy'], 'defaults are not required');
      assert.equal(policy.additionalProperties, false);
      const guardrail = policy.properties.guardrails.items;
      assert.deepEqual(guardrail.required, ['id', 'deny']);
      assert.match(guardrail.properties.from.description, /milder/);
      assert.deepEqual(guardrail.properties.deny.items.enum, [
        'view',
        'use',
        'create',
        'reconnect',
        'edit',
        'move',
        'share',
        'delete',
      ]);
      const exemption = guardrail.properties.except.items;
      assert.deepEqual(exemption.required, ['connection', 'until', 'reason', 'approvedBy']);
      assert.equal(policy.allowComments, true);
      const tests = await read('policy-test');
      const members = await read('members');
      const folder = await read('folder');
      assert.deepEqual(Object.keys(members.properties), ['version', 'people', 'groups', 'roles']);
      assert.ok('description' in folder.properties && folder.properties.roles.additionalProperties.items);
      const described = [policy, tests, members, folder].map(descriptions);
      assert.deepEqual(
        described.map((all) => all.length),
        [37, 5, 6, 2],
        'add a description with each new key',
      );
      assert.ok(described.flat().every((text) => text.length > 6));
      assert.deepEqual(tests.properties.tests.items.properties.expect.enum, ['allow', 'warn', 'deny', 'indeterminate']);
      const words = await read('policy-words');
      assert.equal(words.properties.guardrails.items.properties.rollout.anyOf[0].enum[0], 'audit');
      assert.equal(descriptions(words).length, 37, 'what helps to write is there');
      assert.doesNotMatch(
        JSON.stringify(words),
        /"required":\[|"(const|pattern|minLength|propertyNames)":|"additionalProperties":false/,
      );
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
