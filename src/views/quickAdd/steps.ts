import * as vscode from 'vscode';
import { asksSharing } from '../../connections/governedFormAsked.ts';
import { answered } from '../ask/answer.ts';
import type { CommandContext } from '../commands/context.ts';
import { pickFolder } from '../pickFolder.ts';
import { askAuthType } from './askAuthType.ts';
import { askConnector } from './askConnector.ts';
import { askGiven } from './askGiven.ts';
import { askRedirectUri } from './askRedirectUri.ts';
import { askAccountKind, askName } from './askRest.ts';
import { askScopes } from './askScopes.ts';
import { askSharing } from './askSharing.ts';
import { type Draft, fieldsToAsk } from './draft.ts';
import { type Complaint, fieldStep } from './fieldStep.ts';
import { givenBy } from './given.ts';
import { governedDraft } from './governedDraft.ts';
import type { Step } from './walk.ts';

/** The questions that are left to ask for a draft, the same that the Add panel asks. */
export function stepsOf(context: CommandContext, draft: Draft, complaint?: Complaint): Step<Draft>[] {
  const { parts } = context;
  const { form, authType } = draft;
  const steps: Step<Draft>[] = [
    {
      key: 'folder',
      ask: async (current, place) => {
        const active = current.folder?.id;
        const answer = await pickFolder(parts, {
          ...place,
          placeholder: vscode.l10n.t('Where does the connection live?'),
          ...(active ? { active } : {}),
        });
        return answer.kind === 'answered'
          ? answered(await governedDraft(parts, { ...current, folder: answer.value }))
          : answer;
      },
    },
    { key: 'connector', ask: (current, place) => askConnector(context, current, place) },
  ];
  if (!form) return steps;
  if (form.authTypes.length > 1)
    steps.push({ key: 'authType', ask: (current, place) => askAuthType(parts, current, place) });
  if (!authType) return steps;
  const accountKind: Step<Draft> = {
    key: 'accountKind',
    ask: (current, place) => askAccountKind(parts, current, place),
  };
  // In a shared folder it depends on them what is asked below.
  const shared = asksSharing(authType);
  if (shared) steps.push(accountKind, { key: 'sharing', ask: (current, place) => askSharing(parts, current, place) });
  const given = givenBy(authType);
  if (given.length > 0) steps.push({ key: 'given', ask: (current, place) => askGiven(current, given, place) });
  if (authType.redirect)
    steps.push({ key: 'redirect', ask: (current, place) => askRedirectUri(parts, current, place) });
  steps.push(...fieldsToAsk(draft).map((field) => fieldStep(context, field, complaint)));
  if (authType.scopes && !authType.scopesPolicy?.locked) steps.push({ key: 'scopes', ask: askScopes });
  if (!shared) steps.push(accountKind);
  steps.push({ key: 'name', ask: (current, place) => askName(parts, current, place, complaint) });
  return steps;
}
