import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { repository } from '../test/editor/paths.ts';

/**
 * Runs a Node script to its end. What it says is shown (only its errors where `quiet`) and
 * written to `logFile`. Ctrl-C ends it as well.
 *
 * @param command the script's path, from the root of this checkout, and its arguments
 * @returns its exit code
 */
export async function runLogged(
  command: string[],
  logFile: string,
  options: { env?: Record<string, string>; quiet?: boolean } = {},
): Promise<number> {
  const child = spawn(process.execPath, command, {
    cwd: repository,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile);
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    if (!options.quiet || from === child.stderr) from.pipe(to, { end: false });
    from.pipe(log, { end: false });
  }
  const end = () => {
    child.kill('SIGTERM');
    process.exitCode = 130;
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  const [code] = await once(child, 'close');
  process.off('SIGINT', end).off('SIGTERM', end);
  log.end();
  if (process.exitCode === 130) process.exit(130);
  return (code as number | null) ?? 1;
}
