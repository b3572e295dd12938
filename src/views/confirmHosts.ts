import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { addressesOf } from '../catalog/addresses.ts';
import type { Connector } from '../model/connector.ts';
import { ask } from './say.ts';

const confirmedKey = 'patchbay.confirmedHosts';

/**
 * Shows the hosts of a repository's own connector before the first secret goes there, and remembers the answer as long as
 * its addresses stay.
 */
export async function confirmHosts(
  { globalState }: Pick<vscode.ExtensionContext, 'globalState'>,
  connector: Connector,
  hosts: readonly string[],
): Promise<boolean> {
  const said = JSON.stringify([connector.origin, connector.key, addressesOf(connector), hosts]);
  const mark = createHash('sha256').update(said).digest('hex');
  const confirmed = globalState.get<string[]>(confirmedKey, []);
  if (confirmed.includes(mark)) return true;
  const agree = vscode.l10n.t('Send Secrets There');
  const question = vscode.l10n.t('“{0}” is a connector of this workspace', connector.name.replace(/\s+/g, ' '));
  const detail = vscode.l10n.t(
    'Its file {0} says that tokens and passwords go to:\n\n{1}\n\nConfirm only if you know these hosts.',
    basename(connector.origin ?? ''),
    hosts.join('\n'),
  );
  const chosen = await ask(question, detail, agree);
  if (chosen !== agree) return false;
  await globalState.update(confirmedKey, [...globalState.get<string[]>(confirmedKey, []), mark].slice(-500));
  return true;
}
