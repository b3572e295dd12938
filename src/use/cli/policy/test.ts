import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type PolicyProblem, type PolicyTestResult, readPolicyTests, runPolicyTests } from '../../../policy/index.ts';
import { type Command, optionOf } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { namer, put } from '../output.ts';
import { readDiskTree } from '../places/diskTree.ts';
import { sceneOf, unreadable } from '../places/scene.ts';
import { plain } from '../plain.ts';
import { ruleName } from './ruleName.ts';

/** One test, as it is told. */
interface Told {
  name: string;
  line: number;
  passed: boolean;
  message: string;
}

/** A file with its tests; where it cannot be used, with what is wrong. */
interface TestFile {
  file: string;
  problems: readonly PolicyProblem[];
  tests: readonly Told[];
}

/** `patchbay policy test`: what policies must decide, asked. */
export const test: Command = {
  name: 'policy test',
  summary: l10n.t('Runs the tests of all *.policy-test.jsonc files against the policies of the folder.'),
  takes: '[folder]',
  most: 1,
  options: {
    format: { value: 'format', choices: ['text', 'json', 'junit'], help: l10n.t('what the report is') },
    output: { value: 'file', help: l10n.t('writes the report to a file') },
  },
  async run(given, around) {
    const folder = resolve(around.cwd, given.words[0] ?? '.');
    const tree = await readDiskTree(folder);
    const { source, domain } = sceneOf(tree, await around.connectors(folder));
    const shown = namer(folder, around.cwd);
    const files = tree.tests.map(({ path, text, unreadable: why }): TestFile => {
      const read = text === undefined ? { problems: [unreadable(path, why)] } : readPolicyTests(text, path);
      const results = read.document ? runPolicyTests(read.document, [source], domain, around.now()) : [];
      return { file: shown(path), problems: read.problems, tests: results.map((result) => tell(result, shown)) };
    });
    const format = optionOf(given, 'format') ?? 'text';
    await put({ text, json, junit }[format as 'text']?.(files) ?? '', given, around);
    return files.some(isFailed) ? exitCodes.findings : exitCodes.fine;
  },
};

function isFailed({ problems, tests }: TestFile): boolean {
  return problems.some(({ severity }) => severity === 'error') || tests.some(({ passed }) => !passed);
}

function tell(
  { name, address, passed, expected, actual, rule, by }: PolicyTestResult,
  shown: (file: string) => string,
): Told {
  const decided = rule ? `${ruleName(rule)} (${shown(rule.address.file)}:${rule.address.line})` : l10n.t('nobody');
  const wrong =
    expected === actual && by !== undefined
      ? l10n.t('“{0}” should decide, but it is {1}.', by, decided)
      : l10n.t('Expected {0}, but it is {1}, decided by {2}.', expected, actual, decided);
  return { name, line: address.line, passed, message: passed ? '' : wrong };
}

function text(files: readonly TestFile[]): string {
  const lines = files.flatMap(({ file, problems, tests }) => [
    plain(file),
    ...problems.map(({ line, column, code, message }) => plain(`  ✗ ${line}:${column} ${code} ${message}`)),
    ...tests.flatMap(({ name, line, passed, message }) =>
      passed ? [plain(`  ✓ ${name}`)] : [plain(`  ✗ ${name}`), plain(`      ${message} (${file}:${line})`)],
    ),
    '',
  ]);
  const { passed, failed } = countsOf(files);
  const end =
    files.length === 0 ? l10n.t('There are no policy tests here.') : l10n.t('{0} passed, {1} failed', passed, failed);
  return `${[...lines, end].join('\n')}\n`;
}

/** A file that cannot be used counts as one failed test. */
function countsOf(files: readonly TestFile[]): { passed: number; failed: number } {
  const all = files.flatMap(({ tests }) => tests);
  const unusable = files.filter(({ problems }) => problems.some(({ severity }) => severity === 'error')).length;
  const passed = all.filter((one) => one.passed).length;
  return { passed, failed: all.length - passed + unusable };
}

function json(files: readonly TestFile[]): string {
  return `${JSON.stringify({ version: 1, ...countsOf(files), files }, null, 2)}\n`;
}

function junit(files: readonly TestFile[]): string {
  const { passed, failed } = countsOf(files);
  const suites = files.map(({ file, problems, tests }) => {
    const errors = problems.filter(({ severity }) => severity === 'error');
    const bad = tests.filter((one) => !one.passed).length;
    const counts = `tests="${tests.length + Number(errors.length > 0)}" failures="${bad}" errors="${Number(errors.length > 0)}"`;
    const broken = errors[0] ? [caseOf(file, file, 'error', errors[0].message)] : [];
    const cases = tests.map(({ name, passed: good, message }) => caseOf(file, name, good ? '' : 'failure', message));
    return [`  <testsuite name="${xml(file)}" ${counts}>`, ...broken, ...cases, '  </testsuite>'].join('\n');
  });
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  return `${[head, `<testsuites tests="${passed + failed}" failures="${failed}">`, ...suites, '</testsuites>'].join('\n')}\n`;
}

function caseOf(file: string, name: string, kind: '' | 'failure' | 'error', message: string): string {
  const start = `    <testcase classname="${xml(file)}" name="${xml(name)}"`;
  return kind === '' ? `${start}/>` : `${start}><${kind} message="${xml(message)}"/></testcase>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xml(words: string): string {
  return plain(words)
    .toWellFormed()
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"]/g, (sign) => entities[sign] as string);
}
