import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewCall } from '../../../../src/use/seen/call.ts';
import { CallLog } from '../../../../src/use/seen/callLog.ts';
import type { ToCalls } from '../../../../src/views/calls/protocol.ts';
import { CallsSession } from '../../../../src/views/calls/session.ts';
import { filtered, noFilter, savedFilter } from '../../../../src/views/calls/webview/filter.ts';
import { type TestParts, testParts } from '../../../support/testParts.ts';
import { until } from '../../../support/until.ts';

const id = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const gone = '7f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const call: NewCall = {
  ...{ at: Date.UTC(2026, 10, 24, 10), by: 'command line', what: 'request', method: 'GET', path: '/me', status: 200 },
  ...{ durationMs: 12.4, connection: id },
};

describe('the page of calls', () => {
  let parts: TestParts;
  let calls: CallLog;
  let session: CallsSession;
  let posted: ToCalls[];
  const done: string[] = [];

  const rows = () => posted.flatMap((message) => (message.type === 'look' ? [] : message.rows));
  const write = async (name: string) => {
    await mkdir(join(parts.root, 'personal'), { recursive: true });
    const record = { version: 1, id, name, connector: 'nothing', authType: 'pat', credential: { kind: 'vault' } };
    await writeFile(join(parts.root, 'personal', 'mine.connection.jsonc'), JSON.stringify(record));
    await parts.files.reload();
  };

  beforeEach(async () => {
    parts = await testParts();
    calls = new CallLog(parts.usage);
    posted = [];
    done.length = 0;
    await write('Mine');
    const surface = {
      post: (message: ToCalls) => void posted.push(message),
      copy: (text: string) => void done.push(`copy ${text}`),
      run: (command: string) => void done.push(`run ${command}`),
    };
    session = new CallsSession(parts, calls, surface, 'en');
  });
  afterEach(async () => {
    session.dispose();
    await calls.flush();
    await parts.close();
  });

  it('says nothing before the page is there, and then what there is, the newest first and in words', async () => {
    calls.record(call);
    calls.record({ ...call, what: 'token', by: 'acme.counter', connection: gone, durationMs: 1250 });
    calls.record({ ...call, what: 'question' });
    calls.record({ ...call, by: '', status: 401, problem: 'PB801', connection: undefined as never, traceId: 'abc' });
    await session.refresh();
    assert.deepEqual(posted, []);
    await session.receive({ type: 'ready' });
    assert.deepEqual(
      rows().map(({ name, by, method, path, words, status, failed, duration, traced }) => [
        ...[name, by, method, path, words, status, failed, duration, traced],
      ]),
      [
        [undefined, 'somebody who was not let in', 'GET', '/me', undefined, '401 PB801', true, '12 ms', true],
        ['Mine', 'command line', undefined, undefined, 'Asked about the connection', '200', false, '12 ms', false],
        ['(deleted)', 'acme.counter', undefined, undefined, 'Token handed out', '200', false, '1.3 sec', false],
        ['Mine', 'command line', 'GET', '/me', undefined, '200', false, '12 ms', false],
      ],
    );
    assert.match(rows()[0]?.moment ?? '', /November 24, 2026/);
  });

  it('tells later what came since, together and once', async () => {
    calls.record(call);
    await session.receive({ type: 'ready' });
    for (let index = 0; index < 50; index++) calls.record({ ...call, path: `/${index}` });
    await until('they are told', () => rows().length === 51);
    await session.refresh();
    assert.ok(posted.length <= 3, `${posted.length} messages`);
    assert.deepEqual([posted[0]?.type, posted[1]?.type, rows()[1]?.path], ['all', 'more', '/49']);
    assert.equal(new Set(rows().map(({ number }) => number)).size, 51);
  });

  it('shows one connection where it is asked to, also one that nothing used, and says a new name everywhere', async () => {
    calls.record(call);
    await session.look(gone);
    await session.receive({ type: 'ready' });
    const look = posted.at(-1);
    assert.ok(look?.type === 'look' && look.connection === gone);
    assert.deepEqual(look.facts.connections, [
      { id: gone, label: '(deleted)' },
      { id, label: 'Mine' },
    ]);
    await session.receive({ type: 'ready' });
    assert.equal(posted.at(-1)?.type, 'look', 'the page was hidden, and did not hear it');
    await session.receive({ type: 'looked' });
    await session.receive({ type: 'ready' });
    assert.equal(posted.at(-1)?.type, 'all', 'it was seen');
    await write('Renamed');
    await until('it is told', () => posted.at(-1)?.type === 'all' && rows().at(-1)?.name === 'Renamed');
  });

  it('copies the trace id of a call that there is, and does nothing that is no message', async () => {
    calls.record({ ...call, traceId: 'abc' });
    calls.record(call);
    for (const message of [
      { type: 'copyTrace', number: 1 },
      ...[
        { type: 'copyTrace', number: 2 },
        { type: 'copyTrace', number: 99 },
        { type: 'copyTrace', number: '1' },
      ],
      ...[{ type: 'run', command: 'newBinding' }, { type: 'run', command: 'delete' }, { type: 'copy', text: 'x' }, 7],
    ])
      await session.receive(message);
    assert.deepEqual(done, ['copy abc', 'run newBinding']);
    assert.equal(parts.logged.filter((line) => line.includes('no message of it')).length, 4);
  });

  it('filters by words, connection and failure', async () => {
    calls.record(call);
    calls.record({ ...call, path: '/tickets', status: 404 });
    calls.record({ ...call, by: 'acme.counter', connection: gone, status: 0 });
    await session.receive({ type: 'ready' });
    const numbers = (changes: object) => filtered(rows(), { ...noFilter, ...changes }).map(({ number }) => number);
    assert.deepEqual(numbers({}), [3, 2, 1]);
    assert.deepEqual(numbers({ failures: true }), [3, 2]);
    assert.deepEqual(numbers({ connection: id }), [2, 1]);
    assert.deepEqual(numbers({ text: ' get TICKETS ' }), [2]);
    assert.deepEqual(numbers({ text: 'no answer', failures: true }), [3]);
    assert.deepEqual(numbers({ text: 'mine', connection: gone }), []);
    assert.deepEqual(savedFilter({ text: 'a', connection: 7, failures: 'yes' }), { ...noFilter, text: 'a' });
    for (const saved of [undefined, null, 7, {}]) assert.deepEqual(savedFilter(saved), noFilter);
  });
});
