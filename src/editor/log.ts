import * as vscode from 'vscode';
import type { Log } from '../model/log.ts';
import { Problem } from '../model/problem.ts';

/** The “Patchbay” channel of the Output view. Its level is the editor's. */
export function createLog(): Log & vscode.Disposable & { show(): void } {
  const channel = vscode.window.createOutputChannel('Patchbay', { log: true });
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, cause) => channel.error(cause === undefined ? message : `${message}: ${describe(cause)}`),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}

/** The kind and place of an error, never its properties: those of an HTTP error hold requests and bodies. */
function describe(cause: unknown): string {
  if (cause instanceof Problem)
    return cause.cause === undefined ? cause.code : `${cause.code} (${describe(cause.cause)})`;
  if (!(cause instanceof Error)) return typeof cause;
  const { code } = cause as NodeJS.ErrnoException;
  const place = cause.stack
    ?.split('\n')
    .slice(1, 4)
    .map((line) => line.trim())
    .join(' ');
  return [cause.name, code, place].filter(Boolean).join(' ');
}
