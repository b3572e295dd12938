import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { localFolders } from '../../editor/localFolders.ts';
import type { Use } from '../../use/register.ts';
import { hasUipathProject } from '../../use/terminal/uipathProject.ts';
import { sayInformation } from '../say.ts';
import { showProblem } from '../showProblem.ts';

/** Names beyond these are not told. */
const mostNames = 3;

/** Asks whether terminals and tasks of this workspace may use its connections, where code of it uses any. */
export async function askAboutTerminals(parts: Parts, use: Use): Promise<void> {
  const names = [...new Set((await use.bindings.all()).map(({ binding }) => binding.name))];
  if (names.length === 0 && !(await isUipathWorkspace())) return;
  const allow = vscode.l10n.t('Allow in This Workspace');
  const notNow = vscode.l10n.t('Not Now');
  const never = vscode.l10n.t('Never');
  const chosen = await sayInformation(question(names), allow, notNow, never);
  if (chosen === allow) await allowTerminals(parts, use);
  else if (chosen === never) await use.access.answer('never');
  else await use.access.later();
}

/** Gives the terminals of this workspace what they need, and says so. */
export async function allowTerminals({ log }: Pick<Parts, 'log'>, { access, terminals }: Use): Promise<void> {
  try {
    await access.answer('allowed');
    await (await terminals()).follow();
  } catch (error) {
    return showProblem(error, log);
  }
  const open = vscode.l10n.t('New Terminal');
  const words = vscode.l10n.t(
    'New terminals and tasks can use the connections of this workspace. Those that are open can once they are relaunched. “Patchbay: Connections in Terminals…” turns it off.',
  );
  if ((await sayInformation(words, open)) === open)
    await vscode.commands.executeCommand('workbench.action.terminal.new');
}

function question(names: readonly string[]): string {
  const what = vscode.l10n.t(
    'They get the address of a service of this window and a token that ends with it, never one of an application. “patchbay” then finds this window, and can use the same connections, in any other terminal of yours that is in its folders.',
  );
  if (names.length === 0)
    return [vscode.l10n.t('May terminals and tasks use the shared connections of this workspace?'), what].join(' ');
  const told = names.slice(0, mostNames).map((name) => `“${name}”`);
  const list = names.length > mostNames ? [...told, '…'] : told;
  const may = vscode.l10n.t(
    'May terminals and tasks of this workspace use the connections that its bindings name ({0}) and its shared ones?',
    list.join(', '),
  );
  return [may, what].join(' ');
}

async function isUipathWorkspace(): Promise<boolean> {
  const folders = localFolders();
  const found = await Promise.all(folders.map(({ uri }) => hasUipathProject(uri.fsPath)));
  return found.includes(true);
}
