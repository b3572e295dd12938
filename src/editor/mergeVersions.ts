import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

/** Nobody waits longer for git, in milliseconds. */
const patienceMs = 5000;

/** Far above any connection file, in bytes. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Both versions of a file in conflict as git’s index keeps them: the second and the third stage (git-ls-files, `--stage`).
 *
 * @returns `undefined` where there is no git, no such conflict, or no trust: git runs what a repository’s settings name.
 */
export async function mergeVersions(file: string): Promise<{ ours: string; theirs: string } | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const show = async (stage: 2 | 3) => {
    const options = { cwd: dirname(file), timeout: patienceMs, maxBuffer: mostBytes };
    const { stdout } = await promisify(execFile)('git', ['show', `:${stage}:./${basename(file)}`], options);
    return stdout;
  };
  try {
    const [ours, theirs] = await Promise.all([show(2), show(3)]);
    return { ours, theirs };
  } catch {
    return undefined;
  }
}
