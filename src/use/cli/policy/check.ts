import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { lint, type PolicyProblem, readPolicyTests } from '../../../policy/index.ts';
import { type Command, isGiven, optionOf } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { namer, put } from '../output.ts';
import { readDiskTree } from '../places/diskTree.ts';
import { type Scene, sceneOf, unreadable } from '../places/scene.ts';
import type { Tree } from '../places/tree.ts';
import { plain } from '../plain.ts';
import { sarif } from '../sarif.ts';
import { peopleProblems } from './peopleProblems.ts';

/** `patchbay policy check`: what is wrong with the files, and what is probably not meant. */
export const check: Command = {
  name: 'policy check',
  summary: l10n.t('Reads all policies, members, roles of folders and policy tests, and says what is wrong with them.'),
  takes: '[folder]',
  most: 1,
  options: {
    format: { value: 'format', choices: ['text', 'json', 'sarif'], help: l10n.t('what the report is') },
    output: { value: 'file', help: l10n.t('writes the report to a file') },
    strict: { help: l10n.t('warnings fail as well') },
  },
  async run(given, around) {
    const folder = resolve(around.cwd, given.words[0] ?? '.');
    const tree = await readDiskTree(folder);
    const scene = sceneOf(tree, await around.connectors(folder));
    const shown = namer(folder, around.cwd);
    const problems = problemsOf(tree, scene, around.now()).map((problem) => ({
      ...problem,
      file: shown(problem.file),
    }));
    await put(report(problems, filesOf(tree), optionOf(given, 'format') ?? 'text'), given, around);
    const fails = problems.some(
      ({ severity }) => severity === 'error' || (severity === 'warning' && isGiven(given, 'strict')),
    );
    return fails ? exitCodes.findings : exitCodes.fine;
  },
};

function problemsOf(tree: Tree, scene: Scene, now: number): PolicyProblem[] {
  const tests = tree.tests.flatMap(({ path, text, unreadable: why }) =>
    text === undefined ? [unreadable(path, why)] : readPolicyTests(text, path).problems,
  );
  const linted = [...lint([scene.source], scene.domain, now), ...peopleProblems(tree, scene)];
  const all = [...scene.problems, ...linted, ...tests];
  return all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.offset - b.offset));
}

function filesOf({ policies = [], members, folders, tests }: Tree): number {
  return policies.length + (members ? 1 : 0) + folders.filter(({ file }) => file).length + tests.length;
}

function report(problems: readonly PolicyProblem[], files: number, format: string): string {
  const count = (severity: PolicyProblem['severity']) => problems.filter((one) => one.severity === severity).length;
  const summary = {
    files,
    errors: count('error'),
    warnings: count('warning'),
    notes: count('information') + count('hint'),
  };
  if (format === 'json') return `${JSON.stringify({ version: 1, ...summary, problems }, null, 2)}\n`;
  if (format === 'sarif') {
    const results = problems.map(({ code, ...problem }) => ({ ...problem, rule: code }));
    return sarif(results, (code) => l10n.t('What Patchbay calls {0}; docs/errors.md lists all codes.', code));
  }
  const note = l10n.t('note');
  const words = { error: l10n.t('error'), warning: l10n.t('warning'), information: note, hint: note };
  const lines = problems.map(({ code, severity, message, file, line, column }) =>
    plain(`${file}:${line}:${column} ${words[severity]} ${code} ${message}`),
  );
  const { errors, warnings, notes } = summary;
  const end =
    files === 0
      ? l10n.t('There are no policies here, so everything is allowed.')
      : l10n.t('{0} files: {1} errors, {2} warnings, {3} notes.', files, errors, warnings, notes);
  return `${[...lines, end].join('\n')}\n`;
}
