import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Dispatch } from './change.ts';
import { accountKind, chosenSharing, impossibleSharing } from './chosen.ts';
import { framed, tied } from './fieldFrame.ts';
import { refusal } from './form.ts';
import { selectView } from './selectView.ts';
import { chosenFolder, type PanelState } from './state.ts';

/** Whose account it is: asked of every connection. */
export function accountKindField(state: PanelState, dispatch: Dispatch): TemplateResult {
  const about = consequence(state);
  const kind = { name: 'accountKind', label: l10n.t('This account belongs to'), ...(about ? { about } : {}) };
  const kinds = [
    { value: 'personal', label: l10n.t('A person') },
    { value: 'service', label: l10n.t('A service account') },
  ];
  const choose = (event: Event) =>
    dispatch({
      type: 'belongsTo',
      accountKind: (event.target as HTMLSelectElement).value === 'service' ? 'service' : 'personal',
    });
  return framed(kind, selectView(tied(kind), kinds, accountKind(state), choose));
}

/** What the connection is called. */
export function nameField(state: PanelState, dispatch: Dispatch): TemplateResult {
  const refused = refusal(state, 'name');
  const name = {
    name: 'name',
    label: l10n.t('Name'),
    optional: true,
    about: l10n.t('What the connection is called.'),
    ...(refused === undefined ? {} : { note: { error: refused } }),
  };
  const { id, describedBy, invalid } = tied(name);
  return framed(
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
  );
}

/** What the choice means in the chosen folder; nothing where none is possible. */
function consequence(state: PanelState): string | undefined {
  if (impossibleSharing(state).length > 0) return undefined;
  const folder = chosenFolder(state);
  if (folder?.kind !== 'shared') return l10n.t('Only you can use the connection.');
  const service = accountKind(state) === 'service';
  if (chosenSharing(state) === 'eachMember') {
    return service
      ? l10n.t('Each member of {0} enters the credential of this account.', folder.label)
      : l10n.t('Each member of {0} signs in with an account of their own.', folder.label);
  }
  return service
    ? l10n.t('Everyone in {0} acts as this account.', folder.label)
    : l10n.t('Everyone in {0} acts in the name of this person.', folder.label);
}
