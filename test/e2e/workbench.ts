import type { FrameLocator, Locator, Page } from 'playwright-core';
import { workbenchReady } from '../editor/browser.ts';

/** One window of the editor, as a person uses it. Every method waits for what it needs; none waits for time. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
  }

  /**
   * Runs a command by its title as the palette shows it, for example `Patchbay: Add Connection…`. A window that has
   * just opened takes no keys and knows no extensions yet, so the key is pressed and the title typed until both are.
   */
  async run(title: string): Promise<void> {
    const row = this.quickInput.row(title).first();
    for (let attempt = 0; attempt < 20; attempt++) {
      await this.page.keyboard.press('F1');
      if (!(await seen(this.quickInput.input, 1_500))) continue;
      await this.quickInput.type(`>${title}`);
      if (await seen(row, 1_500)) return row.click();
      await this.quickInput.cancel();
    }
    throw new Error(`The command palette does not offer “${title}”.`);
  }

  /** Shows a view container by the name of its icon in the activity bar, where it is not shown already. */
  async openView(container: string): Promise<void> {
    const icon = this.page.locator(`.part.activitybar .action-item:has([aria-label^="${container}"])`);
    await icon.waitFor();
    const title = this.page.locator('.part.sidebar .composite.title h2', { hasText: container });
    // A window that was reloaded shows it again by itself, and a click that comes after that would hide it.
    for (let attempt = 0; attempt < 5; attempt++) {
      if (!(await icon.evaluate((it) => it.classList.contains('checked')))) await icon.click();
      if (await seen(title, 2_000)) return;
    }
    await title.waitFor();
  }

  /** A tree view by its name in the side bar. Where the container has one view only, its name may be the container's. */
  tree(view: string): Tree {
    return new Tree(
      this.page
        .locator(
          `.part.sidebar .tree-explorer-viewlet-tree-view[aria-label="${view}"], .part.sidebar .monaco-list[aria-label="${view}"]`,
        )
        .first(),
    );
  }

  /** An action in the title of the side bar or of a view, by its tooltip. */
  viewAction(title: string): Locator {
    return this.page.locator(`.part.sidebar .actions-container [role="button"][aria-label^="${title}"]`).first();
  }

  /** The inside of the webview in the active editor (VS Code nests two frames). */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  /** An editor tab by its label. */
  tab(label: string): Locator {
    return this.page.locator('.part.editor .tab', { hasText: label });
  }

  /** Closes the editor tab with that label. */
  async closeTab(label: string): Promise<void> {
    await this.tab(label).click();
    await this.tab(label).locator('.tab-actions .action-label').click();
    await this.tab(label).waitFor({ state: 'detached' });
  }

  /** Chooses an item of the menu that is open. */
  async chooseMenuItem(label: string): Promise<void> {
    await chooseMenuItem(this.page, label);
  }

  /** A button of the modal dialog that is shown. */
  dialogButton(label: string): Locator {
    return this.page.locator('.monaco-dialog-box .monaco-button', { hasText: label });
  }

  /** The words of the modal dialog that is shown. */
  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** A row of the status bar by its text. */
  statusItem(text: string): Locator {
    return this.page.locator('.part.statusbar .statusbar-item', { hasText: text });
  }

  /** Reloads the window as “Developer: Reload Window” does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await workbenchReady(this.page);
  }
}

/** True once it is visible, false where it is not in time. */
function seen(it: Locator, timeout: number): Promise<boolean> {
  return it.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** A menu ignores clicks in its first 100 ms, lest the click that opened it chooses something; so until it closes. */
async function chooseMenuItem(page: Page, label: string): Promise<void> {
  const item = page.locator('.monaco-menu .action-item .action-label', { hasText: label }).first();
  await item.waitFor();
  while (await item.isVisible()) await item.click({ timeout: 500 }).catch(() => {});
}

/** The input at the top: palette, quick picks and input boxes. */
export class QuickInput {
  readonly root: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.root = page.locator('.quick-input-widget:visible');
    this.input = this.root.locator('.quick-input-box input, .quick-input-filter input').first();
  }

  /** Replaces what stands in the input. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** The row whose label is exactly that text. */
  row(label: string): Locator {
    const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    return this.root.locator('.monaco-list-row').filter({
      has: this.root.page().locator('.quick-input-list-row .label-name', { hasText: exact }).first(),
    });
  }

  /** Chooses the row with that label. */
  async pick(label: string): Promise<void> {
    await this.row(label).first().click();
  }

  /** Types an answer and confirms it. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
  }

  /** The labels that are listed. */
  async labels(): Promise<string[]> {
    await this.root.locator('.monaco-list-row').first().waitFor();
    return this.root.locator('.monaco-list-row .quick-input-list-row:first-child .label-name').allInnerTexts();
  }

  /** Waits until an input with that title, prompt or placeholder is asked. */
  async shown(words: string): Promise<void> {
    const quoted = JSON.stringify(words);
    await this.root.locator(`:text(${quoted}), input[placeholder*=${quoted}]`).first().waitFor();
  }
}

/** Rows are found by their label; nested ones must be visible, so expand first. */
export class Tree {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  /** The row whose label is exactly that text. */
  row(label: string): Locator {
    const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    return this.root.locator('.monaco-list-row').filter({
      has: this.root.page().locator('.label-name', { hasText: exact }).first(),
    });
  }

  /** All rows that are shown, from top to bottom: label and description, as `label · description`. */
  async rows(): Promise<string[]> {
    return this.root.locator('.monaco-list-row').evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((row) => {
          const text = (selector: string) => row.querySelector(selector)?.textContent?.trim();
          return [text('.label-name'), text('.label-description')].filter(Boolean).join(' · ');
        }),
    );
  }

  /** Opens a row that has children, where it is closed. */
  async expand(label: string): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await this.root.locator(`.monaco-list-row[aria-expanded="true"]`).filter({ hasText: label }).first().waitFor();
  }

  /** Clicks an action that a row shows under the pointer, by its tooltip. */
  async inlineAction(label: string, title: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${title}"]`).click();
  }

  /** Chooses an entry of a row's context menu. */
  async contextAction(label: string, entry: string): Promise<void> {
    await this.row(label).click({ button: 'right' });
    await chooseMenuItem(this.root.page(), entry);
  }
}

/** Messages at the lower right. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The newest message that holds these words; `waitFor()` it. */
  message(words: string | RegExp): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item', { hasText: words }).first();
  }

  /** Presses a button of the message that holds these words. */
  async press(words: string | RegExp, button: string): Promise<void> {
    await this.message(words).locator('.monaco-button', { hasText: button }).click();
  }

  /** Takes away all that are shown. */
  async clear(): Promise<void> {
    const items = this.#page.locator('.notifications-toasts .notification-list-item');
    while (await items.count()) {
      const first = items.first();
      // One that goes by itself meanwhile needs no click.
      await first.hover({ timeout: 1_000 }).catch(() => {});
      await first
        .locator('.codicon-notifications-clear')
        .click({ timeout: 1_000 })
        .catch(() => {});
    }
  }
}
