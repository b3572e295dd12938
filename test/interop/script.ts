import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A call of the SDK's `connections`, with its arguments by name. */
export interface Step {
  call: string;
  with?: Record<string, unknown>;
}

/** What came of one. */
export interface Done {
  // The SDK's own shapes, which a test picks apart.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  result?: any;
  error?: string;
  status?: number;
  code?: string | null;
  message?: string | null;
  trace?: string | null;
}

/** A script that does not end, in milliseconds. */
const scriptMs = 60_000;

/**
 * Runs a script with the SDK; all that it is told of the service is in its environment.
 *
 * @param env its variables, beside what a program needs to start at all.
 */
export async function runSdk(
  python: string,
  env: Readonly<Record<string, string>>,
  steps: readonly Step[],
): Promise<{ done: Done[]; environment: Record<string, string> }> {
  const { PATH = '', HOME = '', SYSTEMROOT = '' } = process.env;
  const child = spawn(python, [join(import.meta.dirname, 'sdk.py')], {
    // No proxy of this computer stands between a script and loopback.
    env: { PATH, HOME, SYSTEMROOT, NO_PROXY: '*', PYTHONDONTWRITEBYTECODE: '1', ...env },
    signal: AbortSignal.timeout(scriptMs),
  });
  child.stdin.end(JSON.stringify(steps));
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the script failed: ${errors}`);
  return JSON.parse(out);
}
