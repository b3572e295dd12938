import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { addressesOf } from '../catalog/addresses.ts';
import type { Connector } from '../model/connector.ts';
import { ask } from './say.ts';

const confirmedKey = 'patchbay.confirmedHosts';

/**
 * Shows the hosts of a repository's own connector, or those that its connection's file names, before the first secret goes
 * there, and remembers the answer as long as the addresses stay.
 */
export async function confirmHosts(
  { globalState }: Pick<vscode.ExtensionContext, 'globalState'>,
  connector: Connector,
  hosts: readonly string[],
  sources: readonly string[] = [],
): Promise<boolean> {
  const said = JSON.stringify([connector.origin, connector.key, addressesOf(connector), hosts, ...sources]);
  const mark = createHash('sha256').update(said).digest('hex');
  const confirmed = globalState.get<string[]>(confirmedKey, []);
  if (confirmed.includes(mark)) return true;
  const agree = vscode.l10n.t('Send Secrets There');
  const chosen = await ask(...words(connector, hosts.join('\n'), sources.join('\n')), agree);
  if (chosen !== agree) return false;
  await globalState.update(confirmedKey, [...globalState.get<string[]>(confirmedKey, []), mark].slice(-500));
  return true;
}

/** A question and what there is to know. */
function words({ name, origin }: Connector, hosts: string, sources: string): [question: string, detail: string] {
  const title = name.replace(/\s+/g, ' ');
  if (sources !== '')
    return [
      vscode.l10n.t('This workspace names a secret of your computer for “{0}”', title),
      vscode.l10n.t(
        'The file of the connection takes it from:\n\n{0}\n\nand sends it to:\n\n{1}\n\nConfirm only if you know both.',
        sources,
        hosts,
      ),
    ];
  if (origin !== undefined)
    return [
      vscode.l10n.t('“{0}” is a connector of this workspace', title),
      vscode.l10n.t(
        'Its file {0} says that tokens and passwords go to:\n\n{1}\n\nConfirm only if you know these hosts.',
        basename(origin),
        hosts,
      ),
    ];
  return [
    vscode.l10n.t('This workspace says where “{0}” is', title),
    vscode.l10n.t(
      'The file of the connection says that the secret which a policy gives goes to:\n\n{0}\n\nConfirm only if you know these hosts.',
      hosts,
    ),
  ];
}
