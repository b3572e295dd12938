import * as vscode from 'vscode';
import { localFolders } from '../../editor/localFolders.ts';
import type { Use } from '../register.ts';
import type { Scope } from '../service/service.ts';
import { patchbayVariables, proxyVariables, uipathVariables } from '../variables.ts';
import { hasUipathProject } from './uipathProject.ts';

/** What the editor runs itself with is none of a shell's business. */
const ownOfTheEditor = /^(VSCODE_|ELECTRON_|APPLICATION_INSIGHTS_|PATCHBAY_)/;

/**
 * Opens a terminal with a bearer of its own, which ends when it is closed. The editor does not bring it back after a restart,
 * since its bearer would be a dead one.
 *
 * @param name of the terminal, also in the audit log.
 * @throws what starting the service throws.
 */
export async function openTerminal(use: Use, scope: Scope, name: string): Promise<vscode.Terminal> {
  const folder = await chooseFolder();
  if (folder === 'none') throw new vscode.CancellationError();
  const cwd = folder?.uri;
  const [isUipath, terminals] = await Promise.all([cwd ? hasUipathProject(cwd.fsPath) : false, use.terminals()]);
  // Last: nothing that goes wrong leaves it behind.
  const lease = await use.service.lease(scope, `terminal ${name}`);
  const variables = {
    ...patchbayVariables(lease),
    ...(isUipath ? uipathVariables(lease) : {}),
    ...proxyVariables(process.env),
  };
  const terminal = vscode.window.createTerminal({
    ...{ name, isTransient: true, iconPath: new vscode.ThemeIcon('plug') },
    ...(terminals.isIn(folder) ? overAll(variables) : { env: variables }),
    ...(cwd ? { cwd } : {}),
  });
  const closing = vscode.window.onDidCloseTerminal((closed) => {
    if (closed !== terminal) return;
    closing.dispose();
    lease.dispose();
  });
  terminal.show();
  return terminal;
}

/** `none` where there are several and the person chose none. */
async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined | 'none'> {
  const [first, ...others] = localFolders();
  if (others.length === 0) return first;
  return (await vscode.window.showWorkspaceFolderPick()) ?? 'none';
}

/**
 * The same where all terminals are given such variables: what extensions add to all goes over what a terminal is given. So
 * the shell begins with them under other names, and a first one renames them and becomes it. They stand in no argument, which
 * others of this computer could read.
 */
function overAll(variables: Record<string, string>): vscode.TerminalOptions {
  // An editor on Windows leaves the rest away where the whole environment is given; a remote one does not.
  if (process.platform === 'win32') return { env: { ...inherited(), ...variables }, strictEnv: true };
  const names = Object.keys(variables);
  const renamed = Object.fromEntries(names.map((name) => [own(name), variables[name]]));
  const lines = names.map((name) => `export ${name}="$${own(name)}"; unset ${own(name)}`);
  const asLogin = process.platform === 'darwin' ? ' -l' : '';
  const shell = vscode.env.shell || process.env['SHELL'] || '/bin/sh';
  return { shellPath: '/bin/sh', shellArgs: ['-c', [...lines, `exec "$0"${asLogin}`].join('; '), shell], env: renamed };
}

function own(name: string): string {
  return `PATCHBAY_OWN_${name}`;
}

function inherited(): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !ownOfTheEditor.test(name));
  return Object.fromEntries(own.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
