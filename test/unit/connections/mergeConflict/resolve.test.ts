import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolvedText } from '../../../../src/connections/mergeConflict/choose.ts';
import {
  conflictedFiles,
  keepBoth,
  openConflict,
  resolveConflict,
} from '../../../../src/connections/mergeConflict/resolve.ts';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import { type TestParts, testParts } from '../../../support/testParts.ts';

const id = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';

const version = (name: string, of = id) =>
  `${JSON.stringify({ version: 1, id: of, name, connector: 'github', authType: 'pat' }, undefined, 2)}\n`;

const conflicted = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> feature\n`;

const nowhere = async () => undefined;

describe('a merge conflict in a connection file', () => {
  let parts: TestParts;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    parts = await testParts();
    folder = join(parts.workspace, '.patchbay', 'folders', 'F');
    file = join(folder, 'a.connection.jsonc');
    await mkdir(folder, { recursive: true });
  });
  afterEach(() => parts.close());

  const meet = async (ours: string, theirs: string) => {
    await writeFile(file, conflicted(ours, theirs));
    await parts.files.reload();
    return (await openConflict(parts, file, nowhere)) ?? assert.fail('no conflict');
  };
  const names = async () => [...(await parts.files.snapshot()).connections.values()].map(({ name }) => name).sort();

  it('is found, opened, decided and noted; then the connection is there again', async () => {
    const conflict = await meet(version('Ours'), version('Theirs'));
    assert.deepEqual(await conflictedFiles(parts), [file]);
    assert.deepEqual(await names(), []);
    assert.deepEqual([conflict.ours.label, conflict.theirs.label, conflict.isTwo], ['HEAD', 'feature', false]);
    const text = resolvedText(conflict, 'theirs', () => 'theirs');
    assert.equal(await resolveConflict(parts, conflict, text), true);
    assert.equal(await readFile(file, 'utf8'), version('Theirs'));
    assert.deepEqual(await names(), ['Theirs']);
    assert.deepEqual(await conflictedFiles(parts), []);
    assert.equal(await openConflict(parts, file, nowhere), undefined, 'it is none any more');
    await parts.audit.flush();
    assert.match(await readFile(parts.audit.file, 'utf8'), /"action":"edit".*"detail":"merge: name"/);
  });

  it('is not decided over the head of somebody who changed the file meanwhile', async () => {
    const conflict = await meet(version('Ours'), version('Theirs'));
    await writeFile(file, version('By hand'));
    assert.equal(await resolveConflict(parts, conflict, version('Ours')), false);
    assert.equal(await keepBoth(parts, conflict), false);
    assert.equal(await readFile(file, 'utf8'), version('By hand'));
  });

  it('of two connections keeps both, each with its id, under two names', async () => {
    const conflict = await meet(version('Same'), version('Same', other));
    assert.equal(conflict.isTwo, true);
    assert.equal(await keepBoth(parts, conflict), true);
    assert.deepEqual(await names(), ['Same', 'Same 2']);
    assert.deepEqual((await readdir(folder)).sort(), ['a-2.connection.jsonc', 'a.connection.jsonc']);
    assert.equal(await readFile(file, 'utf8'), version('Same'));
    const { connections, problems } = await parts.files.snapshot();
    assert.deepEqual([connections.get(id)?.name, connections.get(other)?.name, problems], ['Same', 'Same 2', []]);
  });

  it('says which version is no connection, with the line of the file', async () => {
    await writeFile(file, conflicted(version('Ours'), version('Theirs').replace('"name"', 'name')));
    await parts.files.reload();
    await assert.rejects(openConflict(parts, file, nowhere), {
      code: 'PB101',
      line: 13,
      message: /^a\.connection\.jsonc \(theirs\) is not valid JSON at line 13/,
    });
    await writeFile(file, conflicted(version('Ours').replace('"pat"', '"no"'), version('Theirs')));
    await parts.files.reload();
    await assert.rejects(openConflict(parts, file, nowhere), { code: 'PB103', message: /\(ours\).*“authType”/ });
    const twice = version('Theirs').replace('"name"', '"account": "a",\n  "account": "b",\n  "name"');
    await writeFile(file, conflicted(version('Ours'), twice));
    await assert.rejects(openConflict(parts, file, nowhere), { code: 'PB103', message: /“account” is there twice/ });
  });

  it('is decided by those alone who may edit in the folder, in a workspace that is trusted', async () => {
    await meet(version('Ours'), version('Theirs'));
    parts.trusted = false;
    await assert.rejects(openConflict(parts, file, nowhere), { code: 'PB111' });
    parts.trusted = true;
    await writeFile(
      join(folder, 'folder.jsonc'),
      JSON.stringify({
        version: 1,
        roles: { 'Automation User': ['*'], 'Folder Administrator': ['somebody@else.example'] },
      }),
    );
    await parts.files.reload();
    parts.policiesChanged();
    await assert.rejects(openConflict(parts, file, nowhere), { code: 'PB650' });
    assert.ok((await parts.files.snapshot()).folders.has(sharedFolderId(folder)));
  });
});
