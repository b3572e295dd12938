import * as vscode from 'vscode';
import { Denial } from '../model/denial.ts';
import type { Log } from '../model/log.ts';
import { Cancelled, Problem } from '../model/problem.ts';
import { unexpected } from '../model/problems.ts';
import { commandIds } from './contributions.ts';
import { type About, type NextStep, nextSteps } from './nextSteps.ts';
import { openPlace } from './openPlace.ts';
import { sayError } from './say.ts';

/** A button of a notification. */
export interface Button {
  label: string;
  run(): unknown;
}

/**
 * Turns whatever was thrown into a problem for a person. What nobody expected becomes `PB999`, and its kind and place go
 * to the log.
 *
 * @returns `undefined` where the person cancelled.
 */
export function asProblem(error: unknown, log: Log): Problem | undefined {
  if (error instanceof Cancelled || error instanceof vscode.CancellationError) return undefined;
  const problem = error instanceof Problem ? error : unexpected(error);
  if (problem.cause === undefined) log.info(`Shown: ${problem.code}`);
  else log.error(`Shown: ${problem.code}`, problem.cause);
  return problem;
}

/**
 * The one place where a problem becomes a notification: what happened, what to do, the code, and buttons for the next
 * step. A cancellation is silent.
 *
 * @param about the connection or file that it is about, and buttons of the caller, which come first.
 * @returns when the person has closed the notification, which may be never.
 */
export async function showProblem(error: unknown, log: Log, about: About & { buttons?: Button[] } = {}): Promise<void> {
  const problem = asProblem(error, log);
  if (!problem) return;
  const buttons = [
    ...(about.buttons ?? []),
    ...whyButton(problem),
    ...nextSteps(problem.code, about).map((step) => stepButton(step, about, problem)),
  ];
  const labels = buttons.map((button) => button.label);
  const chosen = await sayError(problem.toSentence(), ...labels);
  try {
    await buttons.find((button) => button.label === chosen)?.run();
  } catch (next) {
    await showProblem(next, log, about);
  }
}

/** What a policy denies says where. */
function whyButton(problem: Problem): Button[] {
  const at = problem instanceof Denial ? problem.facts.at : undefined;
  return at ? [{ label: vscode.l10n.t('Show Why'), run: () => openPlace(at) }] : [];
}

function stepButton(step: NextStep, about: About, { line }: Problem): Button {
  const run =
    (command: string, ...args: unknown[]) =>
    () =>
      vscode.commands.executeCommand(command, ...args);
  switch (step) {
    case 'reconnect':
      return { label: vscode.l10n.t('Reconnect'), run: run(commandIds.reconnect, about.connectionId) };
    case 'openDetails':
      return { label: vscode.l10n.t('Show Details'), run: run(commandIds.openDetails, about.connectionId) };
    case 'openFile':
      return {
        label: vscode.l10n.t('Open File'),
        run: () => openPlace({ file: about.file ?? '', line: line ?? 1 }),
      };
    case 'addConnection':
      return { label: vscode.l10n.t('Add Connection'), run: run(commandIds.add) };
    case 'openFolder':
      return { label: vscode.l10n.t('Open Folder'), run: run('workbench.action.files.openFolder') };
    case 'trustWorkspace':
      return { label: vscode.l10n.t('Manage Workspace Trust'), run: run('workbench.trust.manage') };
    case 'reloadWindow':
      return { label: vscode.l10n.t('Reload Window'), run: run('workbench.action.reloadWindow') };
    case 'showLog':
      return { label: vscode.l10n.t('Show Log'), run: run(commandIds.showLog) };
    case 'joinWorkspace':
      return { label: vscode.l10n.t('Join This Workspace'), run: run(commandIds.joinWorkspace) };
    case 'openMembers':
      return { label: vscode.l10n.t('Who Has Access'), run: run(commandIds.openMembers, about.connectionId) };
    case 'sealAgain':
      return { label: vscode.l10n.t('Seal Again…'), run: run(commandIds.sealAgain, about.connectionId) };
    case 'exportIdentity':
      return { label: vscode.l10n.t('Export My Identity…'), run: run(commandIds.exportIdentity) };
  }
}
