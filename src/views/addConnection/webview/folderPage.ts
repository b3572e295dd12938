import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { icon } from '../../webview/icons.ts';
import type { FolderChoice } from '../protocol.ts';
import type { Dispatch } from './change.ts';
import { placeLink } from './policyView.ts';
import type { PanelState } from './state.ts';
import { submitOnEnter } from './submitOnEnter.ts';

/** The folders to choose from: a radio group. */
export function folderPage(state: PanelState, dispatch: Dispatch): TemplateResult {
  const confirm = (event: Event) => {
    event.preventDefault();
    dispatch({ type: 'confirmFolder' });
  };
  return html`<form @submit=${confirm} @keydown=${submitOnEnter}>
    <fieldset role="radiogroup" class="choices one-column">
      <legend class="hidden">${l10n.t('Folder')}</legend>
      ${state.folders.map((folder) => choice(folder, folder.id === state.folder, dispatch))}
    </fieldset>
    <div class="actions">
      <vscode-button type="submit">${l10n.t('Next')}</vscode-button>
    </div>
  </form>`;
}

function choice(
  { id, label, kind, description, blocked, place }: FolderChoice,
  chosen: boolean,
  dispatch: Dispatch,
): TemplateResult {
  const about = kind === 'personal' ? l10n.t('Only you see it.') : l10n.t('Everybody who has this workspace sees it.');
  return html`<label class="card choice">
    <input
      class="hidden"
      type="radio"
      name="folder"
      .checked=${chosen}
      ?disabled=${blocked !== undefined}
      @change=${() => dispatch({ type: 'pickFolder', id })}
    />
    ${icon(kind === 'personal' ? 'person' : 'people')}
    <span>
      <span class="strong">${label}</span>
      <span class="small block">${description ?? about}</span>
      ${blocked === undefined ? nothing : html`<span class="small block warn">${blocked} ${place === undefined ? nothing : placeLink(place, l10n.t('Show why'), dispatch)}</span>`}
    </span>
  </label>`;
}
