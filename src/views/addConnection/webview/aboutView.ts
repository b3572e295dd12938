import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { brandIcon } from '../../webview/brandIcon.ts';
import type { Dispatch } from './change.ts';
import { ownBadge } from './galleryGroups.ts';
import { pageLink } from './pageLink.ts';
import { chosenConnector, type PanelState } from './state.ts';

/** What the chosen application is, before anything is asked: its description, categories, documentation, and what is not sure. */
export function aboutView(state: PanelState, dispatch: Dispatch): TemplateResult | typeof nothing {
  const card = chosenConnector(state);
  if (!card) return nothing;
  const { name, description, categories, assurance } = card;
  return html`<div class="about">
    ${brandIcon(card)}
    <div>
      <div>
        <span class="strong">${name}</span>${ownBadge(card)}
        ${categories.length === 0 ? nothing : html`<span class="small">${categories.join(' · ')}</span>`}
      </div>
      <div class="muted">
        ${description}
        ${state.form?.docsLink ? pageLink(l10n.t('Read {0}’s documentation', name), 'docs', dispatch) : nothing}
      </div>
      ${
        assurance === 'notVerified'
          ? html`<div class="small" role="note">${l10n.t('Facts not verified: nobody has compared them with {0}’s own pages yet.', name)}</div>`
          : nothing
      }
    </div>
  </div>`;
}
