import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetEverything } from '../../../src/connections/forget.ts';
import { memberPublicKey } from '../../../src/connections/memberKey.ts';
import { findPolicySecret, type PolicySecret } from '../../../src/connections/policySecret.ts';
import { sealPolicySecret } from '../../../src/connections/sealPolicySecret.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { newIdentity } from '../../../src/storage/seal.ts';
import type { CredentialVault } from '../../../src/storage/vault.ts';
import { put } from '../../support/connections.ts';
import { governedWorld } from '../../support/governed.ts';
import { remember } from '../../support/secrets.ts';

describe('a secret that a policy gives', () => {
  const world = governedWorld();
  const text = remember('app-secret-of-acme');
  const place = { connector: 'acme', parameter: 'clientSecret' };
  const find = (secret: PolicySecret, environment: NodeJS.ProcessEnv = {}) =>
    findPolicySecret(
      world.parts,
      secret,
      place,
      { contact: 'Platform team', workspaces: [world.parts.workspace] },
      environment,
    );

  async function unusable(secret: PolicySecret, words: RegExp): Promise<void> {
    const problem = await find(secret).then(
      () => assert.fail('it was taken'),
      (error: Problem) => error,
    );
    assert.deepEqual([problem.code, problem.field], ['PB657', 'clientSecret'], String(problem));
    assert.match(problem.message, words);
    assert.match(problem.remedy, /Platform team/);
    assert.doesNotMatch(problem.toSentence(), /app-secret/);
  }

  async function file(name: string, content: string | Buffer = `${text}\n`, mode = 0o600): Promise<string> {
    const path = join(world.parts.root, name);
    await writeFile(path, content, { mode });
    return path;
  }

  it('is found in a variable and in a file of its owner', async () => {
    assert.equal((await find({ from: 'env:APP' }, { APP: ` ${text} ` })).reveal(), text);
    assert.equal((await find({ from: `file:${await file('secret')}` })).reveal(), text);
  });

  it('is not there where the variable is not set, or empty', async () => {
    await unusable({ from: 'env:APP' }, /variable APP is not set/);
    await assert.rejects(find({ from: 'env:APP' }, { APP: '  ' }), { code: 'PB657' });
    await unusable({ from: 'vault:app' }, /neither/);
  });

  it('is not taken from a file that is gone, open to others, too large, empty, or no file', async () => {
    await unusable({ from: 'file:secret' }, /absolute/);
    await unusable({ from: `file:${join(world.parts.root, 'none')}` }, /ENOENT/);
    await unusable({ from: `file:${await file('empty', '\n')}` }, /is empty/);
    await unusable({ from: `file:${await file('large', Buffer.alloc(70_000, 'x'))}` }, /too large/);
    await unusable({ from: `file:${world.parts.root}` }, /is not a file/);
    if (process.platform === 'win32') return;
    const open = await file('open');
    await chmod(open, 0o640);
    await unusable({ from: `file:${open}` }, /read by others/);
  });

  it('makes nobody wait for a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = join(world.parts.root, 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    await unusable({ from: `file:${pipe}` }, /is not a file/);
  });

  it('is not taken from the workspace, not even by a link', async () => {
    const inside = join(world.parts.workspace, 'secrets');
    await mkdir(inside, { recursive: true });
    await writeFile(join(inside, 'app'), text, { mode: 0o600 });
    await unusable({ from: `file:${join(inside, 'app')}` }, /in the workspace/);
    await symlink(join(inside, 'app'), join(world.parts.root, 'link'));
    await unusable({ from: `file:${join(world.parts.root, 'link')}` }, /in the workspace/);
    const beside = `${world.parts.workspace}-secrets`;
    await mkdir(beside);
    await writeFile(join(beside, '..app'), text, { mode: 0o600 });
    assert.equal((await find({ from: `file:${join(beside, '..app')}` })).reveal(), text);
  });

  const members = async (...keys: string[]) => {
    await put(world.place('members.jsonc'), { version: 1, people: [{ user: 'ada@acme.example', keys }] });
    await world.changed();
  };

  it('is sealed to all members with a key, and to nobody where there is none', async () => {
    await assert.rejects(sealPolicySecret(world.parts, { ...place, text }), { code: 'PB658' });
    const { publicKey } = await newIdentity();
    await members(publicKey);
    const others = await sealPolicySecret(world.parts, { ...place, text });
    await unusable({ sealed: others }, /not sealed to you; run “Patchbay: Copy My Public Key”/);
    await members(publicKey, await memberPublicKey(world.parts.vault));
    await unusable({ sealed: others }, /not sealed to you/);
    const sealed = await sealPolicySecret(world.parts, { ...place, text });
    assert.equal((await find({ sealed })).reveal(), text);
    const elsewhere = await sealPolicySecret(world.parts, { ...place, parameter: 'token', text });
    await unusable({ sealed: elsewhere }, /another application or field/);
    await unusable({ sealed: sealed.slice(0, 200) }, /damaged/);
  });

  describe('and the key of a member', () => {
    it('is made once, whoever asks at the same time', async () => {
      const keys = await Promise.all([1, 2, 3].map(() => memberPublicKey(world.parts.vault)));
      assert.equal(new Set(keys).size, 1);
      assert.match(keys[0] as string, /^age1[a-z0-9]{58}$/);
    });

    it('is not replaced where it cannot be read', async () => {
      const unreadable: CredentialVault = Object.create(world.parts.vault, {
        get: { value: async () => ({ status: 'unreadable', detail: 'the keyring changed' }) },
        put: { value: () => assert.fail('it was replaced') },
      });
      await assert.rejects(memberPublicKey(unreadable), { code: 'PB659' });
      const sealed = { sealed: '-----BEGIN AGE ENCRYPTED FILE-----' };
      const surroundings = { workspaces: [] };
      await assert.rejects(findPolicySecret({ ...world.parts, vault: unreadable }, sealed, place, surroundings), {
        code: 'PB659',
      });
    });

    it('is forgotten with everything', async () => {
      const key = await memberPublicKey(world.parts.vault);
      const forgotten = await forgetEverything(world.parts, world.parts.root);
      assert.deepEqual(
        forgotten.map(({ outcome }) => outcome.status),
        ['memberKey'],
      );
      assert.notEqual(await memberPublicKey(world.parts.vault), key);
    });
  });
});
