import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Dispatch } from './change.ts';
import { framed, tied } from './fieldFrame.ts';
import { accountKind, refusal } from './form.ts';
import { selectView } from './selectView.ts';
import { chosenFolder, type PanelState } from './state.ts';

/** Whose account it is, and what the connection is called: asked of every connection. */
export function accountFields(state: PanelState, dispatch: Dispatch): TemplateResult {
  const kind = { name: 'accountKind', label: l10n.t('This account belongs to'), about: consequence(state) };
  const refused = refusal(state, 'name');
  const name = {
    name: 'name',
    label: l10n.t('Name'),
    optional: true,
    about: l10n.t('What the connection is called.'),
    ...(refused === undefined ? {} : { note: { error: refused } }),
  };
  const kinds = [
    { value: 'personal', label: l10n.t('A person') },
    { value: 'service', label: l10n.t('A service account') },
  ];
  const choose = (event: Event) =>
    dispatch({
      type: 'belongsTo',
      accountKind: (event.target as HTMLSelectElement).value === 'service' ? 'service' : 'personal',
    });
  const { id, describedBy, invalid } = tied(name);
  return html`
    ${framed(kind, selectView(tied(kind), kinds, accountKind(state), choose))}
    ${framed(
      name,
      html`<input
        id=${id}
        type="text"
        maxlength="200"
        autocomplete="off"
        placeholder=${l10n.t('Named after the account')}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        .value=${live(state.name)}
        @input=${(event: Event) => dispatch({ type: 'nameIt', name: (event.target as HTMLInputElement).value })}
      />`,
    )}
  `;
}

/** What the choice means in the chosen folder. */
function consequence(state: PanelState): string {
  const folder = chosenFolder(state);
  if (folder?.kind !== 'shared') return l10n.t('Only you can use the connection.');
  return accountKind(state) === 'service'
    ? l10n.t('Everyone in {0} acts as this account.', folder.label)
    : l10n.t('Each member of {0} signs in with an account of their own.', folder.label);
}
