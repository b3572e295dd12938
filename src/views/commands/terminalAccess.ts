import * as vscode from 'vscode';
import { requireTerminals } from '../../use/terminal/terminals.ts';
import { askChoice } from '../ask/askChoice.ts';
import { sayInformation } from '../say.ts';
import { allowTerminals } from '../terminals/askAboutTerminals.ts';
import type { CommandContext } from './context.ts';

/** Turns the connections in terminals and tasks of this workspace on or off. */
export async function terminalAccess({ parts, use }: CommandContext): Promise<void> {
  requireTerminals({ areHere: use.terminalsAreHere });
  const { isAllowed } = use.access;
  const now = vscode.l10n.t('as it is now');
  const answer = await askChoice({
    title: vscode.l10n.t('Connections in terminals'),
    placeholder: vscode.l10n.t('May terminals and tasks of this workspace use its connections?'),
    active: isAllowed,
    choices: [
      {
        label: vscode.l10n.t('On'),
        icon: 'terminal',
        detail: vscode.l10n.t(
          'New terminals get the address of a service, and a token that ends with this window. “patchbay” finds it in any terminal of yours that is in its folders.',
        ),
        ...(isAllowed ? { description: now } : {}),
        value: true,
      },
      {
        label: vscode.l10n.t('Off'),
        icon: 'circle-slash',
        detail: vscode.l10n.t('What terminals have now ends at once. Nobody asks again.'),
        ...(isAllowed ? {} : { description: now }),
        value: false,
      },
    ],
  });
  if (answer.kind !== 'answered') return;
  if (answer.value) return allowTerminals(parts, use);
  await use.access.answer('never');
  await (await use.terminals()).follow();
  void sayInformation(vscode.l10n.t('Terminals and tasks of this workspace can use no connections.'));
}
