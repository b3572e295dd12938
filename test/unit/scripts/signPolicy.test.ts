import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newKey, signBundle, signPolicy } from '../../../scripts/signPolicy.ts';
import { openBundle } from '../../../src/storage/organisation/bundle.ts';
import { put } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const policy = { name: 'A', deploy: [{ tenant: true }] };

describe('signPolicy', () => {
  const root = temporaryDirectory();
  const at = (name: string) => join(root.path, name);
  const run = (...args: string[]) => signPolicy(args.map((arg) => (/[.]|policies/.test(arg) ? at(arg) : arg)));

  it('makes a key, and bundles that count up and that editors believe', async () => {
    const publicKey = run('key', 'key.pem').trim().split('\n').at(-1) ?? '';
    if (process.platform !== 'win32') assert.equal((await stat(at('key.pem'))).mode & 0o777, 0o600);
    assert.throws(() => run('key', 'key.pem'), /EEXIST/, 'a key was overwritten');
    await put(at('policies/a.policy.jsonc'), policy);
    await put(at('policies/members.jsonc'), { version: 1, groups: { it: ['ada@acme.example'] } });
    await put(at('policies/readme.md'), 'not this');
    run('sign', 'key.pem', 'bundle.json', '--days', '14', 'policies');
    run('sign', 'key.pem', 'bundle.json', 'policies');
    const bundle = openBundle(await readFile(at('bundle.json'), 'utf8'), publicKey);
    assert.deepEqual([bundle.revision, bundle.availabilityDays], [2, undefined]);
    assert.deepEqual(
      bundle.files.map(({ name }) => name),
      ['a.policy.jsonc', 'members.jsonc'],
    );
    run('sign', 'key.pem', 'bundle.json', '--revision', '10', join('policies', 'a.policy.jsonc'));
    assert.equal(openBundle(await readFile(at('bundle.json'), 'utf8'), publicKey).revision, 10);
    assert.throws(() => run('sign', 'key.pem', 'bundle.json', '--revision', 'x', 'policies'), /whole number/);
    assert.throws(() => run('sign', 'key.pem'), /signPolicy\.ts key/);
  });

  it('signs nothing that is wrong', () => {
    const { pem } = newKey();
    const facts = { revision: 1, issuedAt: '2026-06-01T00:00:00Z' };
    const wrong = (name: string, text: string) => () => signBundle(pem, [{ name, text }], facts);
    assert.throws(wrong('a.policy.jsonc', '{\n "nam": 1 }'), /a\.policy\.jsonc:2 “nam” is not known here/);
    assert.throws(wrong('members.jsonc', '{}'), /members\.jsonc:1 “version” is missing/);
    assert.throws(wrong('secret.txt', 'x'), /no policy/);
    assert.throws(() => signBundle(pem, [], facts), /no policy to sign/);
    assert.throws(() => signBundle(pem, [], { ...facts, revision: 0 }), /no policy to sign/);
    const file = { name: 'a.policy.jsonc', text: JSON.stringify(policy) };
    assert.throws(() => signBundle(pem, [file], { ...facts, revision: 0 }), /revision/);
    assert.throws(() => signBundle(pem, [file, file], facts), /two files/);
  });
});
