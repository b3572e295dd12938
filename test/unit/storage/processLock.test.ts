import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Cancelled } from '../../../src/model/problem.ts';
import { acquirePipe } from '../../../src/storage/lock/pipe.ts';
import { connectionLock, withLock } from '../../../src/storage/processLock.ts';
import { Child } from '../../support/children.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('withLock', function () {
  // Sixteen processes on a busy machine.
  this.timeout(90_000);
  const directory = temporaryDirectory();
  /** A lock of this test alone, since the folder for locks is everybody's. */
  const name = () => `test ${directory.path}`;
  const counter = () => join(directory.path, 'counter');

  beforeEach(() => writeFile(counter(), '0'));

  async function count(): Promise<number> {
    return Number(await readFile(counter(), 'utf8'));
  }

  function holder(rounds: number, ...die: 'die'[]): Child {
    return new Child('workers/lockHolder.ts', [name(), directory.path, String(rounds), ...die]);
  }

  /** The mark tells the next one inside that it did not meet a living holder. */
  async function kill(child: Child): Promise<void> {
    await writeFile(join(directory.path, `killed-${child.process.pid}`), '');
    await child.kill();
  }

  it('gives what the action gives, and lets go when it throws', async () => {
    assert.equal(await withLock(name(), async () => 1), 1);
    await assert.rejects(
      withLock(name(), () => Promise.reject(new Error('mine'))),
      /mine/,
    );
    assert.equal(await withLock(name(), async () => 2), 2);
  });

  it('lets callers of one process in one after the other, in their order', async () => {
    const log: string[] = [];
    await Promise.all(
      [1, 2, 3].map((n) =>
        withLock(name(), async () => {
          log.push(`in ${n}`);
          await new Promise(setImmediate);
          log.push(`out ${n}`);
        }),
      ),
    );
    assert.deepEqual(log, ['in 1', 'out 1', 'in 2', 'out 2', 'in 3', 'out 3']);
  });

  it('does not hold up another name', async () => {
    await withLock('one', () => withLock('two', async () => {}));
  });

  it('loses no update among eight processes, three of which are killed while they hold the lock', async () => {
    const dying = [holder(3, 'die'), holder(1, 'die'), holder(5, 'die')];
    const living = Array.from({ length: 5 }, () => holder(20));
    // Only one can hold it at a time: the next says so when the one before is dead.
    await Promise.all(
      dying.map(async (child) => {
        await child.message('holding');
        await kill(child);
      }),
    );
    await Promise.all(living.map((child) => child.ended()));
    assert.equal(await count(), 3 + 1 + 5 + 5 * 20);
  });

  it('is taken over once where many processes find a dead holder', async () => {
    for (let round = 1; round <= 3; round++) {
      const dead = holder(1, 'die');
      await dead.message('holding');
      const waiting = Array.from({ length: 7 }, () => holder(4));
      await kill(dead);
      await Promise.all(waiting.map((child) => child.ended()));
      assert.equal(await count(), round * (1 + 7 * 4));
    }
  });

  it('leaves one dead socket behind, however often it was taken', async function () {
    if (process.platform === 'win32') this.skip();
    const parent = join(directory.path, 'locks');
    await mkdir(parent);
    for (let round = 0; round < 5; round++) await withLock(name(), async () => {}, { parent });
    const [folder = ''] = await readdir(parent);
    const [lock = ''] = await readdir(join(parent, folder));
    assert.deepEqual(await readdir(join(parent, folder, lock)), ['5']);
  });

  it('gives up after its time with PB305, while the holder goes on', async () => {
    await withLock(name(), async () => {
      await assert.rejects(
        withLock(name(), async () => {}, { timeoutMs: 20 }),
        { code: 'PB305' },
      );
    });
    const other = holder(1, 'die');
    await other.message('holding');
    await assert.rejects(
      withLock(name(), async () => {}, { timeoutMs: 20 }),
      { code: 'PB305' },
    );
    await kill(other);
    await withLock(name(), async () => {});
  });

  it('stops waiting when the person cancels, in this process and for another', async () => {
    const cancel = new AbortController();
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    const { promise: free, resolve: leave } = Promise.withResolvers<void>();
    const first = withLock(name(), () => {
      enter();
      return free;
    });
    await entered;
    const second = withLock(name(), async () => assert.fail('ran'), { signal: cancel.signal });
    const third = withLock(name(), async () => 'third');
    cancel.abort();
    await assert.rejects(second, Cancelled);
    leave();
    await first;
    assert.equal(await third, 'third');

    const other = holder(1, 'die');
    await other.message('holding');
    const again = new AbortController();
    const waiting = withLock(name(), async () => assert.fail('ran'), { signal: again.signal });
    again.abort();
    await assert.rejects(waiting, Cancelled);
    await kill(other);
  });

  it('does not start for a person who cancelled before', async () => {
    await assert.rejects(
      withLock(name(), async () => assert.fail('ran'), { signal: AbortSignal.abort() }),
      Cancelled,
    );
  });

  it('is one for all processes, whatever their environment says', async () => {
    const child = new Child('workers/lockHolder.ts', [name(), directory.path, '1', 'die'], {
      env: { ...process.env, TMPDIR: directory.path },
    });
    await child.message('holding');
    await assert.rejects(
      withLock(name(), async () => assert.fail('ran'), { timeoutMs: 300 }),
      { code: 'PB305' },
    );
    await child.kill();
  });

  describe('refuses a folder for locks that is not ours alone (PB307):', () => {
    const folder = () => join(directory.path, `patchbay-${process.getuid?.()}`);

    before(function () {
      if (process.platform === 'win32') this.skip();
    });

    it('open to others', async () => {
      await mkdir(folder());
      await chmod(folder(), 0o755);
      await assert.rejects(
        withLock(name(), async () => assert.fail('ran'), { parent: directory.path }),
        { code: 'PB307' },
      );
    });

    it('a link', async () => {
      await mkdir(join(directory.path, 'elsewhere'), { mode: 0o700 });
      await symlink(join(directory.path, 'elsewhere'), folder());
      await assert.rejects(
        withLock(name(), async () => assert.fail('ran'), { parent: directory.path }),
        { code: 'PB307' },
      );
    });

    it('a file', async () => {
      await writeFile(folder(), '', { mode: 0o600 });
      await assert.rejects(
        withLock(name(), async () => assert.fail('ran'), { parent: directory.path }),
        { code: 'PB307' },
      );
    });
  });

  it('names the lock of a connection without regard to the case of its id', () => {
    assert.equal(connectionLock('AB-CD'), connectionLock('ab-cd'));
  });
});

describe('acquirePipe', () => {
  // Linux has names of the same kind: made by one process alone, gone with it.
  const exclusiveName = (name: string) =>
    process.platform === 'win32'
      ? `\\\\.\\pipe\\patchbay-test-${process.pid}-${name}`
      : `\0patchbay-test-${process.pid}-${name}`;

  before(function () {
    if (process.platform === 'darwin') this.skip();
  });

  it('lets one in at a time', async () => {
    const { signal } = new AbortController();
    let inside = 0;
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const release = await acquirePipe('one', signal, exclusiveName);
        assert.equal(++inside, 1);
        await new Promise(setImmediate);
        inside--;
        release();
      }),
    );
  });

  it('waits until the holder lets go or the wait is stopped', async () => {
    const release = await acquirePipe('two', new AbortController().signal, exclusiveName);
    const stopper = new AbortController();
    const waiting = acquirePipe('two', stopper.signal, exclusiveName);
    stopper.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    const next = acquirePipe('two', new AbortController().signal, exclusiveName);
    release();
    (await next)();
  });
});
