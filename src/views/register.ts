import type * as vscode from 'vscode';
import type { Parts } from '../connections/parts.ts';
import type { EditorRedirects } from '../editor/redirects.ts';
import type { storagePaths } from '../editor/roots.ts';
import type { Bindings } from '../use/bindings/bindings.ts';
import type { LocalService } from '../use/localService.ts';
import { registerAddPanel } from './addConnection/panel.ts';
import { registerAttention } from './attention/register.ts';
import { registerBindingEditing } from './bindingEditing/register.ts';
import { registerCommands } from './commands/register.ts';
import { registerConnectorEditing } from './connectorEditing/register.ts';
import { registerDetails } from './details/details.ts';
import { registerGovernancePage } from './governance/panel.ts';
import { registerPolicyEditing } from './policyEditing/register.ts';
import { registerTree } from './tree/register.ts';
import { registerUriHandler } from './uriHandler.ts';

export interface ViewSurroundings {
  paths: ReturnType<typeof storagePaths>;
  log: { show(): void };
  redirects: EditorRedirects;
  bindings: Bindings;
  service: LocalService;
}

/** Registers everything that people see, and hands each what it needs of the others. */
export function registerViews(
  context: vscode.ExtensionContext,
  parts: Parts,
  { paths, log, redirects, bindings, service }: ViewSurroundings,
): void {
  const { root } = paths;
  const addPanel = registerAddPanel(context, parts);
  const details = registerDetails(context, parts, bindings);
  const governance = registerGovernancePage(context, parts);
  const tree = registerTree(context, parts);
  const attention = registerAttention(context, { parts, tree, details, root });
  registerCommands(context, parts, { addPanel, details, governance, tree, attention, root, log, bindings, service });
  registerConnectorEditing(context, parts.catalog);
  registerBindingEditing(context, parts, { bindings, tree });
  registerPolicyEditing(context, parts, { ...paths, details, tree });
  context.subscriptions.push(registerUriHandler(parts.log, redirects, addPanel));
}
