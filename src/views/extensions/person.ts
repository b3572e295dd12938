import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import type { Connection } from '../../model/connection.ts';
import { folderLabel, personalFolderId } from '../../model/folder.ts';
import { describeState, stateKind } from '../../model/state.ts';
import type { AccessQuestion, ChoiceOfConnection, Person } from '../../use/api/person.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { commandIds } from '../contributions.ts';
import { decide } from '../say.ts';
import { accountOf, stateIcons } from '../tree/rows.ts';
import { accessDetail, accessTitle, callerLabel } from './words.ts';

/** The person, asked by modals and lists of the editor and by our own commands. */
export function editorPerson(parts: Parts): Person {
  return {
    mayUse,
    choose: (choice) => choose(parts, choice),
    signIn: async (id) => {
      await vscode.commands.executeCommand(commandIds.reconnect, id);
    },
    add: (connector) => add(parts, connector),
  };
}

/** Closing the question lets nobody in, and does not have it come back at the next request. */
async function mayUse(question: AccessQuestion): ReturnType<Person['mayUse']> {
  const allow: vscode.MessageItem = { title: vscode.l10n.t('Allow') };
  const notNow: vscode.MessageItem = { title: vscode.l10n.t('Not in This Session'), isCloseAffordance: true };
  const never: vscode.MessageItem = { title: vscode.l10n.t('Never') };
  const chosen = await decide(accessTitle(question), accessDetail(question), allow, notNow, never);
  if (chosen === allow) return 'allow';
  return chosen === never ? 'never' : 'notNow';
}

async function choose(
  parts: Parts,
  { caller, title, offered, add: canAdd }: ChoiceOfConnection,
): Promise<Connection | 'add' | undefined> {
  const [{ folders }] = await Promise.all([parts.files.snapshot(), parts.states.ready()]);
  const keys = [...new Set(offered.map(({ connector }) => connector))];
  const named = await Promise.all(keys.map((key) => parts.catalog.connector(key).catch(() => undefined)));
  const choices = offered.map((connection): Choice<Connection | 'add'> => {
    const folder = folders.get(connection.folder);
    const state = connectionState(parts.states, connection);
    return {
      label: connection.name,
      icon: stateIcons[stateKind(state)].icon,
      description: [accountOf(connection, state), describeState(state)].filter(Boolean).join(' · '),
      detail: named[keys.indexOf(connection.connector)]?.name ?? connection.connector,
      ...(folder ? { group: folderLabel(folder) } : {}),
      value: connection,
    };
  });
  choices.sort((a, b) => (a.group ?? '').localeCompare(b.group ?? '') || a.label.localeCompare(b.label));
  if (canAdd) choices.push({ label: vscode.l10n.t('Add a connection…'), icon: 'add', group: ' ', value: 'add' });
  const answer = await askChoice({
    title: title ?? vscode.l10n.t('Choose a connection'),
    choices,
    // A title is the extension's own words; who it is says the line below.
    placeholder: caller
      ? vscode.l10n.t('A connection for the extension {0}', callerLabel(caller))
      : vscode.l10n.t('A connection for an extension that asked the editor'),
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}

/** The one that was added meanwhile. */
async function add(parts: Parts, connector: string | undefined): Promise<Connection | undefined> {
  const before = new Set((await parts.files.snapshot()).connections.keys());
  await vscode.commands.executeCommand(commandIds.addQuickly, {
    // Back leads to the question where.
    folder: personalFolderId,
    ...(connector === undefined ? {} : { connector }),
  });
  const { connections } = await parts.files.snapshot();
  const added = [...connections.values()].filter(({ id }) => !before.has(id));
  return added.find((one) => connector === undefined || one.connector === connector);
}
