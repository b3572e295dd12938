import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useCredential } from '../../../../src/connections/credential.ts';
import { setPollingInterval } from '../../../../src/connections/edit.ts';
import { connectionState } from '../../../../src/connections/state.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { sealedFile } from '../../../support/sealedFile.ts';
import { folderOf, startTeam, type Team, type TeamMember } from '../../../support/team.ts';
import { testParts } from '../../../support/testParts.ts';

describe('sharing: git as it is used', () => {
  let team: Team;
  let ana: TeamMember;
  let ben: TeamMember;
  let made: Connection;
  const folder = (member: TeamMember) => folderOf(member, 'Finance');
  const opens = async ({ parts }: TeamMember) =>
    (await useCredential(parts, made.id)).stored.credential.kind === 'token';

  beforeEach(async () => {
    team = await startTeam();
    await team.seed({ 'folders/Finance/folder.jsonc': { version: 1 } });
    ana = await team.clone('ana');
    await ana.join();
    await ana.push('Ana joins');
    ben = await team.clone('ben');
    await ben.join();
    await ben.push('Ben joins');
    await ana.pull();
    made = await sealedFile(ana, folder(ana), 'Key');
    await ana.push('A key');
    await ben.pull();
  });
  afterEach(() => team.close());

  it('a branch on which a connection is not there yet: nothing of it is lost meanwhile', async () => {
    assert.ok(await opens(ben));
    await ben.git('checkout', '-q', 'HEAD~1');
    await ben.look();
    await assert.rejects(useCredential(ben.parts, made.id), { code: 'PB108' });
    await ben.git('checkout', '-q', 'main');
    await ben.look();
    const state = connectionState(ben.parts.states, await ben.parts.files.connection(made.id));
    assert.equal(state.grant.status, 'connected');
    assert.ok(await opens(ben));
  });

  it('a pull that deletes a connection in use says so, and one that brings it back finds it as it was', async () => {
    assert.ok(await opens(ben));
    await ana.git('rm', '-q', made.file);
    await ana.push('No key');
    await ben.pull();
    await assert.rejects(useCredential(ben.parts, made.id), { code: 'PB108' });
    await ana.git('revert', '--no-edit', 'HEAD');
    await ana.git('push', '-q', 'origin', 'HEAD:main');
    await ben.pull();
    assert.ok(await opens(ben));
  });

  it('a rebase that meets a conflict: the file is a problem, not a loss, and abort brings all back', async () => {
    await setPollingInterval(ana.parts, made.id, 10);
    await ana.push('Every ten minutes');
    await setPollingInterval(ben.parts, made.id, 20);
    await ben.git('commit', '-q', '-am', 'Every twenty');
    await assert.rejects(ben.git('pull', '-q', '--rebase', 'origin', 'main'));
    await ben.look();
    const { problems } = await ben.parts.files.snapshot();
    assert.deepEqual(
      problems.map(({ problem }) => problem.code),
      ['PB740'],
    );
    await ben.git('rebase', '--abort');
    await ben.look();
    assert.equal((await ben.parts.files.connection(made.id)).pollingIntervalMinutes, 20);
    assert.ok(await opens(ben));
  });

  it('a worktree, where .git is a file, is a workspace like any other', async () => {
    const other = join(ana.parts.root, 'worktree');
    await ana.git('worktree', 'add', '-q', other, 'HEAD');
    const parts = await testParts({ workspace: other });
    try {
      parts.who = async () => 'ana';
      assert.ok((await parts.files.snapshot()).connections.has(made.id));
    } finally {
      await parts.close();
    }
  });

  it('a submodule’s own .patchbay is its own affair', async () => {
    const inner = join(ana.parts.workspace, 'vendor', 'lib');
    await mkdir(join(inner, '.patchbay', 'folders', 'Theirs'), { recursive: true });
    execFileSync('git', ['init', '-q', inner]);
    await writeFile(join(inner, '.patchbay', 'members.jsonc'), '{ "version": 1, "people": [{ "user": "eve" }] }');
    await ana.look();
    const { folders } = await ana.parts.files.snapshot();
    assert.deepEqual(
      [...folders.values()].map(({ name }) => name).filter((name) => name === 'Theirs'),
      [],
    );
    const { people } = await ana.parts.governance.accessTo(folder(ana));
    assert.ok(!people.some(({ user }) => user === 'eve'));
  });

  it('of two repositories in one window the members of one get nothing of the other', async () => {
    const parts = await testParts({ workspace: ana.parts.workspace, more: [ben.parts.workspace] });
    try {
      await writeFile(
        ben.members,
        JSON.stringify({
          version: 1,
          people: [{ user: 'eve', keys: made.credential.recipients }],
          groups: { all: ['eve'] },
        }),
      );
      const { people, file } = await parts.governance.accessTo(folder(ana));
      assert.equal(file, ana.members);
      assert.deepEqual(
        people.map(({ user }) => user),
        ['ana', 'ben'],
      );
    } finally {
      await parts.close();
    }
  });
});
