import * as vscode from 'vscode';
import { fillOptional } from '../../catalog/template.ts';
import { createUrl } from '../../connections/form.ts';
import type { Parts } from '../../connections/parts.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import type { TextButton } from '../ask/askText.ts';
import type { Draft } from './draft.ts';

/** What choosing a line does: open the page, or nothing, since a step is only to be read. */
export type CreateAction = { kind: 'open' } | { kind: 'step' };

/** The page on which the app, the token or the key is made, and how, as lines of a list. */
export function createChoices(draft: Draft): Choice<CreateAction>[] {
  const { form, authType } = draft;
  const page: Choice<CreateAction>[] =
    form && createPage(draft)
      ? [{ label: vscode.l10n.t('Open the page of {0}', form.name), icon: 'link-external', value: { kind: 'open' } }]
      : [];
  const steps = (authType?.createSteps ?? []).map(
    (sentence, index): Choice<CreateAction> => ({
      label: `${index + 1}. ${sentence}`,
      group: vscode.l10n.t('How it is made'),
      value: { kind: 'step' },
    }),
  );
  return [...page, ...steps];
}

/** Opens the page, where there is one. */
export async function openPage({ openBrowser }: Pick<Parts, 'openBrowser'>, draft: Draft): Promise<void> {
  const page = createPage(draft);
  if (page) await openBrowser(page);
}

/** Buttons that open the page on which the token, the key or the app is made, and that say how, where that is known. */
export function createButtons(parts: Pick<Parts, 'openBrowser'>, draft: Draft): TextButton[] {
  const buttons: TextButton[] = [];
  if (createPage(draft)) {
    const press = () => openPage(parts, draft).then(() => undefined);
    buttons.push({ icon: 'link-external', tooltip: vscode.l10n.t('Open the page where it is made'), press });
  }
  if (draft.authType?.createSteps) {
    const press = () => showSteps(parts, draft).then(() => undefined);
    buttons.push({ icon: 'list-ordered', tooltip: vscode.l10n.t('How it is made'), press });
  }
  return buttons;
}

/** Lists the steps; the question comes back when the person leaves them. */
async function showSteps(parts: Pick<Parts, 'openBrowser'>, draft: Draft): Promise<void> {
  await askChoice<CreateAction>({
    title: draft.form?.name ?? '',
    placeholder: vscode.l10n.t('How it is made'),
    choices: createChoices(draft).map(({ group: _, ...choice }) => choice),
    stay: async ({ kind }) => {
      if (kind === 'open') await openPage(parts, draft);
      return kind === 'open';
    },
  });
}

function createPage({ connector, authType, values }: Draft): string | undefined {
  if (!connector || !authType?.createLink) return undefined;
  try {
    return fillOptional(createUrl(connector, authType.type), values);
  } catch {
    // The site or tenant of the page was not given.
    return undefined;
  }
}
