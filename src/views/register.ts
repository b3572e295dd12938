import type * as vscode from 'vscode';
import type { Parts } from '../connections/parts.ts';
import type { EditorRedirects } from '../editor/redirects.ts';
import type { storagePaths } from '../editor/roots.ts';
import type { Use } from '../use/register.ts';
import { registerAddPanel } from './addConnection/panel.ts';
import { registerAttention } from './attention/register.ts';
import { registerBindingEditing } from './bindingEditing/register.ts';
import { registerCallsPage } from './calls/panel.ts';
import { registerCommands } from './commands/register.ts';
import { registerConnectorEditing } from './connectorEditing/register.ts';
import { registerDetails } from './details/details.ts';
import { registerGovernancePage } from './governance/panel.ts';
import { registerMembersPage } from './members/panel.ts';
import { registerConflictNotice } from './mergeConflict/notice.ts';
import { registerPolicyEditing } from './policyEditing/register.ts';
import { registerTaskInputs } from './terminals/registerInputs.ts';
import { registerTerminalQuestion } from './terminals/registerQuestion.ts';
import { registerTree } from './tree/register.ts';
import { registerUriHandler } from './uriHandler.ts';

export interface ViewSurroundings {
  paths: ReturnType<typeof storagePaths>;
  log: { show(): void };
  redirects: EditorRedirects;
  use: Use;
}

/** Registers everything that people see, and hands each what it needs of the others. */
export function registerViews(
  context: vscode.ExtensionContext,
  parts: Parts,
  { paths, log, redirects, use }: ViewSurroundings,
): void {
  const { root } = paths;
  const { bindings } = use;
  const addPanel = registerAddPanel(context, parts);
  const calls = registerCallsPage(context, parts, use.calls);
  const details = registerDetails(context, parts, use);
  const governance = registerGovernancePage(context, parts);
  const members = registerMembersPage(context, parts);
  const tree = registerTree(context, parts);
  const attention = registerAttention(context, { parts, tree, details, root });
  registerCommands(context, parts, { addPanel, calls, details, governance, members, tree, attention, root, log, use });
  registerConnectorEditing(context, parts.catalog);
  registerConflictNotice(context, parts);
  registerBindingEditing(context, parts, { bindings, tree });
  registerTerminalQuestion(context, parts, use);
  registerTaskInputs(context, parts, use);
  registerPolicyEditing(context, parts, { ...paths, details, tree });
  context.subscriptions.push(registerUriHandler(parts.log, redirects, addPanel));
}
