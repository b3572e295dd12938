import * as vscode from 'vscode';
import type { RedirectWay } from '../../auth/redirect/way.ts';
import type { Problem } from '../../model/problem.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import type { CommandContext } from '../commands/context.ts';
import { describeWay, waysFor } from '../ways.ts';
import type { Draft } from './draft.ts';

/** What a person does after an attempt that failed. */
export type AfterFailure =
  | { kind: 'retry'; way?: RedirectWay }
  | { kind: 'change' }
  | { kind: 'log' }
  | { kind: 'leave' };

/** Says what happened and what to do, and offers it: again, another way back from the browser, or other answers. */
export async function askAfterFailure(
  { parts, showLog }: CommandContext,
  draft: Draft,
  problem: Problem,
): Promise<AfterFailure> {
  const type = draft.authType?.type;
  const ways = draft.connector && (type === 'oauth2' || type === 'byoa') ? await waysFor(parts, draft.connector) : [];
  const retry: Choice<AfterFailure> = {
    label: vscode.l10n.t('Try again'),
    icon: 'debug-restart',
    value: { kind: 'retry' },
  };
  const change: Choice<AfterFailure> = {
    label: vscode.l10n.t('Change the answers'),
    icon: 'edit',
    value: { kind: 'change' },
  };
  const answer = await askChoice<AfterFailure>({
    title: problem.message,
    placeholder: `${problem.remedy} (${problem.code})`,
    choices: [
      ...(problem.field === undefined ? [retry, change] : [change, retry]),
      ...ways.map(
        (way): Choice<AfterFailure> => ({ ...describeWay(way), icon: 'link-external', value: { kind: 'retry', way } }),
      ),
      { label: vscode.l10n.t('Show the log'), icon: 'output', value: { kind: 'log' } },
    ],
    stay: (value) => {
      if (value.kind === 'log') showLog();
      return value.kind === 'log';
    },
  });
  return answer.kind === 'answered' ? answer.value : { kind: 'leave' };
}
