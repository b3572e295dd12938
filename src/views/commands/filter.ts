import * as vscode from 'vscode';
import type { StateKind } from '../../model/state.ts';
import { type Filter, noFilter, stateLabel } from '../tree/filter.ts';
import { stateIcons } from '../tree/rows.ts';
import type { CommandContext } from './context.ts';

type Item = vscode.QuickPickItem & { state?: StateKind; connector?: string };

const states: readonly StateKind[] = ['needsSignIn', 'appProblem', 'degraded', 'connected', 'problem'];

/** Asks what the tree shows: states, applications, and a text. The tree follows while the person chooses. */
export async function filter({ parts, tree }: CommandContext): Promise<void> {
  await tree.ready();
  const before = tree.filter;
  const { connections } = await parts.files.snapshot();
  const connectors = [...new Set([...connections.values()].map(({ connector }) => connector))];
  const fixed = items(connectors, tree.connectorName);
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Show connections that are…');
  pick.placeholder = vscode.l10n.t('Choose, or type a part of a name, account or folder');
  pick.canSelectMany = true;
  pick.items = fixed;
  pick.selectedItems = fixed.filter((item) => isIn(before, item));
  pick.value = before.text;
  const show = () => {
    tree.filter = chosen(pick.selectedItems, pick.value);
  };
  // A typed text narrows the tree, not the list: the states stay in sight while somebody types.
  pick.onDidChangeValue(show);
  pick.onDidChangeSelection(show);
  const accepted = await new Promise<boolean>((resolve) => {
    pick.onDidAccept(() => resolve(true));
    pick.onDidHide(() => resolve(false));
    pick.show();
  });
  pick.dispose();
  if (!accepted) tree.filter = before;
}

function items(connectors: readonly string[], connectorName: (key: string) => string): Item[] {
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    separator(vscode.l10n.t('State')),
    ...states.map(
      (state): Item => ({ label: `$(${stateIcons[state].icon}) ${stateLabel(state)}`, alwaysShow: true, state }),
    ),
    separator(vscode.l10n.t('Application')),
    ...connectors
      .map((connector): Item => ({ label: connectorName(connector), alwaysShow: true, connector }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  ];
}

function isIn({ states: chosenStates, connectors }: Filter, { state, connector }: Item): boolean {
  return (
    (state !== undefined && chosenStates.includes(state)) || (connector !== undefined && connectors.includes(connector))
  );
}

function chosen(selected: readonly Item[], text: string): Filter {
  return {
    ...noFilter,
    states: selected.flatMap(({ state }) => state ?? []),
    connectors: selected.flatMap(({ connector }) => connector ?? []),
    text: text.trim(),
  };
}
