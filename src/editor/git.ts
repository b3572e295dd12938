import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** Hooks and a signature may take their time; nobody waits longer than this, in milliseconds. */
const patienceMs = 60_000;

/** What became of files that were to be committed. */
export type Committed =
  /** `commit`: the short name of the new commit. */
  | { status: 'committed'; commit: string }
  /** They are committed as they are. */
  | { status: 'unchanged' }
  | { status: 'noGit' }
  | { status: 'noRepository' }
  /** `said`: git's own words. */
  | { status: 'refused'; said: string };

/**
 * Commits exactly these files of one repository; what else is changed or staged stays as it is. Nothing is ever pushed.
 * Only for a workspace that the person trusts: the repository's own hooks run.
 */
export async function commitFiles(files: readonly string[], message: string): Promise<Committed> {
  const [first] = files;
  if (first === undefined) return { status: 'unchanged' };
  const git = (args: readonly string[], env: Record<string, string> = {}) => run(dirname(first), args, env);
  const found = await git(['rev-parse', '--show-toplevel'], { LC_ALL: 'C' });
  if (found.status === 'noGit') return { status: 'noGit' };
  if (found.status === 'refused')
    return /not a git repository/i.test(found.said) ? { status: 'noRepository' } : refused(found.said);
  const added = await git(['add', '--', ...files]);
  if (added.status !== 'ok') return refused(added.said);
  const same = await git(['diff', '--cached', '--quiet', '--', ...files]);
  if (same.status === 'ok') return { status: 'unchanged' };
  const committed = await git(['commit', '--quiet', '--only', '-m', message, '--', ...files]);
  if (committed.status !== 'ok') return refused(committed.said);
  const name = await git(['rev-parse', '--short', 'HEAD']);
  return { status: 'committed', commit: name.said };
}

function refused(said: string): Committed {
  return { status: 'refused', said };
}

async function run(
  cwd: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ status: 'ok' | 'noGit' | 'refused'; said: string }> {
  try {
    const options = { cwd, timeout: patienceMs, env: { ...process.env, GIT_TERMINAL_PROMPT: '0', ...env } };
    const { stdout } = await promisify(execFile)('git', ['--literal-pathspecs', ...args], options);
    return { status: 'ok', said: stdout.trim() };
  } catch (error) {
    const { code, stdout, stderr, message } = error as Error & { code?: unknown; stdout?: string; stderr?: string };
    if (code === 'ENOENT') return { status: 'noGit', said: '' };
    // Some refusals of `git commit` are on its standard output.
    return { status: 'refused', said: stderr?.trim() || stdout?.trim() || message };
  }
}
