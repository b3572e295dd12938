import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { blockedType, type GovernedType } from '../../../connections/governedFormTypes.ts';
import { icon } from '../../webview/icons.ts';
import { type Dispatch, typesId, warningId } from './change.ts';

/** The authentication types as cards: a radio group, so arrow keys go from one to the next. */
export function typeCards(types: GovernedType[], chosen: GovernedType, dispatch: Dispatch): TemplateResult {
  return html`<fieldset role="radiogroup" class="choices">
    <legend class="hidden">${l10n.t('How to sign in')}</legend>
    ${types.map((one) => {
      const { type, label, description, recommended, warning, preferred } = one;
      const blocked = blockedType(one);
      return html`<label class="card choice ${blocked ? 'blocked' : ''}">
        <input
          class="hidden"
          type="radio"
          name="authType"
          id=${type === chosen.type ? typesId : nothing}
          aria-disabled=${blocked ? 'true' : nothing}
          aria-describedby=${warning !== undefined && type === chosen.type ? warningId : nothing}
          .checked=${type === chosen.type}
          @change=${() => dispatch({ type: 'pickType', authType: type })}
        />
        <span>
          <span class="strong">${label}</span>
          ${badge(preferred, recommended, blocked !== undefined)}
          ${warning === undefined ? nothing : html`<span class="warn">${icon('warning')}</span>`}
          <span class="muted block">${description}</span>
          ${blocked ? html`<span class="small block reason">${icon('lock')} ${blocked.message}</span>` : nothing}
        </span>
      </label>`;
    })}
  </fieldset>`;
}

function badge(preferred: boolean, recommended: boolean, blocked: boolean): TemplateResult | typeof nothing {
  if (blocked) return html`<span class="badge refused">${l10n.t('not allowed here')}</span>`;
  if (preferred) return html`<span class="badge">${l10n.t('by policy')}</span>`;
  return recommended ? html`<span class="badge">${l10n.t('recommended')}</span>` : nothing;
}
