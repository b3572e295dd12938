import { askedFields, asksSharing } from '../../../connections/governedFormAsked.ts';
import type { FormRuling, GovernedField, GovernedType, SharingOption } from '../../../connections/governedFormTypes.ts';
import type { Sharing } from '../../../model/sharing.ts';
import type { PanelState } from './state.ts';

/** The form of the chosen authentication type. */
export function chosenType(state: PanelState): GovernedType | undefined {
  return state.form?.authTypes.find(({ type }) => type === state.authType);
}

/** Who the account belongs to: as the person said, else as is usual for the authentication type. */
export function accountKind(state: PanelState): 'personal' | 'service' {
  return state.accountKind ?? chosenType(state)?.accountKind ?? 'personal';
}

/** What policies say about it for the account that was chosen, in the form's folder. */
export function chosenRuling(state: PanelState): FormRuling | undefined {
  return chosenType(state)?.rulings[accountKind(state)];
}

/**
 * How the credential is shared: as the person said where that is possible for the authentication type, else as is usual.
 *
 * @returns `undefined` where there is nothing to choose, and where nothing is possible.
 */
export function chosenSharing(state: PanelState): Sharing | undefined {
  const type = chosenType(state);
  const open = type?.sharing.some(({ kind, problem }) => kind === state.sharing && !problem);
  return open ? state.sharing : type?.usualSharing[accountKind(state)];
}

/** Whether it is asked how others get the credential. */
export function isShared(state: PanelState): boolean {
  const type = chosenType(state);
  return type !== undefined && asksSharing(type);
}

/** The ways to share, where not one of them is possible. */
export function impossibleSharing(state: PanelState): SharingOption[] {
  const sharing = chosenType(state)?.sharing ?? [];
  return sharing.every(({ problem }) => problem) ? sharing : [];
}

/** The fields that are asked, as it was chosen. */
export function fieldsOf(state: PanelState): GovernedField[] {
  const type = chosenType(state);
  return type ? askedFields(type, chosenSharing(state)) : [];
}
