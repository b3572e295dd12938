import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { SealedFileVault } from '../../../src/storage/sealedFileVault.ts';
import { revealed, tokenCredential } from '../../support/credentials.ts';
import { Browser } from '../../support/memoryKeyStore.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const a = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const b = '0b9dd1a4-7c1c-4ad8-8a0e-2f5f3b8f1c22';

describe('SealedFileVault', () => {
  const directory = temporaryDirectory();
  let browser: Browser;
  let vault: SealedFileVault;

  beforeEach(() => {
    browser = new Browser();
    vault = new SealedFileVault(directory.path, browser.openWindow());
  });

  const file = (id: string) => join(directory.path, browser.keyId ?? '', `${id}.json`);

  async function token(of: SealedFileVault, id = a): Promise<unknown> {
    const read = await of.get(id);
    return read.status === 'found' ? revealed(read.credential)['token'] : read.status;
  }

  it('keeps a credential, for this window and those that open later', async () => {
    assert.equal(await vault.put(a, tokenCredential('secret-1'), 0), 1);
    assert.equal(await token(vault), 'secret-1');
    const later = new SealedFileVault(directory.path, browser.openWindow());
    assert.equal(await token(later), 'secret-1');
    assert.deepEqual(await later.keys(), [a]);
    assert.equal(await later.domain(), browser.keyId);
  });

  it('has nothing, and no domain of its own, before there is a key', async () => {
    assert.deepEqual(await vault.get(a), { status: 'missing' });
    assert.deepEqual(await vault.keys(), []);
    assert.equal(await vault.domain(), 'none');
    await vault.delete(a);
    assert.deepEqual(await readdir(directory.path), []);
  });

  it('writes nothing readable, in files that only this user can read', async () => {
    await vault.put(a, tokenCredential('very-secret-token'), 0);
    const names = await readdir(directory.path, { recursive: true, withFileTypes: true });
    for (const entry of names) {
      const path = join(entry.parentPath, entry.name);
      if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o077, 0, path);
      if (!entry.isFile()) continue;
      const bytes = await readFile(path);
      assert.ok(!bytes.includes('very-secret-token') && !bytes.includes(browser.key ?? 'none'));
      assert.ok(!bytes.includes((browser.key ?? Buffer.from('none')).toString('base64')));
    }
  });

  it('never uses one IV twice', async () => {
    const ivs = new Set<string>();
    for (let n = 0; n < 20; n++) {
      await vault.put(a, tokenCredential('same'), n);
      ivs.add(JSON.parse(await readFile(file(a), 'utf8')).iv);
    }
    assert.equal(ivs.size, 20);
  });

  it('stores only over the generation that the caller read', async () => {
    await vault.prepare();
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(fc.record({ window: fc.integer({ min: 0, max: 1 }), off: fc.constantFrom(0, 0, 0, -1, 1, 7) }), {
          maxLength: 12,
        }),
        async (id, attempts) => {
          const windows = [vault, new SealedFileVault(directory.path, browser.openWindow())];
          let generation = 0;
          let last: unknown = 'missing';
          for (const [n, { window, off }] of attempts.entries()) {
            const one = windows[window] ?? vault;
            const expected = Math.max(0, generation + off);
            const put = one.put(id, tokenCredential(`token ${n}`), expected);
            if (expected === generation) {
              generation = await put;
              assert.equal(generation, expected + 1);
              last = `token ${n}`;
            } else await assert.rejects(put, { code: 'PB301' });
            assert.equal(await token(windows[1 - window] ?? vault, id), last);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('forgets on delete, and starts anew after it', async () => {
    await vault.put(a, tokenCredential('x'), 0);
    await vault.delete(a);
    assert.deepEqual(await vault.get(a), { status: 'missing' });
    assert.equal(await vault.put(a, tokenCredential('y'), 0), 1);
  });

  it('tells listeners what the editor saw change', () => {
    const seen: string[] = [];
    const subscription = vault.onDidChange((id) => seen.push(id));
    vault.changed(a);
    subscription.dispose();
    vault.changed(b);
    assert.deepEqual(seen, [a]);
  });

  it('takes no id that could name a path', async () => {
    await vault.prepare();
    await assert.rejects(vault.get('../../etc/passwd'), TypeError);
  });

  describe('says “unreadable”, deletes nothing, and takes a new sign-in, for a file that', () => {
    beforeEach(async () => {
      await vault.put(a, tokenCredential('of a'), 0);
      await vault.put(b, tokenCredential('of b'), 0);
    });

    async function unreadable(detail: RegExp): Promise<void> {
      const before = await readFile(file(a));
      const read = await vault.get(a);
      assert.equal(read.status, 'unreadable');
      assert.match(read.status === 'unreadable' ? read.detail : '', detail);
      assert.deepEqual(await readFile(file(a)), before);
      assert.deepEqual((await vault.keys()).sort(), [a, b].sort());
      await assert.rejects(vault.put(a, tokenCredential('stale'), 1), { code: 'PB301' });
      assert.ok((await vault.put(a, tokenCredential('again'), 0)) >= 1);
      assert.equal(await token(vault), 'again');
    }

    it('was swapped with another connection’s', async () => {
      await copyFile(file(b), file(a));
      await unreadable(/changed or damaged/);
    });

    it('was cut off anywhere', async () => {
      const whole = await readFile(file(a));
      for (let length = 0; length < whole.length; length++) {
        await writeFile(file(a), whole.subarray(0, length));
        assert.equal((await vault.get(a)).status, 'unreadable');
      }
      await unreadable(/changed or damaged/);
    });

    it('is no JSON, or another JSON', async () => {
      for (const text of ['null', '[]', '{}', '"x"', '{"version":1}', '\u0000']) {
        await writeFile(file(a), text);
        assert.equal((await vault.get(a)).status, 'unreadable');
      }
      await unreadable(/changed or damaged/);
    });

    it('was given another generation', async () => {
      const envelope = JSON.parse(await readFile(file(a), 'utf8'));
      await writeFile(file(a), JSON.stringify({ ...envelope, generation: 9 }));
      await unreadable(/changed or damaged/);
    });

    it('has a shorter tag', async () => {
      const envelope = JSON.parse(await readFile(file(a), 'utf8'));
      const tag = Buffer.from(envelope.tag, 'base64').subarray(0, 4).toString('base64');
      await writeFile(file(a), JSON.stringify({ ...envelope, tag }));
      await unreadable(/changed or damaged/);
    });

    it('was sealed with another key', async () => {
      const other = new Browser();
      await new SealedFileVault(join(directory.path, 'other'), other.openWindow()).put(a, tokenCredential('x'), 0);
      await copyFile(join(directory.path, 'other', other.keyId ?? '', `${a}.json`), file(a));
      await unreadable(/changed or damaged/);
    });

    it('is a directory', async () => {
      await rm(file(a));
      await mkdir(file(a));
      const read = await vault.get(a);
      assert.equal(read.status, 'unreadable');
      await assert.rejects(vault.put(a, tokenCredential('x'), 0), { code: 'PB306' });
    });
  });

  it('gives no other credential than the one that was put, whichever byte is changed', async () => {
    await vault.put(a, tokenCredential('right'), 0);
    const whole = await readFile(file(a));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (index, flip) => {
        const changed = Buffer.from(whole);
        changed[index] = (changed[index] ?? 0) ^ flip;
        await writeFile(file(a), changed);
        assert.ok(['right', 'unreadable'].includes(String(await token(vault))));
      }),
      { numRuns: 200 },
    );
  });

  it('does not use an older file that was put back', async () => {
    let head = 0;
    const watched = new SealedFileVault(directory.path, browser.openWindow(), { head: () => head });
    head = await watched.put(a, tokenCredential('first'), 0);
    await copyFile(file(a), join(directory.path, 'backup'));
    head = await watched.put(a, tokenCredential('second'), 1);
    await copyFile(join(directory.path, 'backup'), file(a));
    const read = await watched.get(a);
    assert.match(read.status === 'unreadable' ? read.detail : '', /older file/);
    head = await watched.put(a, tokenCredential('third'), 0);
    assert.equal(head, 3);
    assert.equal(await token(watched), 'third');
  });

  it('neither reads nor overwrites what a newer Patchbay stored', async () => {
    await vault.prepare();
    const newer = JSON.stringify({ version: 2, generation: 5, box: 'x' });
    await writeFile(file(a), newer);
    const read = await vault.get(a);
    assert.deepEqual([read.status, read.status === 'unreadable' && read.newer], ['unreadable', true]);
    await assert.rejects(vault.put(a, tokenCredential('x'), 0), { code: 'PB102' });
    assert.equal(await readFile(file(a), 'utf8'), newer);
  });

  describe('among windows that do not see each other’s secrets', () => {
    it('asks a window that was opened before the key to reload, and keeps everything', async () => {
      const early = new SealedFileVault(directory.path, browser.openWindow());
      await vault.put(a, tokenCredential('x'), 0);
      assert.deepEqual(await early.get(a), { status: 'reload' });
      assert.deepEqual(await early.get(b), { status: 'missing' });
      assert.deepEqual(await early.keys(), [a]);
      assert.equal(await early.domain(), browser.keyId);
      await assert.rejects(early.prepare(), { code: 'PB302' });
      await assert.rejects(early.put(b, tokenCredential('y'), 0), { code: 'PB302' });
      const reloaded = new SealedFileVault(directory.path, browser.openWindow());
      await reloaded.prepare();
      assert.equal(await token(reloaded), 'x');
    });

    it('makes one key where two windows prepare at the same time', async () => {
      const windows = [1, 2, 3].map(() => new SealedFileVault(directory.path, browser.openWindow()));
      const results = await Promise.allSettled(windows.map((one) => one.prepare()));
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const result of results) if (result.status === 'rejected') assert.equal(result.reason.code, 'PB302');
      assert.deepEqual(await readdir(directory.path), [browser.keyId]);
    });

    it('leaves the credentials of another browser alone', async () => {
      await vault.put(a, tokenCredential('mine'), 0);
      const other = new Browser();
      const theirs = new SealedFileVault(directory.path, other.openWindow());
      assert.deepEqual(await theirs.get(a), { status: 'missing' });
      await theirs.put(a, tokenCredential('theirs'), 0);
      await theirs.delete(a);
      assert.equal(await token(vault), 'mine');
    });

    it('tells a key that is lost from one that a reload would bring, and makes another', async () => {
      await vault.put(a, tokenCredential('x'), 0);
      // Another window, opened before, wrote its older secrets over the browser's.
      browser.key = undefined;
      const justNow = new SealedFileVault(directory.path, browser.openWindow(), { openedAt: Date.now() + 1000 });
      assert.deepEqual(await justNow.get(a), { status: 'reload' });
      const openedAt = Date.now() + 120_000;
      const reloaded = new SealedFileVault(directory.path, browser.openWindow(), { openedAt });
      const read = await reloaded.get(a);
      assert.match(read.status === 'unreadable' ? read.detail : '', /lost the key/);
      assert.equal(await reloaded.put(a, tokenCredential('y'), 0), 1);
      assert.equal(await token(reloaded), 'y');
      assert.equal(await token(vault), 'x', 'a window that still has the old key goes on with it');
      const early = new SealedFileVault(directory.path, new Browser().openWindow(), { openedAt: 0 });
      await early.prepare();
    });
  });

  it('refuses a key that is none', async () => {
    browser.key = Buffer.from('short');
    const damaged = new SealedFileVault(directory.path, browser.openWindow());
    const read = await damaged.get(a);
    assert.match(read.status === 'unreadable' ? read.detail : '', /key for credentials is damaged/);
    await assert.rejects(damaged.prepare(), { code: 'PB304' });
  });
});
