import assert from 'node:assert/strict';
import { credentialSchema } from '../../../scripts/credentialSchema.ts';
import { parseReference } from '../../../src/connections/references/reference.ts';

const takes = (from: string) => credentialSchema.safeParse({ kind: 'reference', from: { token: from } }).success;

describe('the schema of a credential, for the editor', () => {
  it('takes every reference that Patchbay reads, and marks a secret that somebody typed', () => {
    for (const good of [
      ...['env:TOKEN', 'env:a.b-c', 'file:/run/secret', 'file:~/secret', 'file:C:\\secret', 'file:\\\\host\\share'],
      ...['vault://team/secret/apps/crm#token', 'vault://t/kv%2Feng/a/b?version=3#a b', 'vault://t/m/p#f#g'],
    ]) {
      assert.ok(!('problem' in parseReference(good)), good);
      assert.ok(takes(good), good);
    }
    for (const bad of ['ghp_0123456789', 'env:', 'file:relative', 'vault://team/secret#x', 'https://x.example/#y', ''])
      assert.deepEqual(['problem' in parseReference(bad), takes(bad)], [true, false], bad);
  });

  it('lets pass what a newer Patchbay may write', () => {
    assert.ok(credentialSchema.safeParse({ kind: 'newer', whatever: [1] }).success);
    assert.ok(!credentialSchema.safeParse({}).success);
  });
});
