import * as vscode from 'vscode';
import type { Scope } from '../../model/connector.ts';
import { type Answer, answered, back, left, type Place } from '../ask/answer.ts';
import type { Draft } from './draft.ts';

type Item = vscode.QuickPickItem & { scope: string; required: boolean };

/** Asks for the scopes. The required ones cannot be taken out; one that is not listed can be typed. */
export async function askScopes(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const listed = (draft.authType?.scopes ?? []).filter(({ outside }) => !outside);
  const pick = vscode.window.createQuickPick<Item>();
  const items = listed.map(itemOf);
  const own = (draft.scopes ?? []).filter((name) => !listed.some((scope) => scope.name === name)).map(ownItem);
  Object.assign(pick, {
    title: place.title,
    step: place.step,
    totalSteps: place.totalSteps,
    placeholder: vscode.l10n.t('Scopes: what the connection may do. Type one that is not listed.'),
    buttons: place.canGoBack ? [vscode.QuickInputButtons.Back] : [],
    canSelectMany: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
    items: [...items, ...own],
  });
  const isChosen = ({ scope, required }: Item) => required || (draft.scopes ?? []).includes(scope);
  pick.selectedItems = pick.items.filter(isChosen);
  return new Promise((resolve) => {
    const end = (answer: Answer<Draft>) => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidChangeSelection((selected) => {
      const missing = items.filter((item) => item.required && !selected.includes(item));
      if (missing.length > 0) pick.selectedItems = [...selected, ...missing];
    });
    pick.onDidChangeValue((typed) => {
      const scope = typed.trim();
      const selected = pick.selectedItems;
      const kept = pick.items.filter((item) => items.includes(item) || selected.includes(item));
      const isNew = scope !== '' && !/\s/.test(scope) && !kept.some((item) => item.scope === scope);
      pick.items = isNew ? [...kept, ownItem(scope)] : kept;
      pick.selectedItems = selected;
    });
    pick.onDidAccept(() => end(answered({ ...draft, scopes: pick.selectedItems.map(({ scope }) => scope) })));
    pick.onDidTriggerButton(() => end(back));
    pick.onDidHide(() => end(left));
    pick.show();
  });
}

function itemOf({ name, description, required }: Scope): Item {
  return {
    label: name,
    ...(required ? { description: vscode.l10n.t('always asked for') } : {}),
    ...(description ? { detail: description } : {}),
    scope: name,
    required,
  };
}

function ownItem(scope: string): Item {
  return { label: scope, description: vscode.l10n.t('not in the list'), alwaysShow: true, scope, required: false };
}
