import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../../../../src/use/cli/execute.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { until } from '../../../support/until.ts';

describe('a program that is run', () => {
  const directory = temporaryDirectory();

  it('has its variables and arguments, and its own exit code', async () => {
    const file = join(directory.path, 'seen');
    const script = 'require("fs").writeFileSync(process.argv[1], process.env.OWN + process.argv[2]); process.exit(3)';
    assert.equal(await execute(process.execPath, ['-e', script, file, ' $(x)'], { OWN: 'a b' }), 3);
    assert.equal(await readFile(file, 'utf8'), 'a b $(x)');
  });

  it('is told to have ended by a signal, as shells say it', async () => {
    assert.equal(await execute(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM")'], {}), 128 + 15);
  });

  it('gets the signals that this program gets', async () => {
    const ready = join(directory.path, 'ready');
    const script =
      'process.on("SIGHUP", () => process.exit(9)); setInterval(() => {}, 1000); require("fs").writeFileSync(process.argv[1], "")';
    const before = process.listenerCount('SIGHUP');
    const running = execute(process.execPath, ['-e', script, ready], {});
    await until('it listens', () => existsSync(ready));
    process.emit('SIGHUP', 'SIGHUP');
    assert.equal(await running, 9);
    assert.equal(process.listenerCount('SIGHUP'), before);
  });

  it('that does not exist is said not to start', async () => {
    await assert.rejects(execute(join(directory.path, 'none'), [], {}), /cannot be started: ENOENT/);
  });
});
