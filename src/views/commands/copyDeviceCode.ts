import * as vscode from 'vscode';
import type { CommandContext } from './context.ts';

/** Copies the code that a sign-in waits for. */
export async function copyDeviceCode({ deviceCodes }: CommandContext): Promise<void> {
  await vscode.env.clipboard.writeText(deviceCodes.last.userCode);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Code copied.'), 5000);
}
