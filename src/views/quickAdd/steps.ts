import * as vscode from 'vscode';
import type { GovernedField } from '../../connections/governedFormTypes.ts';
import { isSecretField } from '../../model/formField.ts';
import { type Answer, answered } from '../ask/answer.ts';
import { askField } from '../ask/askFields.ts';
import type { CommandContext } from '../commands/context.ts';
import { pickFolder } from '../pickFolder.ts';
import { askAuthType } from './askAuthType.ts';
import { askConnector } from './askConnector.ts';
import { askGiven } from './askGiven.ts';
import { askRedirectUri } from './askRedirectUri.ts';
import { askAccountKind, askName } from './askRest.ts';
import { askScopes } from './askScopes.ts';
import { askSharing } from './askSharing.ts';
import { createButtons } from './createHelp.ts';
import { answerIn, type Draft, fieldsToAsk } from './draft.ts';
import { givenBy } from './given.ts';
import { governedDraft } from './governedDraft.ts';
import type { Step } from './walk.ts';

/** Why a question is asked again. */
export interface Complaint {
  field: string;
  sentence: string;
}

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
  const shared = authType.sharing.length > 0;
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

/** The key of the question about a field of the form. */
export function stepKey(field: string): string {
  return ['folder', 'connector', 'authType', 'name', 'scopes', 'sharing'].includes(field) ? field : `field ${field}`;
}

function fieldStep({ parts }: CommandContext, field: GovernedField, complaint: Complaint | undefined): Step<Draft> {
  return {
    key: stepKey(field.name),
    ask: async (current, place) => {
      const value = answerIn(current, field);
      const answer = await askField(field, {
        ...place,
        ...(value === undefined ? {} : { value }),
        ...(complaint?.field === field.name ? { complaint: complaint.sentence } : {}),
        buttons: isSecretField(field) || field.name === 'clientId' ? createButtons(parts, current) : [],
      });
      const kept = field.kind === 'reference' ? 'references' : 'values';
      return into(answer, (text) => ({ ...current, [kept]: { ...current[kept], [field.name]: text } }));
    },
  };
}

/** Puts an answer into the draft. */
export function into<T>(answer: Answer<T>, put: (value: T) => Draft): Answer<Draft> {
  return answer.kind === 'answered' ? answered(put(answer.value)) : answer;
}
