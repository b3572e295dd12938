import * as vscode from 'vscode';
import type { Parts } from '../connections/parts.ts';
import { localDirectories } from '../editor/localFolders.ts';
import { registerAgents } from './agents/register.ts';
import { type EditorApi, editorApi } from './api/editorApi.ts';
import type { Person } from './api/person.ts';
import type { Bindings } from './bindings/bindings.ts';
import { LateBindings } from './bindings/lateBindings.ts';
import { LocalService } from './localService.ts';
import { CallLog } from './seen/callLog.ts';
import { ofService } from './seen/ofService.ts';
import { TerminalAccess } from './terminal/access.ts';
import type { Terminals } from './terminal/terminals.ts';

/** What code sees of this window. */
export interface Use {
  service: LocalService;
  /** What used connections in this window. */
  calls: CallLog;
  bindings: Bindings;
  /** What other extensions get, and what the person let them use. */
  api: EditorApi;
  /** What the person said about terminals. */
  access: TerminalAccess;
  /** False where the terminals of this window run on another computer than this extension. */
  terminalsAreHere: boolean;
  terminals(): Promise<Terminals>;
}

/**
 * Makes what code sees: bindings, the local service, terminals, the API of other extensions. Nothing of it is loaded now; where
 * the person has allowed terminals for this workspace before, they are given their environment as soon as activation is over.
 *
 * @param root the extension's own storage.
 * @param person loads what the person is asked with.
 */
export function registerUse(
  context: vscode.ExtensionContext,
  parts: Parts,
  root: string,
  person: () => Promise<Person>,
): Use {
  const { subscriptions, workspaceState, environmentVariableCollection: collection } = context;
  const bindings = new LateBindings(async () => {
    const { editorBindings } = await import('./bindings/editorBindings.ts');
    return editorBindings(context, root, parts);
  });
  const calls = new CallLog(parts.usage);
  const api = editorApi(context, parts, { bindings, calls, person });
  const service = new LocalService(parts, bindings, { folders: localDirectories });
  registerAgents(context, { parts, bindings, calls, service, consents: api.consents, person });
  const access = new TerminalAccess(workspaceState, parts.isTrusted);
  const terminalsAreHere = areHere(context);
  let loading: Promise<Terminals> | undefined;
  const terminals = () => {
    loading ??= import('./terminal/terminals.ts').then(({ Terminals }) => {
      const made = new Terminals({ parts, bindings, service, access, collection, areHere: terminalsAreHere });
      subscriptions.push(made);
      return made;
    });
    return loading;
  };
  const follow = async () => {
    if (!access.isAllowed && !loading) return;
    await (await terminals()).follow();
  };
  const orLog = (work: Promise<unknown> | undefined) =>
    void work?.catch((error) => parts.log.error('Terminals have no connections', error));
  subscriptions.push(
    service,
    service.onCall((call) => calls.record(ofService(call))),
    access.onDidChange(() => orLog(follow())),
    vscode.workspace.onDidGrantWorkspaceTrust(() => access.trustChanged()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      orLog(service.foldersChanged());
      orLog(loading?.then((made) => made.foldersChanged()));
    }),
  );
  setImmediate(() => orLog(follow()));
  return { service, calls, bindings, api, access, terminalsAreHere, terminals };
}

/** As a `ui` extension we stay with the person, and the terminals of a remote window with its folder. */
function areHere({ extension }: vscode.ExtensionContext): boolean {
  return vscode.env.remoteName === undefined || extension.extensionKind === vscode.ExtensionKind.Workspace;
}
