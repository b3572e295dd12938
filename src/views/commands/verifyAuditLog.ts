import * as vscode from 'vscode';
import { describeVerdict } from '../auditWords.ts';
import { sayInformation, sayWarning } from '../say.ts';
import type { CommandContext } from './context.ts';

/** Reads the whole audit log, and says whether its chain holds. */
export async function verifyAuditLog({ parts }: CommandContext): Promise<void> {
  const location = vscode.ProgressLocation.Window;
  const title = vscode.l10n.t('Verifying the audit log…');
  const verdict = await vscode.window.withProgress({ location, title }, () => parts.audit.verify());
  if (verdict.status === 'whole') {
    void sayInformation(describeVerdict(verdict));
    return;
  }
  void offerLine(describeVerdict(verdict), verdict);
}

async function offerLine(text: string, { file, line }: { file: string; line: number }): Promise<void> {
  const open = vscode.l10n.t('Open File');
  if ((await sayWarning(text, open)) !== open) return;
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
}
