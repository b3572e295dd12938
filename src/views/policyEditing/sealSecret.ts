import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { sayInformation } from '../say.ts';
import { showProblem } from '../showProblem.ts';
import { type Fix, sealedEdit } from './edits.ts';
import { workspaceEdit } from './quickFixes.ts';

/** Seals a secret that stands readable in a policy, and puts the sealed text in its place. The file is not saved. */
export async function sealSecret(parts: Parts, uri: vscode.Uri, secret: NonNullable<Fix['seal']>): Promise<void> {
  const { connector, authType, parameter, value } = secret;
  try {
    const { sealPolicySecret } = await import('../../connections/sealPolicySecret.ts');
    const sealed = await sealPolicySecret(parts, { connector, parameter, text: value });
    const document = await vscode.workspace.openTextDocument(uri);
    const path = ['settings', 'connectors', connector, 'authTypes', authType, 'parameters', parameter, 'value'];
    const edit = sealedEdit(document.getText(), path, sealed);
    if (!edit) return;
    await vscode.workspace.applyEdit(workspaceEdit(document, [edit]));
    void sayInformation(
      vscode.l10n.t(
        '“{0}” is sealed. Renew the secret where it comes from: it was readable, and may have been seen.',
        parameter,
      ),
    );
  } catch (error) {
    void showProblem(error, parts.log, { file: uri.fsPath });
  }
}
