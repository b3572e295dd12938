import * as vscode from 'vscode';
import type { PolicyEditing } from './editing.ts';
import type { PolicyTests } from './policyTests.ts';

/** What is told to the Test Explorer. */
export interface PolicyTestsApi {
  /** A test file was opened: its tests get their signs beside the text. */
  open(document: vscode.TextDocument): void;
}

/**
 * Shows `*.policy-test.jsonc` in the Test Explorer. The controller is made where a workspace folder has a `.patchbay`, or
 * with the first such file that is opened; files are looked for when the Test Explorer asks.
 */
export function registerPolicyTests(
  context: vscode.ExtensionContext,
  editing: () => Promise<PolicyEditing>,
): PolicyTestsApi {
  let tests: Promise<PolicyTests> | undefined;
  let controller: vscode.TestController | undefined;
  const load = (made: vscode.TestController) => {
    tests ??= import('./policyTests.ts').then(({ PolicyTests }) => {
      const found = new PolicyTests(made, editing);
      context.subscriptions.push(found);
      return found;
    });
    return tests;
  };
  const begin = () => {
    if (controller) return controller;
    const made = vscode.tests.createTestController('patchbay.policies', vscode.l10n.t('Patchbay policies'));
    controller = made;
    context.subscriptions.push(made);
    made.resolveHandler = async (item) => (await load(made)).resolve(item);
    made.refreshHandler = async () => (await load(made)).find();
    const run = (continuous: boolean) => async (request: vscode.TestRunRequest, token: vscode.CancellationToken) => {
      const it = await load(made);
      await (continuous ? it.follow(request, token) : it.run(request, token));
    };
    const { Run } = vscode.TestRunProfileKind;
    const handler = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
      run(request.continuous ?? false)(request, token);
    made.createRunProfile(vscode.l10n.t('Decide'), Run, handler, true, undefined, true);
    return made;
  };
  void hasPatchbay().then((has) => has && begin());
  return {
    open: (document) => {
      const made = begin();
      void load(made).then((it) => it.read(document.uri));
    },
  };
}

async function hasPatchbay(): Promise<boolean> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const there = await vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, '.patchbay')).then(
      () => true,
      () => false,
    );
    if (there) return true;
  }
  return false;
}
