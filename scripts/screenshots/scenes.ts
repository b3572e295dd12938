import type { Workbench } from '../../test/e2e/workbench.ts';

/** A picture: what is done in the window before it is taken; every editor is closed when it begins. */
export interface Scene {
  /** The name of its file. */
  name: string;
  prepare(window: Workbench): Promise<void>;
}

export const scenes: Scene[] = [
  {
    name: 'tree',
    async prepare(window) {
      await window.tree('Connections').row('Help desk').hover();
    },
  },
  {
    name: 'choose-application',
    async prepare(window) {
      await window.tree('Connections').inlineAction('Personal Workspace', 'Add');
      await window.webview().getByText('GitHub', { exact: true }).first().waitFor();
    },
  },
  {
    name: 'add',
    async prepare(window) {
      await window.tree('Connections').inlineAction('Personal Workspace', 'Add');
      await window.webview().getByRole('option', { name: 'GitHub' }).click();
      await window.webview().getByRole('radio', { name: 'Bring your own OAuth 2.0 app' }).check({ force: true });
    },
  },
  {
    name: 'not-allowed',
    async prepare(window) {
      await window.tree('Connections').inlineAction('Personal Workspace', 'Add');
      await window.webview().getByRole('option', { name: 'GitHub' }).click();
      await window.webview().getByRole('radio', { name: 'Personal access token' }).check({ force: true });
      await window.webview().getByRole('button', { name: 'Show why' }).waitFor();
    },
  },
  {
    name: 'details',
    async prepare(window) {
      await window.tree('Connections').row('Help desk').click();
      await window.page.keyboard.press('Enter');
      await window.webview().getByRole('heading', { name: 'Help desk' }).waitFor();
    },
  },
  {
    name: 'members',
    async prepare(window) {
      await window.tree('Connections').contextAction('Operations', 'Members & Access');
      await window.webview().getByText('Who has access to Operations').waitFor();
    },
  },
  {
    name: 'who-can-use-this',
    async prepare(window) {
      await window.tree('Connections').row('Pager').click();
      await window.page.keyboard.press('Enter');
      await window.webview().getByRole('heading', { name: 'Who can use this' }).waitFor();
    },
  },
];
