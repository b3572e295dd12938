import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { redirectUris } from '../../connections/redirectUris.ts';
import { type Answer, answered, type Place } from '../ask/answer.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { type CreateAction, createChoices, openPage } from './createHelp.ts';
import type { Draft } from './draft.ts';

type Action = { kind: 'copy'; uri: string } | { kind: 'go on' } | CreateAction;

/** Shows the redirect URIs that an own app must list, to copy; and the page where the app is registered. */
export async function askRedirectUri(parts: Parts, draft: Draft, place: Place): Promise<Answer<Draft>> {
  const { connector, form } = draft;
  if (!connector || !form) return answered(draft);
  const uris = await redirectUris(parts, connector);
  const goOn: Action = { kind: 'go on' };
  const choices: Choice<Action>[] = [
    {
      label: vscode.l10n.t('Continue'),
      icon: 'arrow-right',
      description: vscode.l10n.t('the app lists the address'),
      value: goOn,
    },
    ...uris.map(
      ({ uri, note }): Choice<Action> => ({
        label: vscode.l10n.t('Copy {0}', uri),
        icon: 'copy',
        ...(note ? { description: note } : {}),
        value: { kind: 'copy', uri },
      }),
    ),
  ];
  choices.push(...createChoices(draft));
  const answer = await askChoice<Action>({
    ...place,
    placeholder: vscode.l10n.t('Your app at {0} must list this redirect URI', form.name),
    choices,
    active: goOn,
    stay: async (action) => {
      if (action.kind === 'copy') {
        await vscode.env.clipboard.writeText(action.uri);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Redirect URI copied.'), 5000);
      } else if (action.kind === 'open') await openPage(parts, draft);
      return action.kind !== 'go on';
    },
  });
  return answer.kind === 'answered' ? answered(draft) : answer;
}
