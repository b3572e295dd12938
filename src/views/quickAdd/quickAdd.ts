import * as vscode from 'vscode';
import type { RedirectWay } from '../../auth/redirect/way.ts';
import { createConnection } from '../../connections/create.ts';
import type { Connection } from '../../model/connection.ts';
import type { Preselect } from '../commands/add.ts';
import type { CommandContext } from '../commands/context.ts';
import { sayInformation } from '../say.ts';
import { connectedAs } from '../sayConnected.ts';
import { asProblem } from '../showProblem.ts';
import { signInProgress } from '../signInProgress.ts';
import { askAfterFailure } from './askAfterFailure.ts';
import { type Draft, emptyDraft, requestOf } from './draft.ts';
import { type Complaint, stepKey } from './fieldStep.ts';
import { governedDraft } from './governedDraft.ts';
import { stepsOf } from './steps.ts';
import { walk } from './walk.ts';

/** Adds a connection by keyboard alone: the questions, checks and words of the Add panel, one after the other. */
export async function quickAdd(context: CommandContext, preselect: Preselect = {}): Promise<void> {
  let draft = await startingDraft(context, preselect);
  let start = firstQuestion(context, draft);
  let complaint: Complaint | undefined;
  let way: RedirectWay | undefined;
  for (let ask = true; ; ) {
    const title = vscode.l10n.t('Add a connection');
    const said: Complaint | undefined = complaint;
    const full = ask ? await walk<Draft>(title, draft, (current) => stepsOf(context, current, said), start) : draft;
    if (!full) return;
    draft = full;
    const result = await connect(context, draft, way);
    if ('connection' in result) return celebrate(context, result.connection);
    const problem = asProblem(result.error, context.parts.log);
    if (!problem) {
      // Cancelled while it ran: the answers are still there.
      ask = true;
      start = 'name';
      complaint = undefined;
      continue;
    }
    const next = await askAfterFailure(context, draft, problem);
    if (next.kind === 'leave') return;
    ask = next.kind === 'change';
    way = next.kind === 'retry' ? next.way : way;
    start = problem.field === undefined ? 'name' : stepKey(problem.field);
    complaint = problem.field === undefined ? undefined : { field: problem.field, sentence: problem.toSentence() };
  }
}

/** The first that is not answered yet; one that there is no choice in is not asked. */
function firstQuestion(context: CommandContext, draft: Draft): string {
  if (!draft.folder) return 'folder';
  const keys = stepsOf(context, draft).map(({ key }) => key);
  return (draft.connector && keys[keys.indexOf('connector') + 1]) || 'connector';
}

async function startingDraft({ parts }: CommandContext, preselect: Preselect): Promise<Draft> {
  const { folders } = await parts.files.snapshot();
  const folder = preselect.folder === undefined ? undefined : folders.get(preselect.folder);
  const draft: Draft = folder ? { ...emptyDraft, folder } : emptyDraft;
  if (preselect.connector === undefined) return draft;
  const connector = await parts.catalog.connector(preselect.connector);
  return governedDraft(parts, draft, connector);
}

async function connect(
  context: CommandContext,
  draft: Draft,
  way: RedirectWay | undefined,
): Promise<{ connection: Connection } | { error: unknown }> {
  const request = requestOf(draft, way);
  if (!request) return { error: new Error('The draft is not complete') };
  const title = vscode.l10n.t('Connecting with {0}', draft.form?.name ?? '');
  try {
    const connection = await signInProgress(title, context, (progress) =>
      createConnection(context.parts, request, progress),
    );
    return { connection };
  } catch (error) {
    return { error };
  }
}

async function celebrate({ tree, details }: CommandContext, connection: Connection): Promise<void> {
  await tree.reveal(connection.id);
  const show = vscode.l10n.t('Show Details');
  const words = connectedAs(connection.name, connection.account);
  // Not awaited: the command is done, whenever the person closes the notification.
  void sayInformation(words, show).then((chosen) => chosen === show && details.open(connection.id));
}
