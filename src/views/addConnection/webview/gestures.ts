import * as l10n from '@vscode/l10n';
import type { DenialAlternative } from '../../../model/denial.ts';
import { type Change, change, connectId, fieldId, type Gesture, headingId, rulingId, typesId } from './change.ts';
import { askForm, chooseConnector, startAgain } from './choose.ts';
import { chosenRuling, fieldsOf, isShared } from './chosen.ts';
import { connectMessage, invalidFields, linkMessage, parseScopes, refusal } from './form.ts';
import { chosenFolder, keptIn, type PanelState, type Step } from './state.ts';
import { isReachable } from './stepper.ts';

/** What a person's gesture changes. */
export function act(state: PanelState, gesture: Gesture): Change {
  switch (gesture.type) {
    case 'goTo':
      return goTo(state, gesture.step);
    case 'pickFolder':
      return change({ ...state, folder: gesture.id }, undefined, ...askForm({ ...state, folder: gesture.id }));
    case 'confirmFolder':
      return goTo(state, state.connector === undefined ? 'application' : 'signIn');
    case 'search':
      return change({ ...state, search: gesture.text });
    case 'narrow': {
      const { category: _, ...rest } = state;
      return change({ ...rest, ...(gesture.category === undefined ? {} : { category: gesture.category }) });
    }
    case 'pickConnector':
      return chooseConnector(state, gesture.key);
    case 'pickType': {
      const { copied: _, scopeError: _error, ...rest } = state;
      return change({ ...rest, authType: gesture.authType, attempt: { status: 'none' } });
    }
    case 'typeValue': {
      const kept = keptIn(gesture.field);
      return change(
        answered({ ...state, [kept]: { ...state[kept], [gesture.field.name]: gesture.value } }, gesture.field.name),
      );
    }
    case 'leaveField':
      return change(state.left.includes(gesture.name) ? state : { ...state, left: [...state.left, gesture.name] });
    case 'typeScope':
      return change(withScopeError(state, parseScopes(gesture.text).error));
    case 'refuseScope':
      return change(withScopeError(state, gesture.sentence));
    case 'chooseScopes': {
      const scopes = { ...state.scopes, [gesture.authType]: gesture.scopes };
      return change(answered({ ...withScopeError(state, undefined), scopes }, 'scopes'));
    }
    case 'belongsTo':
      return change({ ...state, accountKind: gesture.accountKind });
    case 'share':
      return change(answered(share(state, gesture.sharing), 'sharing'));
    case 'joinWorkspace':
      return change(state, undefined, { type: 'joinWorkspace' });
    case 'nameIt':
      return change(answered({ ...state, name: gesture.name }, 'name'));
    case 'enter':
      return change(state.step === gesture.section ? state : { ...state, step: gesture.section });
    case 'submit':
      return submit(state, gesture.way);
    case 'stop':
      return change(state, undefined, { type: 'cancel' });
    case 'paste':
      return paste(state, gesture.address);
    case 'copy':
      return change(state, undefined, { type: 'copyRedirectUri', index: gesture.index });
    case 'copyCode':
      return change(state, undefined, { type: 'copyDeviceCode' });
    case 'openDevicePage':
      return change(state, undefined, { type: 'openDevicePage' });
    case 'openPage': {
      const message = linkMessage(state, gesture.link);
      return message ? change(state, undefined, message) : change(state);
    }
    case 'showPlace':
      return change(state, undefined, { type: 'showPlace', place: gesture.place });
    case 'pickAlternative':
      return doInstead(state, gesture.change);
    case 'show':
      return state.attempt.status === 'connected'
        ? change(state, undefined, { type: 'showDetails', id: state.attempt.id })
        : change(state);
    case 'makeOwn':
      return change(state, undefined, { type: 'newConnector' });
    case 'another':
      return change(startAgain(state), headingId);
    case 'shut':
      return change(state, undefined, { type: 'close' });
  }
}

function doInstead(state: PanelState, { authType, folder, accountKind }: DenialAlternative['change']): Change {
  const next: PanelState = {
    ...state,
    attempt: { status: 'none' },
    step: state.step === 'folder' ? 'folder' : 'details',
    ...(authType === undefined ? {} : { authType }),
    ...(folder === undefined ? {} : { folder }),
    ...(accountKind === undefined ? {} : { accountKind }),
  };
  return change(next, connectId, ...(folder === undefined ? [] : askForm(next)));
}

function goTo(state: PanelState, step: Step): Change {
  if (!isReachable(state, step)) return change(state);
  const first = firstInput(state);
  const focus =
    step === 'details' ? fieldId(first) : step === 'signIn' && state.step === 'details' ? typesId : headingId;
  const attempt = state.attempt.status === 'connecting' ? state.attempt : { status: 'none' as const };
  return change({ ...state, step, attempt }, focus);
}

function share({ sharing: _, ...state }: PanelState, sharing: PanelState['sharing']): PanelState {
  return { ...state, ...(sharing === undefined ? {} : { sharing }) };
}

/** The name of the first input of the details. */
function firstInput(state: PanelState): string {
  return isShared(state) ? 'accountKind' : (fieldsOf(state)[0]?.name ?? 'name');
}

/** The person answered what was refused, so the refusal goes. */
function answered(state: PanelState, field: string): PanelState {
  return refusal(state, field) === undefined ? state : { ...state, attempt: { status: 'none' } };
}

function withScopeError({ scopeError: _, ...state }: PanelState, scopeError: string | undefined): PanelState {
  return { ...state, ...(scopeError === undefined ? {} : { scopeError }) };
}

function submit(state: PanelState, way: Extract<Gesture, { type: 'submit' }>['way']): Change {
  const folder = chosenFolder(state);
  if (!folder || folder.blocked !== undefined) return change({ ...state, step: 'folder' }, headingId);
  if (chosenRuling(state)?.outcome === 'blocked') return change({ ...state, step: 'details' }, rulingId);
  const [first] = invalidFields(state);
  if (first !== undefined) {
    const left = fieldsOf(state).map(({ name }) => name);
    return change({ ...state, step: 'details', left }, fieldId(first));
  }
  const message = connectMessage(state, way);
  if (!message) return change(state, connectId);
  const attempt = { status: 'connecting' as const, message: l10n.t('Connecting…'), paste: false };
  return change({ ...state, step: 'connect', attempt }, headingId, message);
}

function paste(state: PanelState, address: string): Change {
  if (state.attempt.status !== 'connecting' || address.trim() === '') return change(state);
  const { pasteProblem: _, ...attempt } = state.attempt;
  return change({ ...state, attempt }, undefined, { type: 'pasteAddress', address: address.trim() });
}
