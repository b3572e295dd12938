import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AuthTypeForm } from '../../../connections/form.ts';
import { usesOAuth } from '../../../model/authType.ts';
import type { Dispatch } from './change.ts';
import { pageLink } from './pageLink.ts';

/**
 * Where and how the app, the token or the key of an authentication type is made.
 *
 * @param application its name.
 */
export function createView(
  { type, createLink, createSteps }: AuthTypeForm,
  application: string,
  dispatch: Dispatch,
): TemplateResult | typeof nothing {
  if (!createLink && !createSteps) return nothing;
  const isApp = usesOAuth(type);
  const label = isApp ? l10n.t('Open {0}’s page for apps', application) : l10n.t('Make one on {0}’s page', application);
  return html`<div class="create">
    ${createLink ? pageLink(label, 'create', dispatch) : nothing}
    ${createSteps ? steps(createSteps, isApp ? l10n.t('How to register the app') : l10n.t('How to make one')) : nothing}
  </div>`;
}

function steps(sentences: readonly string[], label: string): TemplateResult {
  return html`<div class="small">${label}</div>
    <ol class="small" aria-label=${label}>
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ol>`;
}
