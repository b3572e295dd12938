import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Emitter } from '../../src/model/event.ts';
import { updateSource } from '../../src/policy/index.ts';
import type { PolicyEditing } from '../../src/views/policyEditing/editing.ts';
import { PolicyTests } from '../../src/views/policyEditing/policyTests.ts';
import type { Scene } from '../../src/views/policyEditing/scene.ts';
import { until } from '../support/until.ts';

const question = {
  ...{ name: 'github is off', as: { user: 'ada@acme.example' }, action: 'create', connector: 'github' },
  ...{ authType: 'pat', folder: 'personal', account: 'personal' },
};

describe('tests of policies in the Test Explorer', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const directory = join(root, '.patchbay', 'tests');
  const file = join(directory, 'x.policy-test.jsonc');
  const uri = vscode.Uri.file(file);
  const told: string[] = [];
  const changed = new Emitter<void>();
  let controller: vscode.TestController;
  let tests: PolicyTests;
  let enabled = false;

  const write = (...cases: object[]) => writeFile(file, JSON.stringify({ tests: cases }, null, 2));
  const scene = (): Scene => {
    const policy = { name: 'Off', deploy: [{ tenant: true }], settings: { connectors: { github: { enabled } } } };
    const files = [{ file: join(root, 'x.policy.jsonc'), text: JSON.stringify(policy, null, 2) }];
    return {
      sources: [updateSource(undefined, { kind: 'workspace', id: root, trusted: true, files })],
      domain: {
        connectors: [{ key: 'github', name: 'GitHub', categories: [], authTypes: ['pat'] }],
        folders: [{ id: 'personal', kind: 'personal', path: [] }],
      },
      principal: { user: 'ada@acme.example', groups: [] },
      people: { users: [], groups: new Map(), keys: [] },
      ...{ connections: [], folders: new Map(), now: Date.now() },
    };
  };
  /** The editor tells nobody how a test went, so the run writes it down. */
  const listen = () => {
    const create = controller.createTestRun.bind(controller);
    controller.createTestRun = (...args) => {
      const run = create(...args);
      const { passed, failed, end } = run;
      run.passed = (item, ms) => {
        told.push(`passed ${item.label}`);
        passed.call(run, item, ms);
      };
      run.failed = (item, message, ms) => {
        const { message: words, expectedOutput, actualOutput, location } = message as vscode.TestMessage;
        told.push(`failed ${item.label}: ${words} ${expectedOutput}/${actualOutput} ${location?.range.start.line}`);
        failed.call(run, item, message, ms);
      };
      run.end = () => {
        told.push('end');
        end.call(run);
      };
      return run;
    };
  };
  const none = new vscode.CancellationTokenSource().token;
  const file0 = () => controller.items.get(uri.toString()) ?? assert.fail('no file');

  before(async () => {
    await mkdir(directory, { recursive: true });
    await write({ ...question, expect: 'deny', by: 'Off' }, { ...question, name: 'wrong', expect: 'allow' });
    controller = vscode.tests.createTestController('patchbay.test', 'Tests of tests');
    listen();
    const editing = { scene: async () => scene(), onDidChangeScene: changed.event } as unknown as PolicyEditing;
    tests = new PolicyTests(controller, async () => editing);
  });
  beforeEach(() => told.splice(0));
  after(async () => {
    tests.dispose();
    controller.dispose();
    await rm(directory, { recursive: true, force: true });
  });

  it('are found when they are asked for, each on its line', async () => {
    assert.equal(controller.items.size, 0);
    await tests.resolve(undefined);
    assert.equal(file0().label, join('.patchbay', 'tests', 'x.policy-test.jsonc'));
    const found = [...file0().children].map(([, item]) => [item.label, item.range?.start.line, item.description]);
    assert.deepEqual(found, [
      ['github is off', 2, 'create github: deny'],
      ['wrong', 15, 'create github: allow'],
    ]);
  });

  it('pass, or fail with what was expected, what is, and who decided', async () => {
    await tests.run(new vscode.TestRunRequest(), none);
    assert.equal(told[0], 'passed github is off');
    assert.match(
      told[1] ?? '',
      /^failed wrong: Expected allow, but it is deny\. Decided by “Off”.*:11\. allow\/deny 15$/,
    );
    assert.equal(told[2], 'end');
    told.splice(0);
    await tests.run(new vscode.TestRunRequest([[...file0().children][0]?.[1] ?? assert.fail()]), none);
    assert.deepEqual(told, ['passed github is off', 'end']);
  });

  it('run again when a policy changes, and when a test does', async () => {
    const source = new vscode.CancellationTokenSource();
    const request = new vscode.TestRunRequest(undefined, undefined, undefined, true);
    await tests.follow(request, source.token);
    told.splice(0);
    enabled = true;
    changed.fire();
    await until('they ran again', () => told.includes('end'));
    assert.match(told.join('\n'), /failed github is off: Expected deny[\s\S]*passed wrong/);
    told.splice(0);
    await write({ ...question, name: 'new', expect: 'allow' });
    await until('the changed file ran', () => told.includes('passed new'));
    source.cancel();
    told.splice(0);
    changed.fire();
    assert.deepEqual(told, []);
  });

  it('say what is wrong with their file, and go with it', async () => {
    await writeFile(file, '{ "tests": [{ "nam": 1 }] }');
    await until('the problem is told', () => /“name” is missing/.test(String(file0().error)));
    await rm(file);
    await until('it is gone', () => controller.items.size === 0);
  });
});
