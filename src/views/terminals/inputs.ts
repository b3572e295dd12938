import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { Problem } from '../../model/problem.ts';
import { inputWithoutBinding } from '../../model/problems.ts';
import type { Use } from '../../use/register.ts';
import { TaskInputs } from '../../use/terminal/taskInputs.ts';
import { ask } from '../say.ts';
import { type InputName, inputCommands } from './inputCommands.ts';

/**
 * Answers `${input:…}` of tasks and launch configurations. Commands do not say who runs them, and any extension can: so what
 * gives access is given where the person allowed it for terminals of this workspace, or says so now, and a token of an
 * application only where the person says so now.
 */
export class Inputs {
  readonly #inputs: TaskInputs;
  readonly #use: Use;
  /** Tokens that the person lets anybody have who asks, until the window closes. */
  readonly #given = new Set<string>();

  constructor(parts: Parts, use: Use) {
    this.#inputs = new TaskInputs(parts, use);
    this.#use = use;
    // Off is off for those, too, which the person let in one by one.
    use.access.onDidChange(() => {
      if (!use.access.isAllowed) this.#inputs.end();
    });
  }

  /**
   * @returns what is put in the input's place; `undefined` where the person said no, which ends the task without a word.
   * @throws an error with a whole sentence, which the editor shows.
   */
  async run(name: InputName, args: unknown): Promise<string | undefined> {
    try {
      const bindings = bindingsOf(name, args);
      const [binding = ''] = bindings;
      if (name === 'url') return await this.#inputs.url(binding);
      if (name === 'bearer') return (await this.#mayUse(bindings)) ? await this.#inputs.bearer(bindings) : undefined;
      return (await this.#mayHave(binding)) ? await this.#inputs.token(binding) : undefined;
    } catch (error) {
      // The editor shows the message of an error, and of it alone.
      throw error instanceof Problem ? new Error(error.toSentence().replace(/\s+/g, ' ')) : error;
    }
  }

  async #mayUse(bindings: readonly string[]): Promise<boolean> {
    if (this.#use.access.isAllowed) return true;
    const names = bindings.map((name) => `“${name}”`).join(', ');
    const agree = vscode.l10n.t('Let It');
    const chosen = await ask(
      vscode.l10n.t('Let a task or launch configuration use {0}?', names),
      vscode.l10n.t(
        'It gets a token of this window’s service, for these bindings alone, which ends with the window. “Patchbay: Connections in Terminals…” allows it for this workspace.',
      ),
      agree,
    );
    return chosen === agree;
  }

  async #mayHave(binding: string): Promise<boolean> {
    if (this.#given.has(binding)) return true;
    const once = vscode.l10n.t('Give It Once');
    const always = vscode.l10n.t('While This Window Is Open');
    const chosen = await ask(
      vscode.l10n.t('Give a token of the application behind “{0}” to a task or launch configuration?', binding),
      vscode.l10n.t(
        'Whoever has it acts as this account, outside of the editor, until it ends. Programs that can send their requests through the service need none: patchbay.input.url and patchbay.input.bearer.',
      ),
      once,
      always,
    );
    if (chosen === always) this.#given.add(binding);
    return chosen === once || chosen === always;
  }
}

/** @throws Problem `PB843`. */
function bindingsOf(name: InputName, args: unknown): string[] {
  const { binding, bindings } = (args ?? {}) as { binding?: unknown; bindings?: unknown };
  const all = [binding, ...(name === 'bearer' && Array.isArray(bindings) ? bindings : [])];
  const names = all.filter((one) => typeof one === 'string' && one !== '') as string[];
  if (names.length === 0) throw inputWithoutBinding(inputCommands[name]);
  return names;
}
