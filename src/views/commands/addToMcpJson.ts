import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { mcpServerOf } from '../../connections/mcpServer.ts';
import type { Connection } from '../../model/connection.ts';
import { untrustedWorkspace } from '../../model/problems.ts';
import { connectionIn } from '../../use/bindings/resolve.ts';
import { askChoice } from '../ask/askChoice.ts';
import { localProgram, type ServerKind, withServer } from '../mcpJson/edit.ts';
import { sayInformation } from '../say.ts';
import { allowTerminals } from '../terminals/askAboutTerminals.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { writeAndShow } from '../writeAndShow.ts';
import type { CommandContext } from './context.ts';
import { newBinding } from './newBinding.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Writes into a workspace's `mcp.json` what an agent starts to use a connection: by the name of a binding, without a secret. */
export async function addToMcpJson(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts } = context;
  if (!parts.isTrusted()) throw untrustedWorkspace();
  const title = vscode.l10n.t('Add to mcp.json');
  const connection = await connectionOf(context, target, selection, { title });
  const kind = connection && (await chooseKind(context, connection, title));
  if (!connection || !kind) return;
  let found = await boundTo(context, connection);
  if (!found) {
    // Others have their own connection of this name, so the file says a name and not an id.
    await newBinding(context, connection.id);
    found = await boundTo(context, connection);
  }
  if (found) await write(context, found, kind);
}

async function chooseKind(
  { parts }: CommandContext,
  connection: Connection,
  title: string,
): Promise<ServerKind | undefined> {
  const connector = await parts.catalog.connector(connection.connector);
  if (!mcpServerOf(connector, connection)) return 'local';
  const answer = await askChoice<ServerKind>({
    title,
    placeholder: vscode.l10n.t('What is an agent to start?'),
    choices: [
      {
        label: vscode.l10n.t('The MCP server of {0}', connector.name),
        detail: vscode.l10n.t('Its tools act as “{0}”; the editor adds the credential.', connection.name),
        icon: 'cloud',
        value: 'remote',
      },
      {
        label: vscode.l10n.t('A program of this workspace'),
        detail: vscode.l10n.t('An MCP server of your own that may use “{0}” while it runs.', connection.name),
        icon: 'terminal',
        value: 'local',
      },
    ],
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}

/** A name of ours that leads to a connection, and the workspace folder in which it stands. */
async function boundTo(
  { bindings }: CommandContext,
  { id }: Connection,
): Promise<{ name: string; folder: string } | undefined> {
  const all = await bindings.all();
  const found = all.find(
    ({ binding, resolution }) => binding.kind === 'patchbay' && connectionIn(resolution)?.id === id,
  );
  return found && { name: found.binding.name, folder: dirname(dirname(found.binding.file)) };
}

async function write(
  { parts, use }: CommandContext,
  { name: binding, folder }: { name: string; folder: string },
  kind: ServerKind,
): Promise<void> {
  const written = await writeAndShow(join(folder, '.vscode', 'mcp.json'), (before) => {
    const after = withServer(before, binding, kind);
    if (!after) return undefined;
    const { text, from } = after;
    const program = kind === 'local' ? text.indexOf(localProgram, from) : -1;
    return program < 0 ? { text, from } : { text, from: program, to: program + localProgram.length };
  });
  if (!written) {
    void sayInformation(vscode.l10n.t('mcp.json has a mistake. Mend it first, then add the server.'));
    return;
  }
  if (use.access.isAllowed) return;
  const allow = vscode.l10n.t('Allow in This Workspace');
  const words = vscode.l10n.t(
    'What an agent starts finds this window as terminals do, once you allow the connections of this workspace to them.',
  );
  if ((await sayInformation(words, allow)) === allow) await allowTerminals(parts, use);
}
