import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf, lastDays } from '../../../src/storage/usage.ts';
import { UsageCounts } from '../../../src/storage/usageCounts.ts';
import { Child } from '../../support/children.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { until } from '../../support/until.ts';

const id = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const now = new Date(2026, 10, 24, 10, 0).getTime();
const day = 24 * 60 * 60_000;

describe('UsageCounts', () => {
  const directory = temporaryDirectory();
  const open = (at = now) => new UsageCounts(directory.path, () => at);
  const file = (name = id) => join(directory.path, 'usage', `${name}.json`);
  const use = (at: number, more: object = {}) => ({ connection: id, at, by: 'terminal', ...more });

  it('know the last use, and uses and failures by day, also before they are written', async () => {
    const counts = open();
    assert.deepEqual(await counts.of(id), { days: {} });
    counts.note([use(now - day), use(now - 5, { code: 'PB401' }), use(now - 9, { by: 'curl' })]);
    const expected = {
      last: { at: now - 5, by: 'terminal', code: 'PB401' },
      days: { '2026-11-23': { uses: 1, failed: 0 }, '2026-11-24': { uses: 2, failed: 1 } },
    };
    assert.deepEqual(await counts.of(id), expected);
    await assert.rejects(stat(file()), 'it is gathered first');
    await counts.flush();
    assert.deepEqual(await counts.of(id.toUpperCase()), expected);
    assert.deepEqual(await open().of(id), expected, 'another window reads the same');
    assert.equal((await stat(file())).mode & 0o077, 0);
  });

  it('are written a little later by themselves, and tell who watches', async () => {
    const counts = open();
    const told: string[] = [];
    counts.onDidChange((ids) => told.push(...ids));
    counts.note([use(now), use(now)]);
    assert.deepEqual(told, [id]);
    await until('it is written', async () => (await readFile(file(), 'utf8').catch(() => '')) !== '', 8000);
  });

  it('add up what several windows and processes count at the same time', async () => {
    const children = [1, 2, 3].map(() => new Child('workers/usageCounter.ts', [directory.path, id, '10']));
    const [one, two] = [new UsageCounts(directory.path), new UsageCounts(directory.path)];
    for (let round = 0; round < 10; round++) {
      for (const counts of [one, two]) counts.note([use(Date.now())]);
      await Promise.all([one.flush(), two.flush()]);
    }
    await Promise.all(children.map((child) => child.ended()));
    const { days } = await one.of(id);
    const all = (what: 'uses' | 'failed') => Object.values(days).reduce((sum, day) => sum + day[what], 0);
    assert.deepEqual([all('uses'), all('failed')], [50, 15]);
    assert.deepEqual(await readdir(join(directory.path, 'usage')), [`${id}.json`], 'nothing else is left');
  });

  it('keep thirty days, and none that are yet to come', async () => {
    const counts = open();
    counts.note([use(now - 29 * day), use(now - 30 * day), use(now + 3 * day), use(now)]);
    await counts.flush();
    assert.deepEqual(Object.keys((await counts.of(id)).days), ['2026-10-26', '2026-11-24']);
    assert.deepEqual(Object.keys((await open(now + 20 * day).of(id)).days), ['2026-11-24']);
    const later = open(now + 60 * day);
    assert.deepEqual((await later.of(id)).days, {});
    assert.equal((await later.of(id)).last?.by, 'terminal', 'the last use is not forgotten');
  });

  it('begin a damaged file anew, and leave one of a newer version alone', async () => {
    await mkdir(join(directory.path, 'usage'));
    for (const text of [
      '{"version":1,"da',
      'null',
      '[]',
      '7',
      '{"version":1,"days":{"2026-11-24":{"uses":-1}}}',
      '\0',
    ]) {
      await writeFile(file(), text);
      const counts = open();
      assert.deepEqual((await counts.of(id)).days, {}, text);
      counts.note([use(now)]);
      await counts.flush();
      assert.deepEqual((await open().of(id)).days, { '2026-11-24': { uses: 1, failed: 0 } }, text);
    }
    const newer = '{"version":2,"hours":{}}';
    await writeFile(file(), newer);
    const counts = open();
    counts.note([use(now)]);
    await counts.flush();
    assert.equal(await readFile(file(), 'utf8'), newer);
  });

  it('break no use where nothing can be written, and catch up once it can', async () => {
    await writeFile(join(directory.path, 'usage'), 'a file where the folder should be');
    const counts = open();
    counts.note([use(now)]);
    await counts.flush();
    counts.note([use(now)]);
    assert.equal((await counts.of(id)).days['2026-11-24']?.uses, 2);
    await rm(join(directory.path, 'usage'));
    await counts.flush();
    assert.equal((await open().of(id)).days['2026-11-24']?.uses, 2);
  });

  it('take no name of a file from who calls', async () => {
    const counts = open();
    counts.note([use(now, { connection: '../escape' }), use(now, { connection: '' }), use(now, { connection: 'a/b' })]);
    await counts.flush();
    assert.deepEqual(await readdir(directory.path), []);
    assert.deepEqual(await counts.of('../escape'), { days: {} });
    await counts.remove('../escape');
  });

  it('forget a connection, and all', async () => {
    const counts = open();
    const other = id.replace('6', '7');
    counts.note([use(now), use(now, { connection: other })]);
    await counts.flush();
    counts.note([use(now)]);
    await counts.remove(id);
    assert.deepEqual(await counts.of(id), { days: {} });
    assert.deepEqual(await readdir(join(directory.path, 'usage')), [`${other}.json`]);
    await counts.clear();
    await counts.flush();
    assert.deepEqual(await readdir(directory.path), []);
  });
});

describe('days', () => {
  it('are those of the calendar, today last, also where one is longer', () => {
    assert.deepEqual(lastDays(3, new Date(2026, 2, 1, 0, 5).getTime()), ['2026-02-27', '2026-02-28', '2026-03-01']);
    assert.equal(new Set(lastDays(366, now)).size, 366);
    assert.equal(dayOf(new Date(2026, 0, 5, 23, 59, 59).getTime()), '2026-01-05');
  });
});
