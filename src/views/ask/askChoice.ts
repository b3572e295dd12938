import * as vscode from 'vscode';
import { type Answer, answered, back, left, type Place } from './answer.ts';

/** One line of a list to choose from. */
export interface Choice<T> {
  label: string;
  description?: string;
  detail?: string;
  /** A codicon. */
  icon?: string;
  /** Put above the first of its group. */
  group?: string;
  value: T;
}

export interface ChoiceQuestion<T> extends Place {
  choices: readonly Choice<T>[];
  placeholder: string;
  /** Chosen before anybody chooses. */
  active?: T;
  /** Called for a choice that does something and leaves the list open; true where it did. */
  stay?(value: T): boolean | Promise<boolean>;
}

type Item<T> = vscode.QuickPickItem & { value?: T };

/** Asks to choose one of several. */
export function askChoice<T>(question: ChoiceQuestion<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<Item<T>>();
  const items = choiceItems(question.choices);
  prepare(pick, question, items);
  const active = items.find((item) => item.value !== undefined && item.value === question.active);
  if (active) pick.activeItems = [active];
  return new Promise((resolve) => {
    const end = (answer: Answer<T>) => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(async () => {
      const value = pick.selectedItems[0]?.value;
      if (value === undefined || (await question.stay?.(value))) return;
      end(answered(value));
    });
    pick.onDidTriggerButton((pressed) => pressed === vscode.QuickInputButtons.Back && end(back));
    pick.onDidHide(() => end(left));
    pick.show();
  });
}

export interface ManyQuestion<T> extends Place {
  choices: readonly Choice<T>[];
  placeholder: string;
  selected: readonly T[];
}

/** Asks to choose any number of several. */
export function askMany<T>(question: ManyQuestion<T>): Promise<Answer<T[]>> {
  const pick = vscode.window.createQuickPick<Item<T>>();
  const items = choiceItems(question.choices);
  prepare(pick, question, items);
  pick.canSelectMany = true;
  pick.selectedItems = items.filter((item) => item.value !== undefined && question.selected.includes(item.value));
  return new Promise((resolve) => {
    const end = (answer: Answer<T[]>) => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(() =>
      end(answered(pick.selectedItems.flatMap(({ value }) => (value === undefined ? [] : [value])))),
    );
    pick.onDidTriggerButton((pressed) => pressed === vscode.QuickInputButtons.Back && end(back));
    pick.onDidHide(() => end(left));
    pick.show();
  });
}

function prepare<T>(
  pick: vscode.QuickPick<Item<T>>,
  question: Place & { placeholder: string },
  items: Item<T>[],
): void {
  Object.assign(pick, {
    title: question.title,
    step: question.step,
    totalSteps: question.totalSteps,
    placeholder: question.placeholder,
    items,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
    buttons: question.canGoBack ? [vscode.QuickInputButtons.Back] : [],
  });
}

/** Lines with a separator above each group. */
export function choiceItems<T>(choices: readonly Choice<T>[]): Item<T>[] {
  let group: string | undefined;
  return choices.flatMap((choice) => {
    const { label, description, detail, icon, value } = choice;
    const item: Item<T> = {
      label: icon ? `$(${icon}) ${label}` : label,
      value,
      ...(description ? { description } : {}),
      ...(detail ? { detail } : {}),
    };
    if (choice.group === group || choice.group === undefined) return [item];
    group = choice.group;
    return [{ label: choice.group, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}
