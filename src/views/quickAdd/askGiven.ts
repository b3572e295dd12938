import * as vscode from 'vscode';
import type { Speaker } from '../../connections/governedFormTypes.ts';
import { type Answer, answered, type Place } from '../ask/answer.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { openPlace } from '../openPlace.ts';
import type { Draft } from './draft.ts';
import type { Given } from './given.ts';

/** Says what a repository's policies fill in; choosing one shows its line. */
export async function askGiven(draft: Draft, given: readonly Given[], place: Place): Promise<Answer<Draft>> {
  const choices: Choice<Given | 'go on'>[] = [
    { label: vscode.l10n.t('Continue'), icon: 'arrow-right', value: 'go on' },
    ...given.map(
      (one): Choice<Given | 'go on'> => ({
        label: one.value ? vscode.l10n.t('{0}: {1}', one.label, one.value) : one.label,
        icon: 'law',
        description: wordsOf(one.by),
        value: one,
      }),
    ),
  ];
  const answer = await askChoice<Given | 'go on'>({
    ...place,
    placeholder: vscode.l10n.t('Filled in by policies of this workspace. Choose one to see its line.'),
    choices,
    active: 'go on',
    stay: async (chosen) => {
      if (chosen === 'go on') return false;
      const at = draft.places?.at(chosen.by.place);
      if (at) await openPlace(at);
      return true;
    },
  });
  return answer.kind === 'answered' ? answered(draft) : answer;
}

function wordsOf({ policy, at }: Speaker): string {
  return policy === undefined ? at : vscode.l10n.t('by the policy “{0}” ({1})', policy, at);
}
