import * as vscode from 'vscode';
import { Problem } from '../../model/problem.ts';
import { type Answer, answered, back, left, type Place } from './answer.ts';

export interface TextQuestion extends Place {
  prompt: string;
  placeholder?: string;
  value?: string;
  /** Typed characters are not shown. */
  secret?: boolean;
  /** A sentence that says what is wrong, or `undefined`; asked at each key. */
  validate?(value: string): string | undefined;
  /** Something that looks wrong but is allowed. */
  hint?(value: string): string | undefined;
  /** Said at once, before anything is typed: why the question is asked again. */
  complaint?: string;
  /**
   * Called with a valid value on Enter, while the box shows that it works. A sentence keeps the box open; `undefined`
   * accepts.
   */
  submit?(value: string): Promise<string | undefined>;
  buttons?: TextButton[];
  /** Closes the box as if the person had left it. */
  signal?: AbortSignal;
}

/** A button in the title bar of the box. */
export interface TextButton {
  icon: string;
  tooltip: string;
  /** What it gives becomes the box's value; nothing leaves it as it is. A Problem that it throws is shown in the box. */
  press(value: string): string | undefined | Promise<string | undefined>;
}

/** Asks for one line of text. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const box = vscode.window.createInputBox();
  const buttons = (question.buttons ?? []).map((button) => ({
    iconPath: new vscode.ThemeIcon(button.icon),
    tooltip: button.tooltip,
    button,
  }));
  Object.assign(box, {
    title: question.title,
    step: question.step,
    totalSteps: question.totalSteps,
    prompt: question.prompt,
    placeholder: question.placeholder,
    value: question.value ?? '',
    password: question.secret ?? false,
    // A person may have to fetch the value from another window.
    ignoreFocusOut: true,
    buttons: [...(question.canGoBack ? [vscode.QuickInputButtons.Back] : []), ...buttons],
  });
  return new Promise((resolve, reject) => {
    let tried = false;
    /** A button may open a dialog that takes the box's place; it comes back afterwards. */
    let pressing = false;
    let hidden = false;
    const judge = () => {
      const wrong = question.validate?.(box.value);
      const hint = question.hint?.(box.value);
      // An empty box is not scolded before somebody pressed Enter in it.
      if (wrong !== undefined && (tried || box.value !== '')) box.validationMessage = wrong;
      else if (hint) box.validationMessage = { message: hint, severity: vscode.InputBoxValidationSeverity.Info };
      else box.validationMessage = undefined;
      return wrong;
    };
    const end = (answer: Answer<string>) => {
      resolve(answer);
      box.dispose();
    };
    const accept = async () => {
      tried = true;
      if (box.busy || judge() !== undefined) return;
      const value = box.value;
      box.busy = true;
      try {
        const refusal = await question.submit?.(value);
        if (refusal === undefined) return end(answered(value));
        box.validationMessage = refusal;
      } catch (error) {
        reject(error);
        box.dispose();
      } finally {
        box.busy = false;
      }
    };
    box.onDidChangeValue(judge);
    box.onDidAccept(() => void accept());
    box.onDidHide(() => {
      if (pressing) hidden = true;
      else end(left);
    });
    const press = async (button: TextButton) => {
      pressing = true;
      try {
        const value = await button.press(box.value);
        if (value !== undefined) box.value = value;
        judge();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        box.validationMessage = error.message;
      } finally {
        pressing = false;
        if (hidden) box.show();
        hidden = false;
      }
    };
    box.onDidTriggerButton((pressed) => {
      if (pressed === vscode.QuickInputButtons.Back) return end(back);
      const found = buttons.find((one) => one === pressed);
      if (found && !pressing) press(found.button).catch(reject);
    });
    question.signal?.addEventListener('abort', () => end(left), { once: true });
    judge();
    if (question.complaint) box.validationMessage = question.complaint;
    box.show();
  });
}
