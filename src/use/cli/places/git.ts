import { spawn } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import { cannotRead, wrongUsage } from '../exit.ts';

/** More than all that is ever asked for. */
const mostBytes = 64 * 1024 * 1024;

/** Runs git in a folder, without a shell. Answers with what it writes; `undefined` where it ends with an error. */
export async function git(folder: string, args: readonly string[], input = ''): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  // Paths are taken as they are; nothing is fetched, asked for or written.
  const env = { ...process.env, GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  const child = spawn('git', args, { cwd: folder, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const parts: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (part: Buffer) => {
    size += part.length;
    parts.push(part);
    if (size > mostBytes) child.kill();
  });
  // It may end before it has read everything.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  child.once('error', (error: NodeJS.ErrnoException) => {
    reject(cannotRead(l10n.t('git cannot be started: {0}.', error.code ?? String(error))));
  });
  child.once('close', (code) => resolve(code === 0 ? Buffer.concat(parts) : undefined));
  return promise;
}

/**
 * The commit that a revision names.
 *
 * @throws CliError where the folder is in no repository, or the repository has no such revision.
 */
export async function commitOf(folder: string, revision: string): Promise<string> {
  if (revision === '' || revision.startsWith('-')) throw wrongUsage(l10n.t('“{0}” is not a revision.', revision));
  if (!(await git(folder, ['rev-parse', '--git-dir']))) {
    throw cannotRead(l10n.t('{0} is not in a git repository, or git may not read it.', folder));
  }
  const wanted = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const found = (await git(folder, wanted))?.toString('utf8').trim() ?? '';
  if (/^[0-9a-f]{40,64}$/.test(found)) return found;
  throw cannotRead(
    l10n.t(
      'The repository has no revision “{0}”. A shallow clone has only the newest: fetch the others first.',
      revision,
    ),
  );
}
