import * as vscode from 'vscode';

type Message = 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage';

/** A person who answers what the extension asks, in its own extension host. Dispose to let the editor ask again. */
export class Answers {
  /** The messages that were shown, in their order. */
  readonly asked: string[] = [];
  readonly #restore: (() => void)[] = [];

  /** Answers all messages of one kind with what `answer` gives: the label of a button, or nothing. */
  on(kind: Message, answer: (options: unknown) => string | undefined | Promise<string | undefined>): void {
    this.#replace(kind, async (message: string, options: unknown, ...items: unknown[]) => {
      this.asked.push(message);
      const label = await answer(options);
      // Buttons may be words, or objects with words.
      return label === undefined
        ? undefined
        : (items.find((item) => (item as vscode.MessageItem).title === label) ?? label);
    });
  }

  /** Types into the next input box and presses Enter; `more` into those after it. `complaint` gives what the last of them says is wrong. */
  type(text: string, ...more: string[]): { complaint(): string } {
    let box: vscode.InputBox | undefined;
    let after: { complaint(): string } | undefined;
    const original = vscode.window.createInputBox.bind(vscode.window);
    const restore = this.#replace('createInputBox', () => {
      restore();
      const made = original();
      const [next, ...others] = more;
      if (next !== undefined) after = this.type(next, ...others);
      const show = made.show.bind(made);
      made.show = () => {
        show();
        made.value = text;
        void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      };
      box = made;
      return made;
    });
    return { complaint: () => after?.complaint() ?? String(box?.validationMessage ?? '') };
  }

  /** Chooses the item of that label in each list that is asked, one label after the other. */
  choose(...labels: string[]): void {
    const original = vscode.window.createQuickPick.bind(vscode.window);
    const restore = this.#replace('createQuickPick', () => {
      const label = labels.shift();
      if (labels.length === 0) restore();
      const made = original();
      const show = made.show.bind(made);
      const isIt = ({ label: shown }: vscode.QuickPickItem) => shown.replace(/^\$\([\w-]+\) /, '') === label;
      made.show = () => {
        const item = made.items.find(isIt);
        if (!item) throw new Error(`“${label}” is none of ${made.items.map((it) => it.label)}`);
        // The list says when the editor has it so; before that another would be taken.
        const listening = made.onDidChangeActive(([active]) => {
          if (!active || !isIt(active)) return;
          listening.dispose();
          void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        });
        show();
        made.activeItems = [item];
      };
      return made;
    });
  }

  dispose(): void {
    for (const restore of this.#restore.splice(0).reverse()) restore();
  }

  #replace(name: Message | 'createInputBox' | 'createQuickPick', value: unknown): () => void {
    const original = vscode.window[name];
    const put = (what: unknown) =>
      Object.defineProperty(vscode.window, name, { value: what, configurable: true, writable: true });
    put(value);
    const restore = () => put(original);
    this.#restore.push(restore);
    return restore;
  }
}
