import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Command, type Given, optionOf, type Surroundings } from '../command.ts';
import { exitCodes, wrongUsage } from '../exit.ts';
import { namer, put } from '../output.ts';
import { readDiskTree } from '../places/diskTree.ts';
import { readGitTree } from '../places/gitTree.ts';
import { sceneOf } from '../places/scene.ts';
import type { Tree } from '../places/tree.ts';
import { type Comparison, compare } from './difference.ts';
import { diffJson, diffMarkdown, diffSarif, diffText, type Report } from './diffReport.ts';

/** `patchbay policy diff`: what a change newly allows and denies, for everybody. */
export const diff: Command = {
  name: 'policy diff',
  summary: l10n.t('Says what a change of policies newly allows and denies, for whom, and by which rule.'),
  takes: '<before> <after> | [folder] --base <revision>',
  most: 2,
  options: {
    base: { value: 'revision', help: l10n.t('a git revision to compare with, such as origin/main') },
    head: { value: 'revision', help: l10n.t('the revision that is compared; the files as they lie there without it') },
    format: { value: 'format', choices: ['text', 'markdown', 'json', 'sarif'], help: l10n.t('what the report is') },
    output: { value: 'file', help: l10n.t('writes the report to a file') },
    'fail-on': {
      value: 'change',
      choices: ['widened', 'narrowed', 'any'],
      help: l10n.t('exit code 1 where something is newly allowed, newly denied, or anything else than before'),
    },
  },
  async run(given, around) {
    const { before, after, folder, beforeLabel } = await sidesOf(given, around);
    const connectors = await around.connectors(folder);
    const scenes = { before: sceneOf(before, connectors), after: sceneOf(after, connectors) };
    const comparison = compare(scenes.before, scenes.after, around.now());
    const problems = (['before', 'after'] as const).flatMap((side) =>
      scenes[side].problems.filter(({ severity }) => severity === 'error').map((problem) => ({ ...problem, side })),
    );
    const shown = namer(folder, around.cwd);
    const report: Report = { comparison, problems, domain: scenes.after.domain, shown, beforeLabel };
    const files = (after.policies ?? []).map(({ path }) => path);
    const format = optionOf(given, 'format') ?? 'text';
    const formats = { text: diffText, markdown: diffMarkdown, json: diffJson, sarif: diffSarif };
    await put(formats[format as keyof typeof formats](report, files), given, around);
    if (scenes.before.peopleBroken || scenes.after.peopleBroken) {
      around.writeError(`${l10n.t('Who may do what cannot be told where members or roles cannot be read.')}\n`);
      return exitCodes.unreadable;
    }
    return isFailure(comparison, optionOf(given, 'fail-on')) ? exitCodes.findings : exitCodes.fine;
  },
};

function isFailure({ counts, effects }: Comparison, failOn: string | undefined): boolean {
  const widened =
    counts.allowed > 0 || effects.some(({ connections }) => connections.some((one) => one.allowed.length > 0));
  const narrowed =
    counts.denied > 0 || effects.some(({ connections }) => connections.some((one) => one.denied.length > 0));
  if (failOn === 'widened') return widened;
  if (failOn === 'narrowed') return narrowed;
  return failOn === 'any' && effects.length > 0;
}

async function sidesOf(
  given: Given,
  { cwd }: Surroundings,
): Promise<{ before: Tree; after: Tree; folder: string; beforeLabel: string }> {
  const [first, second] = given.words;
  const [base, head] = [optionOf(given, 'base'), optionOf(given, 'head')];
  if (base === undefined) {
    if (head !== undefined) throw wrongUsage(l10n.t('--head goes with --base.'));
    if (first === undefined || second === undefined) {
      throw wrongUsage(l10n.t('Say two folders, or with --base=<revision> what to compare with.'));
    }
    const folder = resolve(cwd, second);
    const [before, after] = await Promise.all([readDiskTree(resolve(cwd, first)), readDiskTree(folder)]);
    return { before, after, folder, beforeLabel: first };
  }
  if (second !== undefined) throw wrongUsage(l10n.t('With --base there is only one folder.'));
  const folder = resolve(cwd, first ?? '.');
  // Says first where the folder is not there.
  const now = await readDiskTree(folder);
  const [before, after] = await Promise.all([
    readGitTree(folder, base),
    head === undefined ? now : readGitTree(folder, head),
  ]);
  return { before, after, folder, beforeLabel: base };
}
