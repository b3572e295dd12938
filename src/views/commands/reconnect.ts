import * as vscode from 'vscode';
import type { RedirectWay } from '../../auth/redirect/way.ts';
import { reconnectConnection } from '../../connections/reconnect.ts';
import { reconnectFields } from '../../connections/reconnectFields.ts';
import type { Connection } from '../../model/connection.ts';
import { Problem } from '../../model/problem.ts';
import { askFields } from '../ask/askFields.ts';
import { connectedAs } from '../sayConnected.ts';
import { sayReconnected } from '../sharing/sayReconnected.ts';
import { type Button, showProblem } from '../showProblem.ts';
import { signInProgress } from '../signInProgress.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { pickWay, waysFor } from '../ways.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionsOf } from './targets.ts';

/** Signs in again; the id stays. Several connections one after the other. */
export async function reconnect(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const connections = await connectionsOf(context, target, selection, { title: vscode.l10n.t('Reconnect') });
  for (const connection of connections) await reconnectOne(context, connection);
}

async function reconnectOne(context: CommandContext, connection: Connection, way?: RedirectWay): Promise<void> {
  const { parts } = context;
  const title = vscode.l10n.t('Reconnect “{0}”', connection.name);
  try {
    const values = await askFields(title, await reconnectFields(parts, connection.id));
    if (!values) return;
    const request = { values, ...(way ? { way } : {}) };
    await signInProgress(title, context, (progress) => reconnectConnection(parts, connection.id, request, progress));
  } catch (error) {
    // Its own step is “Try Again”; what is sealed has others.
    const sealing = error instanceof Problem && error.code.startsWith('PB7') ? { connectionId: connection.id } : {};
    const buttons = await otherTries(context, connection);
    void showProblem(error, parts.log, { file: connection.file, ...sealing, buttons });
    return;
  }
  await sayConnected(context, connection);
}

function sayConnected({ parts }: CommandContext, connection: Connection): Promise<void> {
  const { id, name, account } = connection;
  // A shared connection's file names whoever made it; the state, who signed in here.
  return sayReconnected(parts, connection, connectedAs(name, parts.states.get(id)?.account ?? account));
}

async function otherTries(context: CommandContext, connection: Connection): Promise<Button[]> {
  const { parts, details } = context;
  const again: Button = { label: vscode.l10n.t('Try Again'), run: () => reconnectOne(context, connection) };
  const show: Button = { label: vscode.l10n.t('Show Details'), run: () => details.open(connection.id) };
  if (connection.authType !== 'oauth2' && connection.authType !== 'byoa') return [again, show];
  const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
  const ways = connector ? await waysFor(parts, connector) : [];
  if (ways.length < 2) return [again, show];
  const other: Button = {
    label: vscode.l10n.t('Other Way…'),
    run: async () => {
      const way = await pickWay(vscode.l10n.t('Reconnect “{0}”', connection.name), ways);
      if (way) await reconnectOne(context, connection, way);
    },
  };
  return [again, other, show];
}
