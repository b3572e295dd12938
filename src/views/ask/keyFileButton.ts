import * as vscode from 'vscode';
import { fieldInvalid } from '../../model/problems.ts';
import type { TextButton } from './askText.ts';

/** More than this is no key, in bytes. */
const largestKey = 20_000;

/** Reads a private key from a file that the person chooses: a box of one line is no place to paste several into. */
export const keyFileButton: TextButton = {
  icon: 'folder-opened',
  get tooltip() {
    return vscode.l10n.t('Read it from a file…');
  },
  press: async () => {
    const [file] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Private key') })) ?? [];
    if (!file) return undefined;
    const bytes = await Promise.resolve(vscode.workspace.fs.readFile(file)).catch(() => undefined);
    if (!bytes) throw fieldInvalid('privateKey', vscode.l10n.t('The file cannot be read.'));
    if (bytes.byteLength > largestKey) {
      throw fieldInvalid('privateKey', vscode.l10n.t('The file is too large to be a private key.'));
    }
    return new TextDecoder().decode(bytes);
  },
};
