import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Consents } from '../api/consents.ts';
import type { Person } from '../api/person.ts';
import type { Bindings } from '../bindings/bindings.ts';
import type { LocalService } from '../localService.ts';
import type { CallLog } from '../seen/callLog.ts';
import type { McpServers } from './mcpServers.ts';
import type { ToolInputs, ToolName } from './toolNames.ts';
import { toolNames } from './toolNames.ts';
import type { Tools } from './tools.ts';

export interface AgentParts {
  parts: Parts;
  bindings: Bindings;
  calls: CallLog;
  service: LocalService;
  consents: Consents;
  person(): Promise<Person>;
}

/**
 * Lets agents of the editor use connections: by tools for language models, and by the MCP servers of applications. Loaded with
 * the first that asks.
 */
export function registerAgents({ subscriptions }: vscode.ExtensionContext, of: AgentParts): void {
  let tools: Promise<Tools> | undefined;
  const load = () => {
    tools ??= import('./tools.ts').then(({ createTools }) => createTools(of));
    return tools;
  };
  const late = <Name extends ToolName>(name: Name): vscode.LanguageModelTool<ToolInputs[Name]> => ({
    prepareInvocation: async (options, token) => (await load())[name].prepareInvocation?.(options, token),
    invoke: async (options, token) => (await load())[name].invoke(options, token),
  });
  // Editors that were made from older versions have neither.
  const lm: Partial<typeof vscode.lm> | undefined = vscode.lm;
  if (lm?.registerTool)
    for (const name of Object.keys(toolNames) as ToolName[])
      subscriptions.push(lm.registerTool(toolNames[name], late(name)));
  if (lm?.registerMcpServerDefinitionProvider)
    subscriptions.push(lm.registerMcpServerDefinitionProvider('patchbay', lateServers(subscriptions, of)));
}

function lateServers(
  subscriptions: vscode.Disposable[],
  of: AgentParts,
): vscode.McpServerDefinitionProvider<vscode.McpHttpServerDefinition> {
  const changed = new vscode.EventEmitter<void>();
  let servers: Promise<McpServers> | undefined;
  const load = () => {
    servers ??= import('./mcpServers.ts').then(({ McpServers }) => {
      const made = new McpServers(of, () => changed.fire());
      subscriptions.push(made);
      return made;
    });
    return servers;
  };
  subscriptions.push(changed);
  return {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: async () => (await load()).provide(),
    resolveMcpServerDefinition: async (definition) => (await load()).resolve(definition),
  };
}
