import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { GovernedType, SharingOption } from '../../../connections/governedFormTypes.ts';
import { icon } from '../../webview/icons.ts';
import { type Dispatch, fieldId } from './change.ts';
import { chosenSharing, impossibleSharing } from './chosen.ts';
import { refusal } from './form.ts';
import { readersView } from './readersView.ts';
import { chosenFolder, type PanelState } from './state.ts';

/** How those who use the connection get its credential: a radio group. What is not possible says why. */
export function sharingView(state: PanelState, { sharing, label }: GovernedType, dispatch: Dispatch): TemplateResult {
  const chosen = chosenSharing(state);
  const refused = refusal(state, 'sharing');
  const id = fieldId('sharing');
  // Arrow keys pass over what is disabled; its reasons are read with the group.
  const why = sharing.filter(({ problem }) => problem).map(({ kind }) => wordsId(kind));
  return html`<fieldset role="radiogroup" class="sharing" id=${id} tabindex="-1" aria-describedby=${[...why, `${id}-note`].join(' ')} aria-invalid=${refused === undefined ? 'false' : 'true'}>
    <legend>${l10n.t('How those who use it get the credential')}</legend>
    <div class="choices one-column">
      ${sharing.map((option) => card(state, option, option.kind === chosen, dispatch))}
    </div>
    <div id="${id}-note">
      <div class="small bad" role="alert">${refused === undefined ? nothing : html`${icon('error')} ${refused}`}</div>
      ${impossibleSharing(state).length > 0 ? dead(sharing, label, chosenFolder(state)?.label ?? '') : nothing}
    </div>
  </fieldset>`;
}

const icons = { sealed: 'people', eachMember: 'person', reference: 'key' } as const;

function wordsId(kind: SharingOption['kind']): string {
  return fieldId(`sharing-${kind}`);
}

function card(
  state: PanelState,
  { kind, label, description, problem }: SharingOption,
  chosen: boolean,
  dispatch: Dispatch,
): TemplateResult {
  return html`<div class="card choice ${problem ? 'blocked' : ''}">
    <label>
      <input
        class="hidden"
        type="radio"
        name="sharing"
        .checked=${chosen}
        ?disabled=${problem !== undefined}
        @change=${() => dispatch({ type: 'share', sharing: kind })}
      />
      ${icon(icons[kind])}
      <span id=${wordsId(kind)}>
        <span class="strong">${label}</span>
        ${problem ? html`<span class="badge refused">${l10n.t('not possible here')}</span>` : nothing}
        ${problem ? html`<span class="small block reason">${icon('lock')} ${problem.message}</span>` : html`<span class="small block">${description}</span>`}
      </span>
    </label>
    ${
      problem?.join
        ? html`<div class="more"><button type="button" class="link" @click=${() => dispatch({ type: 'joinWorkspace' })}>${l10n.t('Join this workspace…')}</button></div>`
        : nothing
    }
    ${kind === 'sealed' && !problem ? readersView(state.form?.readers) : nothing}
  </div>`;
}

/** In the Personal Workspace: a box to tick where the secret lies elsewhere. */
export function elsewhereView(
  state: PanelState,
  { sharing }: GovernedType,
  dispatch: Dispatch,
): TemplateResult | typeof nothing {
  const option = sharing.find(({ kind }) => kind === 'reference');
  if (!option) return nothing;
  const id = fieldId('elsewhere');
  return html`<div class="elsewhere">
    <input
      id=${id}
      type="checkbox"
      aria-describedby="${id}-about"
      .checked=${live(chosenSharing(state) === 'reference')}
      @change=${(event: Event) => dispatch({ type: 'share', ...((event.target as HTMLInputElement).checked ? { sharing: 'reference' } : {}) })}
    />
    <label for=${id}>${option.label}</label>
    <div class="small" id="${id}-about">${option.description}</div>
  </div>`;
}

/** Nothing can be chosen: what may be done about it. */
function dead(sharing: readonly SharingOption[], type: string, folder: string): TemplateResult {
  const sentence = sharing.some(({ problem }) => problem?.join)
    ? l10n.t('Join this workspace first.')
    : l10n.t('“{0}” cannot be used in {1}. Choose another way to sign in, or another folder.', type, folder);
  return html`<div class="small warn" role="note">${icon('warning')} ${sentence}</div>`;
}
