import * as vscode from 'vscode';
import { sayInformation } from '../say.ts';
import type { CommandContext } from './context.ts';

/** Copies this member's public key, to which others seal secrets; the key is made when it is first asked for. */
export async function copyPublicKey({ parts }: CommandContext): Promise<string> {
  const { memberPublicKey } = await import('../../connections/memberKey.ts');
  const key = await memberPublicKey(parts.vault);
  await vscode.env.clipboard.writeText(key);
  void sayInformation(
    vscode.l10n.t(
      'Your public key is copied. Put it under “people” in .patchbay/members.jsonc, as one of your “keys”.',
    ),
  );
  return key;
}
