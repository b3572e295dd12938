import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Renewer } from './auth/renew.ts';
import { CompiledCatalog } from './catalog/catalog.ts';
import { Activity } from './connections/activity.ts';
import { CredentialCache } from './connections/credentialCache.ts';
import { Governance } from './connections/governance.ts';
import type { Parts } from './connections/parts.ts';
import { openBrowser } from './editor/browser.ts';
import { Identity } from './editor/identity.ts';
import { createLog } from './editor/log.ts';
import { watchOwnConnectors, workspaceCatalog } from './editor/ownConnectors.ts';
import { EditorPolicySources } from './editor/policySources.ts';
import { EditorRedirects, isBesideThePerson } from './editor/redirects.ts';
import { connectionRoots, storagePaths } from './editor/roots.ts';
import { editorStores } from './editor/stores.ts';
import { chooseVault } from './editor/vault.ts';
import { watchConnections } from './editor/watch.ts';
import { AuditLog } from './storage/auditLog.ts';
import { ConnectionFiles } from './storage/connectionFiles.ts';
import { Fences } from './storage/fences.ts';
import { lateUsage } from './storage/lateUsage.ts';
import { LocalStates } from './storage/localStates.ts';
import { RecentConnectors } from './storage/recentConnectors.ts';
import { Tombstones } from './storage/tombstones.ts';
import type { PatchbayExports } from './use/api/patchbay.ts';
import { registerUse } from './use/register.ts';
import { registerViews } from './views/register.ts';

/** Ends what runs for others, and writes what still waits in memory. */
let end: () => Promise<void> = async () => {};

/** Builds the parts, hands them to each other, and gives the API for others. No network, secret or directory is read here. */
export function activate(context: vscode.ExtensionContext): PatchbayExports {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const log = createLog();
  const paths = storagePaths(context);
  const { vault, credentialChanged } = chooseVault(context, paths.vault, () => states);
  const states = new LocalStates(paths.root, () => vault.domain());
  const redirects = new EditorRedirects(context.extension.id, isBesideThePerson(context));
  const catalog = workspaceCatalog(new CompiledCatalog(join(context.extensionPath, 'dist', 'catalog')));
  const files = new ConnectionFiles(() => connectionRoots(paths.personal));
  const audit = new AuditLog(paths.root);
  const identity = new Identity(paths.machinePolicies, log);
  const who = () => identity.who();
  const sources = new EditorPolicySources({ ...paths, identity });
  const governance = new Governance({ sources, files, catalog, audit, log, who, bundles: paths.bundles });
  const parts: Parts = {
    catalog,
    files,
    vault,
    states,
    stores: editorStores(),
    tombstones: new Tombstones(paths.root),
    recent: new RecentConnectors(paths.root, () => vault.domain()),
    renewer: new Renewer(vault, new Fences(paths.root)),
    cache: new CredentialCache(vault),
    audit,
    usage: lateUsage(paths.root),
    activity: new Activity(),
    governance,
    redirects,
    log,
    openBrowser,
    confirmHosts: async (...asked) => (await import('./views/confirmHosts.ts')).confirmHosts(context, ...asked),
    who,
    isTrusted: () => vscode.workspace.isTrusted,
  };
  const person = async () => (await import('./views/extensions/person.ts')).editorPerson(parts);
  const use = registerUse(context, parts, paths.root, person);
  registerViews(context, parts, { paths, log, redirects, use });
  end = () => use.service.close().then(() => Promise.all([use.calls.flush(), parts.audit.flush()]).then(() => {}));
  context.subscriptions.push(log, vault, identity, sources, governance, watchOwnConnectors(catalog));
  context.subscriptions.push(watchConnections({ ...parts, root: paths.root, credentialChanged }));
  return use.api.exports;
}

/** The editor waits for it, for some seconds, before the extension host ends. */
export function deactivate(): Promise<void> {
  return end();
}
