import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AuthTypeForm } from '../../../connections/form.ts';
import { icon } from '../../webview/icons.ts';
import { type Dispatch, typesId, warningId } from './change.ts';

/** The authentication types as cards: a radio group, so arrow keys go from one to the next. */
export function typeCards(types: AuthTypeForm[], chosen: AuthTypeForm, dispatch: Dispatch): TemplateResult {
  return html`<fieldset role="radiogroup" class="choices">
    <legend class="hidden">${l10n.t('How to sign in')}</legend>
    ${types.map(
      ({ type, label, description, recommended, warning }) => html`<label class="card choice">
        <input
          class="hidden"
          type="radio"
          name="authType"
          id=${type === chosen.type ? typesId : nothing}
          aria-describedby=${warning !== undefined && type === chosen.type ? warningId : nothing}
          .checked=${type === chosen.type}
          @change=${() => dispatch({ type: 'pickType', authType: type })}
        />
        <span>
          <span class="strong">${label}</span>
          ${recommended ? html`<span class="badge">${l10n.t('recommended')}</span>` : nothing}
          ${warning === undefined ? nothing : html`<span class="warn">${icon('warning')}</span>`}
          <span class="muted block">${description}</span>
        </span>
      </label>`,
    )}
  </fieldset>`;
}
