import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../../src/model/secret.ts';
import { type AuditEntry, AuditLog } from '../../../src/storage/auditLog.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const use = (connection: string, detail?: string): AuditEntry => ({
  action: 'use',
  connection,
  by: 'person',
  outcome: 'ok',
  ...(detail === undefined ? {} : { detail }),
});

describe('AuditLog', () => {
  const directory = temporaryDirectory();
  const open = (limits?: { maxBytes: number; keptFiles: number }) => new AuditLog(directory.path, limits);
  const files = async () => (await readdir(join(directory.path, 'audit'))).sort();
  const linesOf = async (file: string) => (await readFile(file, 'utf8')).split('\n').filter(Boolean);

  /** Writes one line at a time, so that each can be the last of its file. */
  async function write(log: AuditLog, count: number, connection = 'a'): Promise<void> {
    for (let n = 0; n < count; n++) {
      log.record(use(connection, String(n)));
      await log.flush();
    }
  }

  it('chains its lines, also those of two windows at once', async () => {
    const [one, other] = [open(), open()];
    for (let n = 0; n < 20; n++) {
      one.record(use('a'));
      other.record(use('b'));
      if (n % 5 === 0) await Promise.all([one.flush(), other.flush()]);
    }
    await Promise.all([one.flush(), other.flush()]);
    assert.deepEqual(await open().verify(), { status: 'whole', lines: 40 });
  });

  it('is whole where there is nothing yet', async () => {
    assert.deepEqual(await open().verify(), { status: 'whole', lines: 0 });
    assert.deepEqual(await open().latest(5), []);
  });

  it('names the first line that was changed, taken out or put in another place', async () => {
    const log = open();
    await write(log, 6);
    const lines = await linesOf(log.file);
    const broken = async (changed: (string | undefined)[], line: number) => {
      await writeFile(log.file, `${changed.filter((one) => one !== undefined).join('\n')}\n`);
      assert.deepEqual(await log.verify(), { status: 'broken', file: log.file, line });
    };
    await broken(lines.with(2, lines[2]?.replace('"ok"', '"no"') ?? ''), 3);
    await broken(lines.toSpliced(3, 1), 4);
    await broken([lines[1], lines[0], ...lines.slice(2)], 1);
    await broken(lines.slice(1), 1);
    await broken([...lines, 'no line at all'], 7);
    await broken([...lines, lines[5]], 7);
    await writeFile(log.file, `${lines.join('\n')}\n`);
    assert.deepEqual(await log.verify(), { status: 'whole', lines: 6 });
  });

  it('shows a line that a crash cut off, and goes on behind it on a line of its own', async () => {
    const log = open();
    await write(log, 3);
    await truncate(log.file, (await readFile(log.file)).length - 20);
    await write(log, 2);
    assert.equal((await linesOf(log.file)).length, 5);
    assert.deepEqual(await log.verify(), { status: 'broken', file: log.file, line: 3 });
    assert.equal((await log.latest(10)).length, 4);
  });

  it('begins a new file at a size, and the chain goes on across them', async () => {
    const log = open({ maxBytes: 600, keptFiles: 100 });
    await write(log, 12);
    const names = await files();
    assert.ok(names.length > 2, names.join());
    assert.ok(names.includes('audit.000001.jsonl') && names.includes('audit.jsonl'));
    assert.deepEqual(await log.verify(), { status: 'whole', lines: 12 });
    assert.deepEqual(
      (await log.latest(12)).map(({ detail }) => detail),
      Array.from({ length: 12 }, (_, n) => String(n)),
    );
    const second = join(log.directory, 'audit.000002.jsonl');
    await writeFile(second, (await readFile(second, 'utf8')).replace('"person"', '"nobody"'));
    assert.deepEqual(await log.verify(), { status: 'broken', file: second, line: 1 });
    await rm(second);
    assert.deepEqual(await log.verify(), {
      status: 'broken',
      file: join(log.directory, 'audit.000003.jsonl'),
      line: 1,
    });
  });

  it('drops the oldest files, and says so', async () => {
    const log = open({ maxBytes: 300, keptFiles: 2 });
    await write(log, 14);
    assert.equal((await files()).length, 3);
    const verdict = await log.verify();
    assert.ok(verdict.status === 'whole' && verdict.dropped && verdict.lines < 14, JSON.stringify(verdict));
  });

  it('keeps what the disk does not take, in bounds, and says how much was lost', async () => {
    // A file where its directory must be: no line can be written.
    await writeFile(join(directory.path, 'blocker'), '');
    const blocked = new AuditLog(join(directory.path, 'blocker'));
    for (let n = 0; n < 5003; n++) blocked.record(use('a', String(n)));
    await blocked.flush();
    await rm(join(directory.path, 'blocker'));
    blocked.record(use('a', 'last'));
    await blocked.flush();
    const lines = await blocked.latest(6000);
    assert.equal(lines.length, 5001);
    assert.deepEqual([lines[0]?.action, lines[0]?.detail], ['lost', '4']);
    assert.equal(lines.at(-1)?.detail, 'last');
    assert.equal((await blocked.verify()).status, 'whole');
  });

  it('gives the last lines of one connection', async () => {
    const log = open({ maxBytes: 400, keptFiles: 100 });
    await write(log, 2, 'a');
    await write(log, 1, 'b');
    log.record(use('c', 'about a'));
    await write(log, 2, 'a');
    const lines = await log.latest(3, 'a');
    assert.deepEqual(
      lines.map(({ connection, detail }) => [connection, detail]),
      [
        ['a', '1'],
        ['a', '0'],
        ['a', '1'],
      ],
    );
  });

  it('tells who asks that lines were written', async () => {
    const log = open();
    let told = 0;
    log.onDidWrite(() => told++);
    await write(log, 2);
    assert.equal(told, 2);
  });

  it('writes no secret, and no long text', async () => {
    const secret = new Secret('a-secret-that-nobody-may-read');
    const log = open();
    log.record(use('a', `Bearer ${secret.reveal()} ${'x'.repeat(1000)}`));
    await log.flush();
    const text = await readFile(log.file, 'utf8');
    assert.ok(!text.includes(secret.reveal()));
    assert.ok(text.includes(String(secret)) && text.length < 1000);
    assert.equal((await log.verify()).status, 'whole');
  });
});
