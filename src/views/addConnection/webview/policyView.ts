import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type {
  DenialText,
  FieldPolicy,
  FormRuling,
  GovernedType,
  Speaker,
} from '../../../connections/governedFormTypes.ts';
import { icon } from '../../webview/icons.ts';
import { type Dispatch, rulingId } from './change.ts';

/** A link to the line of a policy, which only the extension knows. */
export function placeLink(place: number, label: string, dispatch: Dispatch): TemplateResult {
  return html`<button type="button" class="link" @click=${() => dispatch({ type: 'showPlace', place })}>${label}</button>`;
}

function speaker({ policy, at, place }: Speaker, dispatch: Dispatch): TemplateResult {
  const who = policy === undefined ? l10n.t('a policy of this workspace') : l10n.t('the policy “{0}”', policy);
  return html`${who} (${placeLink(place, at, dispatch)})`;
}

/** What policies say about one field, under it: who filled it in, locked it, requires it, bounds it. */
export function fieldPolicyView(policy: FieldPolicy | undefined, dispatch: Dispatch): TemplateResult | typeof nothing {
  if (!policy) return nothing;
  const { filled, secret, locked, required, bounds, refused } = policy;
  const by = (words: string, who: Speaker, sign: 'lock' | 'law' = 'law') =>
    html`<div class="small policy">${icon(sign)} <span>${words} ${speaker(who, dispatch)}</span></div>`;
  return html`
    ${secret ? by(l10n.t('Given, and not shown, by'), secret, 'lock') : nothing}
    ${filled && !locked ? by(l10n.t('Filled in by'), filled) : nothing}
    ${locked ? by(l10n.t('Set and locked by'), locked, 'lock') : nothing}
    ${required && !locked && !secret ? by(l10n.t('Required by'), required) : nothing}
    ${bounds.map(({ allowed, by: who }) => by(boundWords(allowed, who), who))}
    ${refused.map(({ because, by: who }) => html`<div class="small warn policy">${icon('warning')} <span>${l10n.t('Not filled in, since {0}:', because)} ${speaker(who, dispatch)}</span></div>`)}
  `;
}

/** Of a workspace that is not trusted nothing is repeated. */
function boundWords(allowed: readonly string[], { policy }: Speaker): string {
  return policy === undefined ? l10n.t('Bounded by') : l10n.t('Only {0}, says', allowed.join(', '));
}

/** What a repository fills in without showing it: named before it is first used. */
export function unseenView({ unseen }: GovernedType, dispatch: Dispatch): TemplateResult | typeof nothing {
  if (unseen.length === 0) return nothing;
  return html`<div class="notice caution" role="note">
    ${icon('law')}
    <div>
      ${unseen.map(({ label, by }) => html`<div>${l10n.t('“{0}” is given by', label)} ${speaker(by, dispatch)}</div>`)}
    </div>
  </div>`;
}

/** Above the Connect button: that it is not allowed, or only with a warning. */
export function rulingView(ruling: FormRuling, dispatch: Dispatch): TemplateResult | typeof nothing {
  if (ruling.outcome === 'allowed') return nothing;
  if (ruling.outcome === 'blocked')
    return html`<div class="notice" id=${rulingId} tabindex="-1" role="note">
      ${icon('error')}
      <div>
        <div class="strong">${ruling.denial.message}</div>
        ${denialWords(ruling.denial, dispatch)}
      </div>
    </div>`;
  const { sentence, because, at, place } = ruling;
  return html`<div class="notice caution" role="note">
    ${icon('warning')}
    <div>
      <div>${sentence}</div>
      ${because === undefined || sentence.includes(because) ? nothing : html`<div>${because}</div>`}
      ${place === undefined || at === undefined ? nothing : placeLink(place, l10n.t('Show why ({0})', at), dispatch)}
    </div>
  </div>`;
}

/** What follows the sentence of a denial: what to do instead, the line, and what is allowed at one click. */
export function denialWords(denial: DenialText, dispatch: Dispatch): TemplateResult {
  const { remedy, code, at, place, alternatives } = denial;
  return html`
    <div>${remedy} <span class="small">${code}</span></div>
    <div class="ways">
      ${place === undefined ? nothing : html`<vscode-button secondary title=${at ?? nothing} @click=${() => dispatch({ type: 'showPlace', place })}>${l10n.t('Show why')}</vscode-button> `}
      ${alternatives.map(
        ({ label, change, warned }) =>
          html`<vscode-button secondary @click=${() => dispatch({ type: 'pickAlternative', change })}>
            ${warned ? l10n.t('Do it {0} (with a warning)', label) : l10n.t('Do it {0}', label)}
          </vscode-button> `,
      )}
    </div>
  `;
}
