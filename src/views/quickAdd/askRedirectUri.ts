import * as vscode from 'vscode';
import { fillOptional } from '../../catalog/template.ts';
import { createUrl } from '../../connections/form.ts';
import type { Parts } from '../../connections/parts.ts';
import { redirectUris } from '../../connections/redirectUris.ts';
import { type Answer, answered, type Place } from '../ask/answer.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import type { TextButton } from '../ask/askText.ts';
import type { Draft } from './draft.ts';

type Action = { kind: 'copy'; uri: string } | { kind: 'open' } | { kind: 'go on' };

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
  const page = linkOf(draft);
  if (page) {
    choices.push({
      label: vscode.l10n.t('Open the page of {0}', form.name),
      icon: 'link-external',
      value: { kind: 'open' },
    });
  }
  const answer = await askChoice<Action>({
    ...place,
    placeholder: vscode.l10n.t('Your app at {0} must list this redirect URI', form.name),
    choices,
    active: goOn,
    stay: async (action) => {
      if (action.kind === 'copy') {
        await vscode.env.clipboard.writeText(action.uri);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Redirect URI copied.'), 5000);
      } else if (action.kind === 'open' && page) await parts.openBrowser(page);
      return action.kind !== 'go on';
    },
  });
  return answer.kind === 'answered' ? answered(draft) : answer;
}

/** A button that opens the page on which the token, the key or the app is made, where there is one. */
export function createLink(parts: Pick<Parts, 'openBrowser'>, draft: Draft): TextButton[] {
  const page = linkOf(draft);
  if (!page) return [];
  const press = async () => {
    await parts.openBrowser(page);
    return undefined;
  };
  return [{ icon: 'link-external', tooltip: vscode.l10n.t('Open the page where it is made'), press }];
}

function linkOf({ connector, authType, values }: Draft): string | undefined {
  if (!connector || !authType?.createLink) return undefined;
  try {
    return fillOptional(createUrl(connector, authType.type), values);
  } catch {
    // The site or tenant of the page was not given.
    return undefined;
  }
}
