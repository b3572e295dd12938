import * as vscode from 'vscode';
import { fillOptional } from '../../catalog/template.ts';
import { createUrl } from '../../connections/form.ts';
import type { Connection } from '../../model/connection.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { reconnect } from './reconnect.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

type Step = 'open' | 'enter';

/**
 * Replaces the secret of a connection: first a new one is made at the application, then it is typed. The reminder goes by
 * itself, where the secret is another one.
 */
export async function rotateNow(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const connection = await connectionOf(context, target, selection, {
    title: vscode.l10n.t('Rotate now'),
    choose: ({ credential }) => credential.rotate !== undefined,
  });
  if (!connection) return;
  const page = await createPage(context, connection);
  if (page !== undefined) {
    const step = await askStep(context, connection);
    if (step === undefined) return;
    if (step === 'open') await context.parts.openBrowser(page);
  }
  await reconnect(context, connection.id);
}

async function askStep({ tree }: CommandContext, connection: Connection): Promise<Step | undefined> {
  const application = tree.connectorName(connection.connector);
  const because = connection.credential.rotate?.because;
  const choices: Choice<Step>[] = [
    {
      label: vscode.l10n.t('Open the page of {0}', application),
      description: vscode.l10n.t('make a new secret there, and end the old one; then enter the new one here'),
      icon: 'link-external',
      value: 'open',
    },
    { label: vscode.l10n.t('Enter the new secret'), icon: 'key', value: 'enter' },
  ];
  const answer = await askChoice({
    title: vscode.l10n.t('Rotate “{0}”', connection.name),
    placeholder: because ?? vscode.l10n.t('How is the secret replaced?'),
    choices,
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}

/** Where the token, key or app of a connection is made, as far as the catalog and the connection's file tell. */
async function createPage({ parts }: CommandContext, connection: Connection): Promise<string | undefined> {
  try {
    const connector = await parts.catalog.connector(connection.connector);
    return fillOptional(createUrl(connector, connection.authType), connection.parameters);
  } catch {
    return undefined;
  }
}
