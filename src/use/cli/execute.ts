import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import * as l10n from '@vscode/l10n';
import { cannotRead } from './exit.ts';

/** What a person or a supervisor sends to end a command; it is the program's to answer. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program at this terminal, with some variables more than this process has.
 *
 * @returns its exit code; 128 and the signal's number where one ended it, as shells say it.
 * @throws CliError where there is no such program.
 */
export function execute(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    for (const signal of passedOn) process.on(signal, pass);
    const end = () => {
      for (const signal of passedOn) process.off(signal, pass);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      end();
      reject(cannotRead(l10n.t('{0} cannot be started: {1}.', program, error.code ?? error.message)));
    });
    child.once('exit', (code, signal) => {
      end();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
