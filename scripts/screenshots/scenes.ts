import type { Workbench } from '../../test/e2e/workbench.ts';

/** A picture: what is done in a new window on the demo workspace before it is taken. */
export interface Scene {
  /** The name of its file. */
  name: string;
  prepare(window: Workbench): Promise<void>;
}

export const scenes: Scene[] = [
  {
    name: 'tree',
    async prepare(window) {
      await window.tree('Connections').row('Finance').waitFor();
    },
  },
  {
    name: 'choose-application',
    async prepare(window) {
      await window.tree('Connections').inlineAction('Personal Workspace', 'Add');
      await window.webview().getByText('GitHub', { exact: true }).waitFor();
    },
  },
];
