import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { RedirectWay } from '../../../auth/redirect/way.ts';
import { icon } from '../../webview/icons.ts';
import { type Dispatch, problemId } from './change.ts';
import { denialWords } from './policyView.ts';
import type { PanelState } from './state.ts';

/** What became of the last attempt, and the other ways to try. */
export function problemView({ attempt }: PanelState, dispatch: Dispatch): TemplateResult | typeof nothing {
  if (attempt.status === 'cancelled') {
    return html`<p id=${problemId} tabindex="-1" role="status" class="muted">${l10n.t('Cancelled. Nothing was kept.')}</p>`;
  }
  if (attempt.status !== 'failed') return nothing;
  const { problem, ways } = attempt;
  return html`<div id=${problemId} tabindex="-1" role="alert" class="notice">
    ${icon('error')}
    <div>
      <div class="strong">${problem.message}</div>
      ${problem.denial ? denialWords(problem.denial, dispatch) : html`<div>${problem.remedy} <span class="small">${problem.code}</span></div>`}
      ${
        ways.length > 0
          ? html`<div class="ways">
              ${ways.map(
                (way) =>
                  html`<vscode-button secondary @click=${() => dispatch({ type: 'submit', way })}>${wayLabel(way)}</vscode-button> `,
              )}
            </div>`
          : nothing
      }
    </div>
  </div>`;
}

function wayLabel(way: RedirectWay): string {
  switch (way) {
    case 'loopback':
      return l10n.t('Come back to this computer');
    case 'editor':
      return l10n.t('Come back through the editor’s link');
    case 'paste':
      return l10n.t('Paste the address by hand');
  }
}
