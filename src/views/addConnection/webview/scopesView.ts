import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { GovernedType } from '../../../connections/governedFormTypes.ts';
import { icon } from '../../webview/icons.ts';
import type { Dispatch } from './change.ts';
import { type Frame, framed, tied } from './fieldFrame.ts';
import { chosenScopes, isRequired, parseScopes, refusal } from './form.ts';
import { fieldPolicyView } from './policyView.ts';
import { otherScopesView, saysWhatItAllows, scopeList } from './scopeList.ts';
import type { PanelState } from './state.ts';

/** The scopes to ask for, as chips: the required ones are fixed, the others can go, and any can be added. */
export function scopesView(state: PanelState, type: GovernedType, dispatch: Dispatch): TemplateResult {
  const chosen = chosenScopes(state, type);
  const choose = (scopes: string[]) => dispatch({ type: 'chooseScopes', authType: type.type, scopes });
  const add = (scope: string) => choose([...chosen, scope]);
  const described = saysWhatItAllows(type);
  const error = state.scopeError ?? refusal(state, 'scopes');
  const frame: Frame = {
    name: 'scopes',
    label: l10n.t('Scopes'),
    about:
      (described ? undefined : otherScopesView(state, type, add)) ??
      l10n.t('What the connection may do at the application.'),
    policy: fieldPolicyView(type.scopesPolicy, dispatch),
    locked: type.scopesPolicy?.locked !== undefined,
    ...(error === undefined ? {} : { note: { error } }),
  };
  const locked = type.scopesPolicy?.locked !== undefined;
  const { id, describedBy, invalid } = tied(frame);
  const remove = (scope: string) => {
    choose(chosen.filter((one) => one !== scope));
    document.getElementById(id)?.focus();
  };
  const take = (input: HTMLInputElement) => {
    const { scopes, error } = parseScopes(input.value, type.scopesPolicy);
    // What cannot be asked for stays where it is, with the reason.
    if (error !== undefined) return dispatch({ type: 'refuseScope', sentence: error });
    input.value = '';
    if (scopes.length > 0) choose([...new Set([...chosen, ...scopes])]);
  };
  const onKey = (event: KeyboardEvent) => {
    const input = event.target as HTMLInputElement;
    const last = chosen.findLast((scope) => !isRequired(type, scope));
    if ((event.key === 'Enter' || event.key === ',' || event.key === ' ') && input.value.trim() !== '') {
      event.preventDefault();
      take(input);
    } else if (event.key === 'Backspace' && input.value === '' && last !== undefined) remove(last);
  };
  const input = framed(
    frame,
    html`<div class="box">
      ${chosen.map((scope) => chip(scope, locked || isRequired(type, scope), () => remove(scope)))}
      <input
        id=${id}
        type="text"
        autocomplete="off"
        spellcheck="false"
        placeholder=${locked ? '' : l10n.t('add a scope…')}
        ?readonly=${locked}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        @input=${(event: Event) => dispatch({ type: 'typeScope', text: (event.target as HTMLInputElement).value })}
        @keydown=${onKey}
        @blur=${(event: Event) => take(event.target as HTMLInputElement)}
      />
    </div>`,
  );
  return html`${input} ${described ? scopeList(state, type, add) : nothing}`;
}

function chip(scope: string, required: boolean, remove: () => void): TemplateResult {
  if (required)
    return html`<span class="chip" title=${l10n.t('Always asked for')}>${scope} ${icon('lock')}<span class="hidden">${l10n.t('(required)')}</span></span>`;
  return html`<span class="chip">
    ${scope}<button type="button" aria-label=${l10n.t('Remove the scope {0}', scope)} @click=${remove}>${icon('close')}</button>
  </span>`;
}
