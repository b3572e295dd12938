import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import { brandIcon } from '../../webview/brandIcon.ts';
import { icon } from '../../webview/icons.ts';
import { type Dispatch, fieldId } from './change.ts';
import { deviceView } from './deviceView.ts';
import { framed, tied } from './fieldFrame.ts';
import { type Attempt, chosenConnector, type PanelState } from './state.ts';

/** The last step: waiting for the application, then what came of it. */
export function connectPage(state: PanelState, dispatch: Dispatch): TemplateResult {
  const { attempt } = state;
  if (attempt.status === 'connected') return result(state, attempt, dispatch);
  if (attempt.status !== 'connecting') return html``;
  return html`<div class="waiting">
      <vscode-progress-ring role="presentation" aria-live="off"></vscode-progress-ring>
      <span role="status" class=${attempt.device ? 'hidden' : ''}>${attempt.message}</span>
      ${attempt.device ? html`<span aria-hidden="true">${l10n.t('Waiting until you have signed in there…')}</span>` : nothing}
    </div>
    ${attempt.device ? deviceView(attempt.device, Date.now(), dispatch) : nothing}
    ${attempt.paste ? pasteForm(attempt, dispatch) : nothing}
    <div class="actions">
      <vscode-button secondary @click=${() => dispatch({ type: 'stop' })}>${l10n.t('Cancel')}</vscode-button>
    </div>`;
}

/** For a browser that does not come back: the address of its last page, by hand. */
function pasteForm(attempt: Extract<Attempt, { status: 'connecting' }>, dispatch: Dispatch): TemplateResult {
  const { pasteProblem } = attempt;
  const frame = {
    name: 'pasteAddress',
    label: l10n.t('The browser does not come back?'),
    about: l10n.t('Copy the whole address of its last page and paste it here, even if that page shows an error.'),
    ...(pasteProblem ? { note: { error: `${pasteProblem.message} ${pasteProblem.remedy}` } } : {}),
  };
  const { id, describedBy, invalid } = tied(frame);
  const send = (event: Event) => {
    event.preventDefault();
    const input = document.getElementById(fieldId(frame.name)) as HTMLInputElement;
    dispatch({ type: 'paste', address: input.value });
    input.value = '';
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') send(event);
  };
  return html`<form novalidate @submit=${send}>
    ${framed(
      frame,
      html`<div class="inline-form">
        <input
          id=${id}
          type="text"
          autocomplete="off"
          spellcheck="false"
          placeholder="http://…?code=…&state=…"
          aria-describedby=${describedBy}
          aria-invalid=${invalid}
          @keydown=${onKey}
        />
        <vscode-button type="submit" secondary>${l10n.t('Continue')}</vscode-button>
      </div>`,
    )}
  </form>`;
}

function result(
  state: PanelState,
  attempt: Extract<Attempt, { status: 'connected' }>,
  dispatch: Dispatch,
): TemplateResult {
  const card = chosenConnector(state);
  const folder = state.folders.find(({ id }) => id === attempt.folder)?.label;
  return html`<div class="result">
      <span class="good">${icon('check')}</span>
      ${card ? brandIcon(card) : nothing}
      <div role="status">
        <div class="strong">${attempt.account === undefined ? l10n.t('Connected') : l10n.t('Connected as {0}', attempt.account)}</div>
        <div class="muted">
          ${folder === undefined ? l10n.t('The connection is called “{0}”.', attempt.name) : l10n.t('The connection is called “{0}” and lies in {1}.', attempt.name, folder)}
        </div>
      </div>
    </div>
    <div class="actions">
      <vscode-button @click=${() => dispatch({ type: 'show' })}>${l10n.t('Show details')}</vscode-button>
      <vscode-button secondary @click=${() => dispatch({ type: 'another' })}>${l10n.t('Add another')}</vscode-button>
      <vscode-button secondary @click=${() => dispatch({ type: 'shut' })}>${l10n.t('Close')}</vscode-button>
    </div>`;
}
