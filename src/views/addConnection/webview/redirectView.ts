import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Dispatch } from './change.ts';
import type { PanelState } from './state.ts';

/**
 * The addresses that the person's own app must know, each with a button that copies it.
 *
 * @param create where and how the app is made, if that is known.
 */
export function redirectView(
  { redirectUris, copied }: PanelState,
  create: TemplateResult | typeof nothing,
  dispatch: Dispatch,
): TemplateResult | typeof nothing {
  if (redirectUris.length === 0) return nothing;
  return html`<div class="field" role="group" aria-labelledby="redirect-label" aria-describedby="redirect-about">
    <div class="label" id="redirect-label">${redirectUris.length === 1 ? l10n.t('Redirect URI') : l10n.t('Redirect URIs')}</div>
    ${redirectUris.map(
      ({ uri, note }, index) => html`<div class="box address">
        <span><code>${uri}</code>${note === undefined ? nothing : html`<span class="small block">${note}</span>`}</span>
        <button type="button" class="link" aria-label=${l10n.t('Copy {0}', uri)} @click=${() => dispatch({ type: 'copy', index })}>
          ${copied === index ? l10n.t('Copied') : l10n.t('Copy')}
        </button>
      </div>`,
    )}
    <div class="small" id="redirect-about">${l10n.t('Register this in the app’s settings before you connect.')}</div>
    ${create}
    <div class="hidden" role="status">${copied === undefined ? nothing : l10n.t('Copied.')}</div>
  </div>`;
}
