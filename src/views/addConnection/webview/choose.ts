import type { FromPanel } from '../protocol.ts';
import { type Change, change, headingId } from './change.ts';
import { type PanelState, type Step, steps } from './state.ts';

/** Leaves out what belongs to one connector: another one has other fields. */
function withoutForm(state: PanelState): PanelState {
  const { form: _form, authType: _type, copied: _copied, connector: _connector, scopeError: _error, ...rest } = state;
  return {
    ...rest,
    redirectUris: [],
    values: {},
    secrets: {},
    references: {},
    left: [],
    scopes: {},
    attempt: { status: 'none' },
  };
}

/** Chooses a connector; what was typed for the one before is forgotten, unless it is the same. */
export function chooseConnector(state: PanelState, key: string): Change {
  const step: Step = state.folder === undefined ? 'folder' : 'signIn';
  const known = key === state.connector && state.form?.folder === state.folder;
  if (known) return change({ ...state, step }, headingId);
  const chosen = key === state.connector ? state : withoutForm(state);
  return change({ ...chosen, connector: key, step }, headingId, ...askForm({ ...chosen, connector: key }));
}

/** What is sent to have the form of the chosen connector in the chosen folder: policies may say something else in each. */
export function askForm({ connector, folder = '' }: PanelState): FromPanel[] {
  return connector === undefined ? [] : [{ type: 'chooseConnector', key: connector, folder }];
}

/** Begins again in the same folder, with nothing of the connection before. */
export function startAgain(state: PanelState): PanelState {
  const { accountKind: _, sharing: _sharing, ...rest } = withoutForm(state);
  return { ...rest, name: '', search: '', step: 'application' };
}

/** The first step at which something is still to be chosen. */
export function firstOpenStep(state: PanelState): Step {
  if (state.folder === undefined) return 'folder';
  return state.connector === undefined ? 'application' : 'signIn';
}

/** The state without a connector that cannot be had, back at the gallery. */
export function dropConnector(state: PanelState): PanelState {
  const back = steps.indexOf(state.step) > steps.indexOf('application');
  return { ...withoutForm(state), step: back ? 'application' : state.step };
}
