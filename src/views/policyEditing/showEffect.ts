import * as vscode from 'vscode';
import { describeAuthType } from '../../model/authType.ts';
import type { Connection } from '../../model/connection.ts';
import { folderName } from '../../policy/index.ts';
import { choiceItems } from '../ask/askChoice.ts';
import type { Edit } from './draft.ts';
import type { Lens } from './lenses.ts';
import type { Effect, Reached } from './reach.ts';
import type { Scene } from './scene.ts';

/** Where a connection is shown. */
export interface Shower {
  reveal(connectionId: string): Promise<void>;
  open(connectionId: string): void;
}

/** No list has more lines of one kind: nobody reads them. */
const most = 300;

interface Line {
  label: string;
  description: string;
  group: string;
  /** Absent for a combination of which there is no connection. */
  connection?: Connection;
}

/** Shows what a lens counts; a connection that is chosen opens its page, its button shows it in the tree. */
export function showEffect(show: NonNullable<Lens['show']>, scene: Scene, shower: Shower): void {
  const lines = 'edit' in show ? editLines(show.edit, scene) : reachedLines(show.reached, scene);
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { value?: Line }>();
  const tooltip = vscode.l10n.t('Show in the tree');
  const button = { iconPath: new vscode.ThemeIcon('list-tree'), tooltip };
  pick.title = show.title;
  pick.matchOnDescription = true;
  pick.placeholder =
    lines.length === 0 ? vscode.l10n.t('Nothing of today') : vscode.l10n.t('Choose a connection to open its details');
  pick.items = choiceItems(lines.map((line) => ({ ...line, value: line }))).map((item) =>
    item.value?.connection ? { ...item, buttons: [button] } : item,
  );
  pick.onDidTriggerItemButton(({ item }) => {
    pick.hide();
    if (item.value?.connection) void shower.reveal(item.value.connection.id);
  });
  pick.onDidAccept(() => {
    const connection = pick.selectedItems[0]?.value?.connection;
    if (!connection) return;
    pick.hide();
    shower.open(connection.id);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

function reachedLines(reached: Reached, scene: Scene): Line[] {
  const groups: Record<Effect, string> = {
    enforce: vscode.l10n.t('Denied'),
    warn: vscode.l10n.t('Warned about'),
    audit: vscode.l10n.t('Noted'),
  };
  const order: Effect[] = ['enforce', 'warn', 'audit'];
  return order.flatMap((effect) =>
    [...reached]
      .filter(([, one]) => one === effect)
      .slice(0, most)
      .map(([connection]) => lineOf(connection, groups[effect], scene)),
  );
}

function editLines({ connections, difference }: Edit, scene: Scene): Line[] {
  const denied = vscode.l10n.t('Newly denied');
  const allowed = vscode.l10n.t('Newly allowed');
  const real = connections.slice(0, most).flatMap(({ connection, changes }) => {
    const becomes = changes.find(({ before, after }) => before.blocked !== after.blocked);
    return becomes ? [lineOf(connection.of, becomes.after.blocked ? denied : allowed, scene)] : [];
  });
  const groupOf = (group: string) => vscode.l10n.t('{0}: what could be made', group);
  const possible = [
    ...combinationLines(difference.newlyDenied, groupOf(denied), scene),
    ...combinationLines(difference.newlyAllowed, groupOf(allowed), scene),
  ];
  return [
    ...real.filter(({ group }) => group === denied),
    ...real.filter(({ group }) => group === allowed),
    ...possible,
  ];
}

function combinationLines(changes: Edit['difference']['newlyDenied'], group: string, { domain }: Scene): Line[] {
  const names = new Map(domain.connectors.map(({ key, name }) => [key, name]));
  const folders = new Map(domain.folders.map((folder) => [folder.id, folderName(folder)]));
  const found = new Map<string, { change: Edit['difference']['newlyDenied'][number]; doing: string[] }>();
  for (const change of changes) {
    const { connector, authType, folder, account, action } = change;
    const key = `${connector} ${authType} ${account} ${folder}`;
    const known = found.get(key);
    if (known) known.doing.push(action);
    else if (found.size < most) found.set(key, { change, doing: [action] });
  }
  return [...found.values()].map(({ change: { connector, authType, folder, account }, doing }) => ({
    label: `${names.get(connector) ?? connector}: ${doing.join(', ')}`,
    description: [describeAuthType(authType).label, folders.get(folder), account].filter(Boolean).join(' · '),
    group,
  }));
}

function lineOf(connection: Connection, group: string, { folders, domain }: Scene): Line {
  const name = domain.connectors.find(({ key }) => key === connection.connector)?.name ?? connection.connector;
  const folder = folders.get(connection.folder);
  const where = folder && (folder.path.join(' / ') || folder.name);
  const description = [name, connection.account, where].filter(Boolean).join(' · ');
  return { label: connection.name, description, group, connection };
}
