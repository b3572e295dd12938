import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BindingOverrides } from '../../../../src/storage/bindingOverrides.ts';
import { Consents } from '../../../../src/use/api/consents.ts';
import { BindingFiles } from '../../../../src/use/bindings/bindingFiles.ts';
import { WindowBindings } from '../../../../src/use/bindings/bindings.ts';
import type { ToDetails } from '../../../../src/views/details/protocol.ts';
import { DetailsSession } from '../../../../src/views/details/session.ts';
import { MapMemory } from '../../../support/extensions.ts';
import { type TestParts, testParts } from '../../../support/testParts.ts';
import { until } from '../../../support/until.ts';

const id = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';

describe('details: session', () => {
  let parts: TestParts;
  let session: DetailsSession;
  let bindings: WindowBindings;
  let consents: Consents;
  let posted: ToDetails[];
  let done: string[];
  let file: string;

  const last = () => posted.at(-1);
  const write = (name: string) =>
    writeFile(
      file,
      JSON.stringify({ version: 1, id, name, connector: 'nothing', authType: 'pat', credential: { kind: 'vault' } }),
    );

  beforeEach(async () => {
    parts = await testParts();
    posted = [];
    consents = new Consents(new MapMemory());
    done = [];
    await mkdir(join(parts.root, 'personal'), { recursive: true });
    file = join(parts.root, 'personal', 'mine.connection.jsonc');
    await write('Mine');
    const surface = {
      post: (message: ToDetails) => void posted.push(message),
      title: (name: string) => void done.push(`title ${name}`),
      run: (action: string, connectionId: string) => void done.push(`${action} ${connectionId}`),
      open: ({ file, line }: { file: string; line: number }) => void done.push(`${file}:${line}`),
      close: () => void done.push('close'),
    };
    const bindingsFile = join(parts.workspace, '.patchbay', 'bindings.jsonc');
    const bound = new BindingFiles(async () => [{ file: bindingsFile, kind: 'patchbay' }]);
    bindings = new WindowBindings(parts, bound, new BindingOverrides(parts.root));
    session = new DetailsSession(parts, id, surface, {
      ...{ keeping: 'secretStorage', locale: 'en', bindings, consents },
    });
  });
  afterEach(async () => {
    session.dispose();
    bindings.dispose();
    await parts.close();
  });

  it('shows a connection, also of an unknown connector, and follows its file', async () => {
    await session.receive({ type: 'ready' });
    assert.ok(last()?.type === 'details');
    await write('Renamed');
    await parts.files.reload();
    await until('the new name is shown', () => done.includes('title Renamed'));
    await session.refresh();
    assert.equal(posted.length, 2, 'nothing changed, nothing is sent');
  });

  it('says which bindings use it, and follows them', async () => {
    await session.receive({ type: 'ready' });
    assert.doesNotMatch(JSON.stringify(last()), /Used by/);
    await mkdir(join(parts.workspace, '.patchbay'), { recursive: true });
    const content = { version: 1, bindings: { crm: { connection: id } } };
    await writeFile(join(parts.workspace, '.patchbay', 'bindings.jsonc'), JSON.stringify(content));
    bindings.reload();
    await until('it is told', () => JSON.stringify(last()).includes('binding “crm”'));
  });

  it('says how it was used, and follows what is counted', async () => {
    await session.receive({ type: 'ready' });
    assert.match(JSON.stringify(last()), /Nothing has used it/);
    const usage = await parts.usage();
    usage.note([{ connection: id, at: Date.now(), by: 'command line' }]);
    await until('it is told', () => JSON.stringify(last()).includes('just now · command line'));
    assert.match(JSON.stringify(last()), /1 use in 14 days/);
    assert.equal(posted.length, 2);
  });

  it('says that a connection is gone, by its name, and shows it again when it comes back', async () => {
    await session.receive({ type: 'ready' });
    await rm(file);
    await parts.files.reload();
    await until('it is gone', () => last()?.type === 'gone');
    assert.match(JSON.stringify(last()), /“Mine”/);
    await write('Mine');
    await parts.files.reload();
    await until('it is back', () => last()?.type === 'details');
  });

  it('runs what is pressed for its own connection only, and ignores what is no message', async () => {
    await session.receive({ type: 'run', action: 'check' });
    await session.receive({ type: 'run', action: 'showLog' });
    await session.receive({ type: 'run', action: 'delete', id: 'another' });
    await session.receive({ type: 'close' });
    assert.deepEqual(done, [`check ${id}`, 'close']);
  });
});
