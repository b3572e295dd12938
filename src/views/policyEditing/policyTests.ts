import { relative } from 'node:path';
import * as vscode from 'vscode';
import { DisposableList } from '../../model/disposable.ts';
import { type PolicyTestFile, type PolicyTestResult, policyTestSteps, readPolicyTests } from '../../policy/index.ts';
import { inSlices } from '../../policy/steps.ts';
import type { PolicyEditing } from './editing.ts';

const pattern = '**/*.policy-test.jsonc';

/** The tests of policies: files, and the tests in them. */
export class PolicyTests implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #editing: () => Promise<PolicyEditing>;
  readonly #list = new DisposableList();
  readonly #files = new Map<string, PolicyTestFile>();
  readonly #runs = new Set<() => void>();
  #watching = false;

  constructor(controller: vscode.TestController, editing: () => Promise<PolicyEditing>) {
    this.#controller = controller;
    this.#editing = editing;
    // The text in an editor counts before it is saved.
    this.#list.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#controller.items.get(document.uri.toString())) void this.read(document.uri);
      }),
    );
  }

  /** What the Test Explorer wants to know: all files, or the tests of one. */
  async resolve(item: vscode.TestItem | undefined): Promise<void> {
    if (!item) await this.find();
    else if (item.uri) await this.read(item.uri);
  }

  /** Looks for test files, and follows them from then on. */
  async find(): Promise<void> {
    if (!this.#watching) {
      this.#watching = true;
      const watcher = this.#list.push(vscode.workspace.createFileSystemWatcher(pattern));
      this.#list.push(watcher.onDidCreate((uri) => void this.read(uri)));
      this.#list.push(watcher.onDidChange((uri) => void this.read(uri)));
      this.#list.push(watcher.onDidDelete((uri) => this.#forget(uri)));
    }
    for (const uri of await vscode.workspace.findFiles(pattern, '**/node_modules/**')) await this.read(uri);
  }

  /** Reads a file as it stands, in its editor if it is open. */
  async read(uri: vscode.Uri): Promise<void> {
    const id = uri.toString();
    const text = await textOf(uri);
    if (text === undefined) return this.#forget(uri);
    if (this.#files.get(id)?.text === text) return;
    const item = this.#controller.items.get(id) ?? this.#controller.createTestItem(id, labelOf(uri), uri);
    item.canResolveChildren = true;
    const { document, problems } = readPolicyTests(text, uri.fsPath);
    const [problem] = problems;
    item.error = problem && `${problem.line}:${problem.column} ${problem.message}`;
    this.#controller.items.add(item);
    if (!document) {
      this.#files.delete(id);
      return;
    }
    this.#files.set(id, document);
    item.children.replace(document.content.tests.map((_, index) => this.#itemOf(document, index, uri)));
    for (const again of this.#runs) again();
  }

  #itemOf(document: PolicyTestFile, index: number, uri: vscode.Uri): vscode.TestItem {
    const test = document.content.tests[index] as PolicyTestFile['content']['tests'][number];
    const item = this.#controller.createTestItem(`${uri}#${index}`, test.name, uri);
    const { line, column } = document.locate(['tests', index]);
    item.range = new vscode.Range(line - 1, column - 1, line - 1, column - 1);
    item.description = `${test.action} ${test.connector}: ${test.expect}`;
    return item;
  }

  #forget(uri: vscode.Uri): void {
    this.#files.delete(uri.toString());
    this.#controller.items.delete(uri.toString());
  }

  /** Runs what is asked for, against the policies that are in force. */
  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (!request.include) await this.find();
    const run = this.#controller.createTestRun(request);
    try {
      const scene = await (await this.#editing()).scene();
      for (const item of this.#chosen(request)) {
        if (token.isCancellationRequested) break;
        const file = this.#files.get(item.uri?.toString() ?? '');
        const index = Number(item.id.slice(item.id.lastIndexOf('#') + 1));
        if (!file?.content.tests[index]) continue;
        run.started(item);
        const begun = performance.now();
        const { sources, domain } = scene;
        const result = await inSlices(policyTestSteps(file, index, sources, domain, Date.now()));
        const took = performance.now() - begun;
        if (result.passed) run.passed(item, took);
        else run.failed(item, messageOf(result, item), took);
      }
    } finally {
      run.end();
    }
  }

  /** Runs now, and again whenever a test or a policy changes, until it is cancelled. */
  async follow(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    let running = false;
    let again = false;
    const run = async () => {
      again = true;
      if (running) return;
      running = true;
      while (again && !token.isCancellationRequested) {
        again = false;
        await this.run(request, token);
      }
      running = false;
    };
    const start = () => void run();
    const policies = (await this.#editing()).onDidChangeScene(start);
    this.#runs.add(start);
    token.onCancellationRequested(() => {
      this.#runs.delete(start);
      policies.dispose();
    });
    await run();
  }

  dispose(): void {
    this.#list.dispose();
  }

  /** The single tests of what is asked for, by their ids: items are made anew when their file is read. */
  #chosen({ include, exclude = [] }: vscode.TestRunRequest): vscode.TestItem[] {
    const all = [...this.#controller.items].flatMap(([, file]) =>
      [...file.children].map(([, test]) => ({ file, test })),
    );
    const asked = include && new Set(include.map(({ id }) => id));
    const left = new Set(exclude.map(({ id }) => id));
    return all
      .filter(({ file, test }) => !asked || asked.has(file.id) || asked.has(test.id))
      .filter(({ file, test }) => !left.has(file.id) && !left.has(test.id))
      .map(({ test }) => test);
  }
}

function messageOf({ expected, actual, rule, by }: PolicyTestResult, item: vscode.TestItem): vscode.TestMessage {
  const decided = rule ? (rule.guardrail?.id ?? rule.policy ?? rule.kind) : undefined;
  const said =
    expected === actual && by !== undefined
      ? vscode.l10n.t('“{0}” should decide, but it is {1}.', by, decided ?? vscode.l10n.t('nobody'))
      : vscode.l10n.t('Expected {0}, but it is {1}.', expected, actual);
  const where = rule
    ? vscode.l10n.t('Decided by “{0}”, {1}:{2}.', decided ?? '', rule.address.file, rule.address.line)
    : '';
  const message = vscode.TestMessage.diff(
    [said, where].filter(Boolean).join(' '),
    by !== undefined && expected === actual ? by : expected,
    by !== undefined && expected === actual ? (decided ?? '') : actual,
  );
  if (item.uri && item.range) message.location = new vscode.Location(item.uri, item.range);
  return message;
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
}

/** The path in the workspace. */
function labelOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder ? relative(folder.uri.fsPath, uri.fsPath) : uri.fsPath;
}
