import * as vscode from 'vscode';
import type { Log } from '../model/log.ts';
import { scrubbedLog } from '../model/scrubbedLog.ts';

/** The “Patchbay” channel of the Output view. Its level is the editor's; no secret gets into it. */
export function createLog(): Log & vscode.Disposable & { show(): void } {
  const channel = vscode.window.createOutputChannel('Patchbay', { log: true });
  const log = scrubbedLog({
    debug: (line) => channel.debug(line),
    info: (line) => channel.info(line),
    warn: (line) => channel.warn(line),
    error: (line) => channel.error(line),
  });
  return { ...log, show: () => channel.show(), dispose: () => channel.dispose() };
}
