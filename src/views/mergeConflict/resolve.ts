import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isConnectionFile } from '../../connections/mergeConflict/codes.ts';
import { conflictedFiles, keepBoth, openConflict, resolveConflict } from '../../connections/mergeConflict/resolve.ts';
import type { Parts } from '../../connections/parts.ts';
import { mergeVersions } from '../../editor/mergeVersions.ts';
import { Problem } from '../../model/problem.ts';
import { askChoice } from '../ask/askChoice.ts';
import { openPlace } from '../openPlace.ts';
import { sayInformation } from '../say.ts';
import { showProblem } from '../showProblem.ts';
import { askResolution } from './askResolution.ts';

/**
 * Leads a person through a conflict: what differs, what holds. Where a version is no connection, its file is opened where
 * it is wrong.
 *
 * @param file the person chooses where it is not given and there are several.
 */
export async function resolve(parts: Parts, file?: string): Promise<void> {
  const chosen = file ?? (await choose(parts));
  if (chosen === undefined) return;
  try {
    await decide(parts, chosen);
  } catch (error) {
    if (error instanceof Problem && isOfVersion(error)) await openPlace({ file: chosen, line: error.line ?? 1 });
    void showProblem(error, parts.log, { file: chosen });
  }
}

async function decide(parts: Parts, file: string): Promise<void> {
  for (;;) {
    const conflict = isConnectionFile(file) ? await openConflict(parts, file, mergeVersions) : undefined;
    if (!conflict) {
      await parts.files.reload();
      void sayInformation(vscode.l10n.t('There is no conflict in {0} any more.', basename(file)));
      return;
    }
    const resolution = await askResolution(conflict);
    if (!resolution) return;
    const done =
      resolution.kind === 'both'
        ? await keepBoth(parts, conflict)
        : await resolveConflict(parts, conflict, resolution.text);
    if (done) return tell(file, resolution.kind === 'both');
    void sayInformation(vscode.l10n.t('{0} changed meanwhile; here is what it says now.', basename(file)));
  }
}

async function tell(file: string, both: boolean): Promise<void> {
  const open = vscode.l10n.t('Open File');
  const text = both
    ? vscode.l10n.t('Both connections are kept. “git add” both files to tell git that it is resolved.')
    : vscode.l10n.t('{0} is one again. “git add” it to tell git that it is resolved.', basename(file));
  if ((await sayInformation(text, open)) === open) await openPlace({ file, line: 1 });
}

async function choose(parts: Parts): Promise<string | undefined> {
  const files = await conflictedFiles(parts);
  if (files.length < 2) {
    if (files.length === 0) void sayInformation(vscode.l10n.t('No connection file is in conflict.'));
    return files[0];
  }
  const answer = await askChoice({
    title: vscode.l10n.t('Resolve Merge Conflict'),
    placeholder: vscode.l10n.t('Choose a file'),
    choices: files.map((value) => ({
      label: basename(value),
      description: vscode.workspace.asRelativePath(value),
      value,
    })),
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}

/** One of the versions is no connection: only by hand it becomes one. */
function isOfVersion({ code }: Problem): boolean {
  return ['PB101', 'PB102', 'PB103'].includes(code);
}
