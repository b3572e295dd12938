import type { Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import type { Workbench } from './workbench.ts';

/** The terminal that is shown, as a person types into it. */
export class TerminalPane {
  readonly #window: Workbench;

  constructor(window: Workbench) {
    this.#window = window;
  }

  get #shown(): Locator {
    return this.#window.page.locator('.terminal-wrapper:visible').last();
  }

  /** The box of each. */
  get #tabs(): Locator {
    return this.#window.page.locator('.terminal-wrapper');
  }

  /** Opens another. */
  async open(): Promise<void> {
    const before = await this.#tabs.count();
    await this.#window.run('Terminal: Create New Terminal');
    await this.opened(before);
  }

  /** Waits until there are more than so many. */
  async opened(before: number): Promise<void> {
    await this.#shown.nth(0).waitFor();
    await until('another terminal is there', async () => (await this.#tabs.count()) > before);
  }

  /** How many there are. */
  count(): Promise<number> {
    return this.#tabs.count();
  }

  /** Types a line and presses Enter. A shell that has only just begun takes no keys, so what it shows is looked at first. */
  async type(line: string): Promise<void> {
    const input = this.#shown.locator('.xterm-helper-textarea');
    const { keyboard } = this.#window.page;
    const isThere = async () => {
      const said = ((await this.#shown.locator('.xterm-rows').textContent()) ?? '').replace(/\s+/g, '');
      return said.endsWith(line.replace(/\s+/g, ''));
    };
    for (let attempt = 0; attempt < 5; attempt++) {
      await input.focus();
      await keyboard.insertText(line);
      if (
        await until('the line is there', isThere, 3000).then(
          () => true,
          () => false,
        )
      )
        return keyboard.press('Enter');
      await keyboard.press('Control+U');
    }
    throw new Error(`The terminal does not take “${line}”.`);
  }

  /** Closes all there are. */
  async closeAll(): Promise<void> {
    await this.#window.run('Terminal: Kill All Terminals');
    await until('none is there', async () => (await this.#tabs.count()) === 0);
  }
}
