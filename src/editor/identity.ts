import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

/**
 * Who is at the editor: the setting `patchbay.identity`, else git's `user.email`, else the system's user. A claim, not a
 * proof.
 */
export async function identity(): Promise<string | undefined> {
  const setting = vscode.workspace.getConfiguration('patchbay').get<string>('identity')?.trim();
  return setting || (await gitEmail()) || userInfo().username;
}

async function gitEmail(): Promise<string | undefined> {
  const cwd = vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri.fsPath;
  try {
    const options = { timeout: 2000, ...(cwd && vscode.workspace.isTrusted ? { cwd } : {}) };
    const { stdout } = await promisify(execFile)('git', ['config', 'user.email'], options);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
