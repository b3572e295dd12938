import * as vscode from 'vscode';
import { folderLabel } from '../../model/folder.ts';
import { terminalsElsewhere } from '../../model/problems.ts';
import { connectionIn } from '../../use/bindings/resolve.ts';
import { plainReason } from '../../use/bindings/words.ts';
import { openTerminal } from '../../use/terminal/openTerminal.ts';
import { askMany, type Choice } from '../ask/askChoice.ts';
import { sayInformation } from '../say.ts';
import { isTreeNode, type TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, nodesOf } from './targets.ts';

/** A binding, or a connection without one. */
type Chosen = { binding: string } | { connection: string; label: string };

/** Opens a terminal whose scripts may use what the person chooses, until it is closed. */
export async function newTerminal(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<vscode.Terminal | undefined> {
  const { use } = context;
  if (!use.terminalsAreHere) throw terminalsElsewhere();
  const chosen = isTreeNode(target) ? await ofTree(context, target, selection) : await choose(context);
  if (chosen.length === 0) return undefined;
  const bindings = chosen.flatMap((one) => ('binding' in one ? [one.binding] : []));
  const connections = chosen.flatMap((one) => ('connection' in one ? [one.connection] : []));
  const first = chosen.map((one) => ('binding' in one ? one.binding : one.label))[0] ?? '';
  const name = chosen.length > 1 ? vscode.l10n.t('{0} and {1} more', first, chosen.length - 1) : first;
  return openTerminal(use, { bindings, connections }, name);
}

async function ofTree(context: CommandContext, target: TreeNode, selection?: readonly TreeNode[]): Promise<Chosen[]> {
  const nodes = await nodesOf(context, target, selection);
  return nodes.flatMap((node) =>
    node.kind === 'connection' ? [{ connection: node.connection.id, label: node.connection.name }] : [],
  );
}

async function choose({ parts, tree, bindings }: CommandContext): Promise<Chosen[]> {
  await tree.ready();
  const [bound, { connections, folders }] = await Promise.all([bindings.all(), parts.files.snapshot()]);
  const named = bound.map(({ binding, resolution }): Choice<Chosen> => {
    const connection = connectionIn(resolution);
    const leads = [connection?.name, connection?.account].filter(Boolean).join(' · ');
    return {
      label: binding.name,
      icon: 'plug',
      description: 'unresolved' in resolution ? plainReason(resolution.unresolved) : leads,
      group: vscode.l10n.t('Bindings'),
      value: { binding: binding.name },
    };
  });
  const others = [...connections.values()].map(({ id, name, account, connector, folder }): Choice<Chosen> => {
    const around = folders.get(folder);
    return {
      label: name,
      icon: 'key',
      description: [account, tree.connectorName(connector)].filter(Boolean).join(' · '),
      ...(around ? { group: folderLabel(around) } : {}),
      value: { connection: id, label: name },
    };
  });
  others.sort((a, b) => (a.group ?? '').localeCompare(b.group ?? '') || a.label.localeCompare(b.label));
  const choices = [...unique(named), ...others];
  if (choices.length === 0) {
    void sayInformation(vscode.l10n.t('There are no connections yet.'));
    return [];
  }
  const answer = await askMany({
    title: vscode.l10n.t('New terminal with connections'),
    placeholder: vscode.l10n.t('What may scripts in it use?'),
    choices,
    selected: named.map(({ value }) => value),
  });
  return answer.kind === 'answered' ? answer.value : [];
}

function unique(choices: readonly Choice<Chosen>[]): Choice<Chosen>[] {
  return [...new Map(choices.map((choice) => [choice.label, choice])).values()];
}
