import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type Dispatch, headingId } from './change.ts';
import { connectPage } from './connectPage.ts';
import { folderPage } from './folderPage.ts';
import { formPage } from './formPage.ts';
import { galleryPage } from './galleryPage.ts';
import { problemView } from './problemView.ts';
import type { PanelState } from './state.ts';
import { stepperView } from './stepperView.ts';

/**
 * The whole panel.
 *
 * @param mostCards of the gallery.
 */
export function panelView(state: PanelState, dispatch: Dispatch, mostCards: number): TemplateResult {
  const { title, lead } = heading(state);
  return html`
    <h1 id=${headingId} tabindex="-1">${title}</h1>
    <p class="lead">${lead}</p>
    <div class="columns">
      <nav aria-label=${l10n.t('Steps')}>${stepperView(state, dispatch)}</nav>
      <section aria-labelledby=${headingId} aria-busy=${!state.ready}>
        ${state.ready ? page(state, dispatch, mostCards) : nothing}
      </section>
    </div>
  `;
}

function page(state: PanelState, dispatch: Dispatch, mostCards: number): TemplateResult {
  switch (state.step) {
    case 'folder':
      return html`${problemView(state, dispatch)}${folderPage(state, dispatch)}`;
    case 'application':
      return html`${problemView(state, dispatch)}${galleryPage(state, dispatch, mostCards)}`;
    case 'signIn':
    case 'details':
      return formPage(state, dispatch);
    case 'connect':
      return connectPage(state, dispatch);
  }
}

function heading(state: PanelState): { title: string; lead: string } {
  switch (state.step) {
    case 'folder':
      return { title: l10n.t('Choose a folder'), lead: l10n.t('It says who sees the connection.') };
    case 'application':
      return { title: l10n.t('Choose an application'), lead: l10n.t('{0} applications.', state.connectors.length) };
    case 'signIn':
    case 'details':
      return { title: l10n.t('Add a connection'), lead: l10n.t('Sign in once; Patchbay looks after it.') };
    case 'connect':
      if (state.attempt.status === 'connected')
        return { title: l10n.t('Connected'), lead: l10n.t('The connection is ready.') };
      return state.attempt.status === 'connecting' && state.attempt.device
        ? { title: l10n.t('Enter a code'), lead: l10n.t('The connection is made as soon as you have signed in.') }
        : { title: l10n.t('Connecting'), lead: l10n.t('You can go on working meanwhile.') };
  }
}
