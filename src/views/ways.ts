import * as vscode from 'vscode';
import type { RedirectWay } from '../auth/redirect/way.ts';
import type { Parts } from '../connections/parts.ts';
import type { Connector } from '../model/connector.ts';
import { askChoice } from './ask/askChoice.ts';

/** The ways back from the browser that can be tried for this connector here, the best first. */
export async function waysFor(parts: Pick<Parts, 'redirects'>, connector: Connector): Promise<RedirectWay[]> {
  return connector.oauth ? parts.redirects.ways({ connectorKey: connector.key, facts: connector.oauth }) : [];
}

/** How a person recognises a way. */
export function describeWay(way: RedirectWay): { label: string; detail: string } {
  switch (way) {
    case 'loopback':
      return {
        label: vscode.l10n.t('Come back to this computer'),
        detail: vscode.l10n.t(
          'The browser opens an address of this computer (127.0.0.1). Needs no permission of the editor.',
        ),
      };
    case 'editor':
      return {
        label: vscode.l10n.t('Come back through the editor’s link'),
        detail: vscode.l10n.t('The browser asks to open this editor.'),
      };
    case 'paste':
      return {
        label: vscode.l10n.t('Paste the address by hand'),
        detail: vscode.l10n.t('The browser’s last page cannot be shown; its address bar has what is needed.'),
      };
  }
}

/** Lets a person choose another way to sign in; `undefined` where they leave. */
export async function pickWay(title: string, ways: readonly RedirectWay[]): Promise<RedirectWay | undefined> {
  const answer = await askChoice({
    title,
    placeholder: vscode.l10n.t('How should the browser come back?'),
    choices: ways.map((way) => ({ ...describeWay(way), value: way })),
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}
