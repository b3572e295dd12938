import * as vscode from 'vscode';
import { type Moves, moveConnections } from '../connections/move.ts';
import type { Parts } from '../connections/parts.ts';
import type { Connection } from '../model/connection.ts';
import { Denial } from '../model/denial.ts';
import { type Folder, folderLabel } from '../model/folder.ts';
import type { Problem } from '../model/problem.ts';
import { decideMove } from './planMove.ts';
import { sayWarning } from './say.ts';
import { type Button, showProblem } from './showProblem.ts';

/** So many folders are offered where a policy does not allow the one that was chosen. */
const offered = 2;

/**
 * Moves connections after the person decided what only they can, and says what was moved and, with the reason, what was not.
 *
 * @param promote gives a connection to a service account on the way; absent where that cannot be asked for.
 */
export async function moveAndReport(
  parts: Parts,
  ids: readonly string[],
  to: Folder,
  promote?: (id: string, to: Folder) => Promise<Connection | undefined>,
): Promise<Moves> {
  const nothing: Moves = { moved: [], failed: [], warnings: [] };
  const decision = await decideMove(parts, ids, to, promote !== undefined);
  if (!decision) return nothing;
  if ('promote' in decision) {
    const moved = await promote?.(decision.promote, to);
    if (!moved) return nothing;
    const moves = { ...nothing, moved: [moved] };
    report(moves, to, parts, ids, new Set());
    return moves;
  }
  const { connections } = await parts.files.snapshot();
  const from = new Set(ids.flatMap((id) => connections.get(id)?.folder ?? []));
  const moves = await moveConnections(parts, decision.ids, to.id, decision.keep);
  report(moves, to, parts, decision.ids, from);
  return moves;
}

function report(
  { moved, failed, warnings }: Moves,
  to: Folder,
  parts: Parts,
  ids: readonly string[],
  from: ReadonlySet<string>,
): void {
  const label = folderLabel(to);
  const first = moved[0];
  const done =
    moved.length === 1 && first
      ? vscode.l10n.t('“{0}” is now in {1}.', first.name, label)
      : vscode.l10n.t('{0} connections are now in {1}.', moved.length, label);
  const only = failed[0];
  if (!only) {
    if (warnings.length > 0) void sayWarning(`${done} ${warnings.join(' ')}`);
    else if (first) vscode.window.setStatusBarMessage(done, 5000);
    return;
  }
  if (failed.length === 1 && moved.length === 0) {
    void showProblem(only.problem, parts.log, { buttons: otherFolders(only.problem, parts, ids, from) });
    return;
  }
  const reasons = failed.map(({ name, problem }) => `“${name}”: ${problem.toSentence()}`).join(' ');
  const still = vscode.l10n.t('Not moved: {0}', reasons);
  void sayWarning(moved.length > 0 ? `${done} ${still}` : still);
}

/** The nearest folders to which policies let it be moved instead. */
function otherFolders(problem: Problem, parts: Parts, ids: readonly string[], from: ReadonlySet<string>): Button[] {
  if (!(problem instanceof Denial)) return [];
  return problem.facts.alternatives
    .flatMap(({ label, change: { folder } }) => (folder === undefined ? [] : [{ label, folder }]))
    .filter(({ folder }) => !from.has(folder))
    .slice(0, offered)
    .map(({ label, folder }) => ({
      label: vscode.l10n.t('Put It {0}', label),
      run: async () => moveAndReport(parts, ids, await parts.files.folder(folder)),
    }));
}
