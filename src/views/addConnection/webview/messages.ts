import type { ToPanel } from '../protocol.ts';
import { type Change, change, fieldId, headingId, problemId } from './change.ts';
import { askForm, chooseConnector, dropConnector, firstOpenStep, startAgain } from './choose.ts';
import { fieldsOf } from './chosen.ts';
import type { PanelState } from './state.ts';

type Message<T extends ToPanel['type']> = Extract<ToPanel, { type: T }>;

/** What a message of the extension changes. */
export function receive(state: PanelState, message: ToPanel): Change {
  switch (message.type) {
    case 'gallery':
      return takeGallery(state, message);
    case 'preselect':
      return preselect(state, message);
    case 'form':
      return takeForm(state, message);
    case 'progress':
      if (state.attempt.status !== 'connecting') return change(state);
      return change({ ...state, attempt: { ...state.attempt, message: message.message, paste: message.paste } });
    case 'deviceCode':
      if (state.attempt.status !== 'connecting') return change(state);
      return change({ ...state, attempt: { ...state.attempt, device: { ...message.code, copied: false } } });
    case 'deviceCodeCopied':
      if (state.attempt.status !== 'connecting' || !state.attempt.device) return change(state);
      return change({ ...state, attempt: { ...state.attempt, device: { ...state.attempt.device, copied: true } } });
    case 'pasteRefused':
      if (state.attempt.status !== 'connecting') return change(state);
      return change(
        { ...state, attempt: { ...state.attempt, pasteProblem: message.problem } },
        fieldId('pasteAddress'),
      );
    case 'failed':
      return fail(state, message);
    case 'cancelled':
      if (state.attempt.status !== 'connecting') return change(state);
      return change({ ...state, step: 'details', attempt: { status: 'cancelled' } }, problemId);
    case 'connected': {
      const { type: _, ...connection } = message;
      return change(
        { ...state, secrets: {}, step: 'connect', attempt: { status: 'connected', ...connection } },
        headingId,
      );
    }
    case 'copied':
      return change({ ...state, copied: message.index });
  }
}

/** Takes folders and connectors as they are now; what was typed stays. */
function takeGallery(state: PanelState, { folders, connectors }: Message<'gallery'>): Change {
  const free = folders.filter(({ blocked }) => blocked === undefined);
  const folder = free.some(({ id }) => id === state.folder) ? state.folder : free[0]?.id;
  const { folder: _, ...rest } = state;
  const next: PanelState = { ...rest, ready: true, folders, connectors, ...(folder === undefined ? {} : { folder }) };
  if (next.connector !== undefined && !connectors.some(({ key }) => key === next.connector))
    return change(dropConnector(next));
  if (state.ready) return change(next, undefined, ...(folder === state.folder ? [] : askForm(next)));
  // With one folder there is nothing to choose; after a reload the chosen connector's form is asked for again.
  const step = state.step === 'folder' && free.length === 1 ? firstOpenStep(next) : state.step;
  return change({ ...next, step }, headingId, ...askForm(next));
}

function preselect(state: PanelState, { folder, connector }: Message<'preselect'>): Change {
  if (state.attempt.status === 'connecting') return change(state);
  const nothingSaid = folder === undefined && connector === undefined;
  if (nothingSaid && state.attempt.status !== 'connected') return change(state);
  const known = state.folders.some(({ id, blocked }) => id === folder && blocked === undefined);
  const base = state.attempt.status === 'connected' ? startAgain(state) : state;
  const placed: PanelState = known && folder !== undefined ? { ...base, folder } : base;
  const chosen =
    connector !== undefined && state.connectors.some(({ key }) => key === connector)
      ? chooseConnector(placed, connector)
      : change(placed, headingId);
  const single = state.folders.filter(({ blocked }) => blocked === undefined).length === 1;
  return { ...chosen, state: { ...chosen.state, step: known || single ? firstOpenStep(chosen.state) : 'folder' } };
}

function takeForm(state: PanelState, { form, redirectUris }: Message<'form'>): Change {
  if (form.key !== state.connector) return change(state);
  const authType = form.authTypes.some(({ type }) => type === state.authType) ? state.authType : form.authType;
  const { authType: _, copied: _copied, ...rest } = state;
  return change({ ...rest, form, redirectUris, ...(authType === undefined ? {} : { authType }) });
}

function fail(state: PanelState, { problem, field, ways }: Message<'failed'>): Change {
  const failed: PanelState = {
    ...state,
    attempt: { status: 'failed', problem, ways, ...(field === undefined ? {} : { field }) },
  };
  if (!state.form) return change({ ...dropConnector(failed), attempt: failed.attempt }, problemId);
  if (field === 'folder') return change({ ...failed, step: 'folder' }, problemId);
  if (field === 'authType') return change({ ...failed, step: 'signIn' }, problemId);
  const inputs = ['name', 'scopes', 'sharing', ...fieldsOf(state).map(({ name }) => name)];
  const shown = field !== undefined && inputs.includes(field);
  return change({ ...failed, step: 'details' }, shown ? fieldId(field) : problemId);
}
