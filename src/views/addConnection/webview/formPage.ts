import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import { blockedType, type GovernedType } from '../../../connections/governedFormTypes.ts';
import { icon } from '../../webview/icons.ts';
import { aboutView } from './aboutView.ts';
import { accountKindField, nameField } from './accountFields.ts';
import { connectId, type Dispatch, warningId } from './change.ts';
import { accountKind, chosenRuling, chosenType, fieldsOf, impossibleSharing, isShared } from './chosen.ts';
import { createView } from './createView.ts';
import { fieldView } from './fieldView.ts';
import { rulingView, unseenView } from './policyView.ts';
import { problemView } from './problemView.ts';
import { redirectView } from './redirectView.ts';
import { scopesView } from './scopesView.ts';
import { elsewhereView, sharingView } from './sharingView.ts';
import type { PanelState } from './state.ts';
import { submitOnEnter } from './submitOnEnter.ts';
import { typeCards } from './typeCards.ts';

/** How to sign in, and what that needs: the third and the fourth step. */
export function formPage(state: PanelState, dispatch: Dispatch): TemplateResult {
  const { form } = state;
  const type = chosenType(state);
  if (!form || !type)
    return html`<div class="waiting"><vscode-progress-ring aria-label=${l10n.t('Loading')}></vscode-progress-ring></div>`;
  const denial = blockedType(type);
  const submit = (event: Event) => {
    event.preventDefault();
    dispatch({ type: 'submit' });
  };
  return html`<form novalidate autocomplete="off" @submit=${submit} @keydown=${submitOnEnter}>
    ${aboutView(state, dispatch)}
    ${
      form.authTypes.length > 1
        ? html`<div @focusin=${() => dispatch({ type: 'enter', section: 'signIn' })}>${typeCards(form.authTypes, type, dispatch)}</div>`
        : nothing
    }
    <div @focusin=${() => dispatch({ type: 'enter', section: 'details' })}>
      ${
        // What is allowed to nobody has nothing to fill in; what was typed comes back with another type.
        denial ? rulingView({ outcome: 'blocked', denial }, dispatch) : details(state, type, form.name, dispatch)
      }
      ${problemView(state, dispatch)}
      <div class="actions">
        <vscode-button type="submit" id=${connectId} ?secondary=${chosenRuling(state)?.outcome === 'blocked' || impossibleSharing(state).length > 0}>${l10n.t('Connect with {0}', form.name)}</vscode-button>
        <vscode-button secondary @click=${() => dispatch({ type: 'goTo', step: 'application' })}>${l10n.t('Back')}</vscode-button>
      </div>
    </div>
  </form>`;
}

function details(state: PanelState, type: GovernedType, application: string, dispatch: Dispatch): TemplateResult {
  // In a shared folder it depends on them what is asked below.
  const shared = isShared(state);
  const impossible = impossibleSharing(state).length > 0;
  const ruling = type.rulings[accountKind(state)];
  return html`
    ${type.warning === undefined ? nothing : html`<p id=${warningId} role="note" class="notice caution">${icon('warning')} <span>${type.warning}</span></p>`}
    ${shared ? html`${accountKindField(state, dispatch)} ${sharingView(state, type, dispatch)}` : nothing}
    ${impossible ? nothing : inputs(state, type, application, shared, dispatch)}
    ${impossible && ruling.outcome !== 'blocked' ? nothing : rulingView(ruling, dispatch)}
  `;
}

/** What is filled in; where nothing is possible, there is nothing to. What was typed comes back with another choice. */
function inputs(
  state: PanelState,
  type: GovernedType,
  application: string,
  shared: boolean,
  dispatch: Dispatch,
): TemplateResult {
  const create = createView(type, application, dispatch);
  const redirect = type.redirect ? redirectView(state, create, dispatch) : nothing;
  return html`
    ${fieldsOf(state).map((field) => fieldView(state, field, dispatch))}
    ${shared ? nothing : elsewhereView(state, type, dispatch)}
    ${redirect === nothing ? create : nothing}
    ${type.scopes ? scopesView(state, type, dispatch) : nothing}
    ${redirect} ${shared ? nothing : accountKindField(state, dispatch)} ${nameField(state, dispatch)}
    ${unseenView(type, dispatch)}
  `;
}
