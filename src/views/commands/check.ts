import * as vscode from 'vscode';
import { appOf } from '../../connections/app.ts';
import { checkConnection } from '../../connections/check.ts';
import type { Connection } from '../../model/connection.ts';
import type { Connector } from '../../model/connector.ts';
import { Cancelled, type Problem } from '../../model/problem.ts';
import { describeFailures } from '../attention/words.ts';
import { commandIds, viewIds } from '../contributions.ts';
import { sayInformation, sayWarning } from '../say.ts';
import { asProblem, showProblem } from '../showProblem.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionsOf } from './targets.ts';

/** So many providers are asked at the same time. */
const atOnce = 6;

interface Outcome {
  connection: Connection;
  account?: string;
  problem?: Problem;
  /** Of a connection that failed. */
  connector?: Connector;
}

/** Asks the applications whether connections work, and says what they answered. */
export async function check(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const title = vscode.l10n.t('Check connections');
  const connections = await connectionsOf(context, target, selection, { title, many: true });
  if (connections.length === 0) return;
  const location = { viewId: viewIds.connections };
  const outcomes = await vscode.window.withProgress({ location }, () => checkAll(context, connections));
  const only = outcomes[0];
  if (!only) return;
  if (outcomes.length > 1) void reportMany(outcomes);
  else if (only.problem) {
    void showProblem(only.problem, context.parts.log, { connectionId: only.connection.id, file: only.connection.file });
  } else {
    const { name } = only.connection;
    const words = only.account
      ? vscode.l10n.t('“{0}” works. It acts as {1}.', name, only.account)
      : vscode.l10n.t('“{0}” works.', name);
    void sayInformation(words);
  }
}

async function checkAll({ parts }: CommandContext, connections: readonly Connection[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...connections];
  const work = async () => {
    for (let connection = waiting.shift(); connection; connection = waiting.shift()) {
      try {
        const { local } = await checkConnection(parts, connection.id);
        outcomes.push({ connection, ...(local?.account ? { account: local.account } : {}) });
      } catch (error) {
        if (error instanceof Cancelled) continue;
        const problem = asProblem(error, parts.log);
        const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
        if (problem) outcomes.push({ connection, problem, ...(connector ? { connector } : {}) });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

async function reportMany(outcomes: readonly Outcome[]): Promise<void> {
  const failed = outcomes.filter(({ problem }) => problem);
  const works = outcomes.length - failed.length;
  const good = vscode.l10n.t('{0} of {1} connections work.', works, outcomes.length);
  if (failed.length === 0) {
    void sayInformation(good);
    return;
  }
  const reasons = describeFailures(
    failed.flatMap(({ connection, connector, problem }) => {
      const app = connector && appOf(connector, connection);
      return problem ? [{ connection, application: connector?.name ?? '', problem, ...(app ? { app } : {}) }] : [];
    }),
  );
  const reconnect = vscode.l10n.t('Reconnect…');
  const chosen = await sayWarning(`${good} ${reasons}`, reconnect);
  const ids = failed.map(({ connection }) => connection.id);
  if (chosen === reconnect) await vscode.commands.executeCommand(commandIds.reconnectAll, ids);
}
