import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Acme } from '../../examples/acme/acme.ts';
import { useCredential } from '../../src/connections/credential.ts';
import { joinWorkspace } from '../../src/connections/sharing/join.ts';
import { sharedFolderId } from '../../src/storage/snapshot.ts';
import { remember } from './secrets.ts';
import { type TestParts, testParts } from './testParts.ts';

const run = promisify(execFile);

/** A person with a home and a clone of their own. */
export interface TeamMember {
  user: string;
  parts: TestParts;
  /** Their `.patchbay/members.jsonc`. */
  members: string;
  git(...args: string[]): Promise<string>;
  /** Commits everything and pushes it. */
  push(message: string): Promise<void>;
  /** Pulls, as a person does, and looks at what came. */
  pull(): Promise<void>;
  /** Looks at what git or somebody else did to their files. */
  look(): Promise<void>;
  /** Makes a key, and puts it into their `members.jsonc`. */
  join(): Promise<void>;
}

/** People who share one repository. */
export interface Team {
  /** Somebody comes: clones what is there. */
  clone(user: string): Promise<TeamMember>;
  /** The shared repository's first files. */
  seed(files: Readonly<Record<string, string | object>>): Promise<void>;
  close(): Promise<void>;
}

/** One repository on this computer, from which everybody clones. */
export async function startTeam(): Promise<Team> {
  const root = await mkdtemp(join(tmpdir(), 'patchbay-team-'));
  const origin = join(root, 'origin.git');
  await run('git', ['init', '--bare', '--initial-branch=main', origin]);
  const members: TeamMember[] = [];
  const clone = async (user: string) => {
    const member = await makeMember(origin, user);
    members.push(member);
    return member;
  };
  return {
    clone,
    seed: async (files) => {
      const workspace = join(root, 'seed');
      await run('git', ['clone', '-q', origin, workspace]);
      await put(workspace, files);
      const git = gitIn(workspace, 'seed@acme.example');
      await git('add', '-A');
      await git('commit', '-q', '-m', 'First files');
      await git('push', '-q', 'origin', 'HEAD:main');
    },
    close: async () => {
      for (const { parts } of members) await parts.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function makeMember(origin: string, user: string): Promise<TeamMember> {
  const parts = await testParts();
  parts.who = async () => user;
  await run('git', ['clone', '-q', origin, parts.workspace]);
  const git = gitIn(parts.workspace, user);
  const members = join(parts.workspace, '.patchbay', 'members.jsonc');
  const look = async () => {
    await parts.files.reload();
    await parts.governance.reread();
  };
  return {
    user,
    parts,
    members,
    git,
    look,
    push: async (message) => {
      await git('add', '-A');
      await git('commit', '-q', '-m', message);
      await git('push', '-q', 'origin', 'HEAD:main');
    },
    pull: async () => {
      await git('pull', '-q', '--rebase', 'origin', 'main');
      await look();
    },
    join: async () => {
      await joinWorkspace(parts, members, user);
      await look();
    },
  };
}

function gitIn(cwd: string, user: string) {
  const who = ['-c', `user.email=${user}`, '-c', `user.name=${user}`];
  return async (...args: string[]) => (await run('git', [...who, ...args], { cwd })).stdout;
}

async function put(workspace: string, files: Readonly<Record<string, string | object>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(workspace, '.patchbay', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`);
  }
}

/** The id of a shared folder in somebody's clone. */
export function folderOf({ parts }: Pick<TeamMember, 'parts'>, name: string): string {
  return sharedFolderId(join(parts.workspace, '.patchbay', 'folders', name));
}

/** The pasted token that a connection is used with here. */
export async function tokenOf({ parts }: Pick<TeamMember, 'parts'>, id: string): Promise<string> {
  const { credential } = (await useCredential(parts, id)).stored;
  if (credential.kind !== 'token') throw new Error(`${id} has no pasted token`);
  return credential.token.reveal();
}

/** A new API key of Acme, which is looked for afterwards as every secret. */
export function newAcmeKey({ tokens }: Pick<Acme, 'tokens'>, account = 'ada@acme.example'): string {
  const { secret } = tokens.issue('apiKey', { account, name: 'shared' });
  return remember(secret);
}
