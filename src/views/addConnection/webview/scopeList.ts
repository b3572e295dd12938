import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { GovernedScope, GovernedType } from '../../../connections/governedFormTypes.ts';
import { icon } from '../../webview/icons.ts';
import { chosenScopes, otherScopes } from './form.ts';
import type { PanelState } from './state.ts';

/** A longer list is folded away until somebody wants to know. */
const mostOpen = 6;

/** True where the connector says of a scope what it allows. */
export function saysWhatItAllows({ scopes = [] }: GovernedType): boolean {
  return scopes.some(({ description }) => description !== undefined);
}

/** What each scope allows, and a button that adds it where it was not chosen. */
export function scopeList(state: PanelState, type: GovernedType, addOne: (scope: string) => void): TemplateResult {
  const chosen = new Set(chosenScopes(state, type));
  const scopes = type.scopes ?? [];
  const free = new Set(type.scopesPolicy?.locked ? [] : otherScopes(state, type));
  return html`<details class="scopes" ?open=${scopes.length <= mostOpen}>
    <summary class="small">${scopes.length === 1 ? l10n.t('What the scope allows') : l10n.t('What each of {0} scopes allows', scopes.length)}</summary>
    <ul>
      ${scopes.map(
        (scope) =>
          html`<li>${chosen.has(scope.name) ? marked(scope) : free.has(scope) ? addButton(scope, addOne) : scope.name} <span class="small">${scope.description ?? nothing}</span></li>`,
      )}
    </ul>
  </details>`;
}

function marked({ name }: GovernedScope): TemplateResult {
  return html`<span>${icon('check')} ${name}<span class="hidden">${l10n.t('(chosen)')}</span></span>`;
}

/** The connector's other scopes, each a button that adds it, where nothing is said of them. */
export function otherScopesView(
  state: PanelState,
  type: GovernedType,
  addOne: (scope: string) => void,
): TemplateResult | undefined {
  const left = type.scopesPolicy?.locked ? [] : otherScopes(state, type);
  if (left.length === 0) return undefined;
  return html`${l10n.t('Also offered:')} ${left.map((scope) => addButton(scope, addOne))}`;
}

function addButton({ name }: GovernedScope, addOne: (scope: string) => void): TemplateResult {
  return html`<button
    type="button"
    class="link scope"
    aria-label=${l10n.t('Add the scope {0}', name)}
    @click=${() => addOne(name)}
  >
    + ${name}
  </button> `;
}
