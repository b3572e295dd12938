import * as vscode from 'vscode';
import type { Parts } from '../connections/parts.ts';
import { connectionState } from '../connections/state.ts';
import type { Connection } from '../model/connection.ts';
import { folderLabel } from '../model/folder.ts';
import { describeState, stateKind } from '../model/state.ts';
import { askChoice, askMany, type Choice } from './ask/askChoice.ts';
import { commandIds } from './contributions.ts';
import { sayInformation } from './say.ts';
import type { TreeApi } from './tree/register.ts';
import { accountOf, stateIcons } from './tree/rows.ts';

export interface PickQuestion {
  title: string;
  /** Several may be chosen. */
  many?: boolean;
  /** Which are offered; all without it. */
  choose?(connection: Connection): boolean;
}

/** Lets a person choose among all connections, by name, account, state, application or folder. */
export async function pickConnections(
  parts: Pick<Parts, 'files' | 'states'>,
  tree: Pick<TreeApi, 'connectorName'>,
  { title, many, choose }: PickQuestion,
): Promise<Connection[]> {
  const { connections, folders } = await parts.files.snapshot();
  const offered = [...connections.values()].filter((connection) => choose?.(connection) ?? true);
  if (offered.length === 0) {
    await offerToAdd(connections.size === 0);
    return [];
  }
  const choices = offered.map((connection): Choice<Connection> => {
    const folder = folders.get(connection.folder);
    const state = connectionState(parts.states, connection);
    const account = accountOf(connection, state);
    return {
      label: connection.name,
      icon: stateIcons[stateKind(state)].icon,
      description: [account, describeState(state)].filter(Boolean).join(' · '),
      detail: tree.connectorName(connection.connector),
      ...(folder ? { group: folderLabel(folder) } : {}),
      value: connection,
    };
  });
  choices.sort((a, b) => (a.group ?? '').localeCompare(b.group ?? '') || a.label.localeCompare(b.label));
  if (many) {
    const answer = await askMany({ title, choices, placeholder: vscode.l10n.t('Choose connections'), selected: [] });
    return answer.kind === 'answered' ? answer.value : [];
  }
  const answer = await askChoice({ title, choices, placeholder: vscode.l10n.t('Choose a connection') });
  return answer.kind === 'answered' ? [answer.value] : [];
}

async function offerToAdd(none: boolean): Promise<void> {
  const add = vscode.l10n.t('Add Connection');
  const sentence = none
    ? vscode.l10n.t('There are no connections yet.')
    : vscode.l10n.t('There is no connection that this can be done with.');
  if ((await sayInformation(sentence, add)) === add) await vscode.commands.executeCommand(commandIds.add);
}
