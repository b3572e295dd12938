import * as vscode from 'vscode';
import {
  type ChangeableSharing,
  changeSharing as change,
  hasChangeableSharing,
} from '../../connections/sharing/changeSharing.ts';
import { sharingChoices } from '../../connections/sharing/choices.ts';
import { describeSharing } from '../../connections/sharing/words.ts';
import type { Connection } from '../../model/connection.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { nameThem } from '../attention/words.ts';
import { inBulk } from '../bulk.ts';
import { describeBulk } from '../bulkWords.ts';
import { offerCommit } from '../sharing/offerCommit.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionsOf } from './targets.ts';

/** Shares the credentials of connections in another way: sealed to the members of their folders, or each signs in. */
export async function changeSharing(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts } = context;
  const title = vscode.l10n.t('Change sharing');
  const question = { title, many: true, choose: hasChangeableSharing };
  const connections = (await connectionsOf(context, target, selection, question)).filter(hasChangeableSharing);
  const [first] = connections;
  if (!first) return;
  const answer = await askChoice({
    title:
      connections.length > 1
        ? vscode.l10n.t('{0} of {1} connections', title, connections.length)
        : `${title}: ${first.name}`,
    placeholder: vscode.l10n.t('How do the others get the credential?'),
    choices: await choicesFor(context, connections),
    active: first.credential.kind as ChangeableSharing,
  });
  if (answer.kind !== 'answered') return;
  const others = connections.filter(({ credential }) => credential.kind !== answer.value);
  if (others.length === 0) return;
  const { done, failed } = await inBulk(others, parts.log, ({ id }) => change(parts, id, answer.value));
  const { label } = describeSharing(answer.value);
  const words = done.length > 0 ? vscode.l10n.t('{0}: {1}.', label, nameThem(done)) : '';
  void offerCommit(
    {
      sentence: describeBulk(words, failed),
      severity: failed.length > 0 ? 'warning' : 'info',
      files: done.map(({ file }) => file),
      message: vscode.l10n.t('Credentials shared in another way'),
    },
    parts.log,
  );
}

/** Both ways; of a single connection with the reason why one cannot be chosen. */
async function choicesFor(
  { parts }: CommandContext,
  connections: readonly Connection[],
): Promise<Choice<ChangeableSharing>[]> {
  const [first] = connections;
  const only = connections.length === 1 ? first : undefined;
  const offered = only
    ? await sharingChoices(parts, await parts.files.folder(only.folder), only.authType)
    : (['sealed', 'eachMember'] as const).map((kind) => ({ kind, ...describeSharing(kind), problem: undefined }));
  return offered.flatMap(({ kind, label, description, problem }) =>
    kind === 'reference'
      ? []
      : [
          {
            label,
            icon: kind === 'sealed' ? 'lock' : 'sign-in',
            ...(only?.credential.kind === kind ? { description: vscode.l10n.t('as it is') } : {}),
            detail: problem?.toSentence() ?? description,
            value: kind,
          },
        ],
  );
}
