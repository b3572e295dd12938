import * as l10n from '@vscode/l10n';
import { connectionState } from '../../connections/state.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { describeState, stateKind } from '../../model/state.ts';
import type { LocalStates } from '../../storage/localStates.ts';
import type { Bound } from '../../use/bindings/bindings.ts';
import { connectionIn } from '../../use/bindings/resolve.ts';
import { plainReason } from '../../use/bindings/words.ts';
import { accountOf, stateIcons } from '../tree/rows.ts';

/** What is known when a binding is told. */
export interface Telling {
  states: Pick<LocalStates, 'get' | 'ownKey'>;
  folders: ReadonlyMap<string, Folder>;
  connectorName(key: string): string;
}

/** A binding as a lens, a hover and a list tell it. */
export interface Told {
  /** A codicon. */
  icon: string;
  /** `GitHub work · ada · connected`, or why it leads nowhere. */
  summary: string;
  /** More, a line each. */
  lines: string[];
}

/** What a binding leads to now, with state and account in words. */
export function tellBinding(bound: Bound, { states, folders, connectorName }: Telling): Told {
  const { binding, resolution, override } = bound;
  const connection = connectionIn(resolution);
  const chosen = override === undefined ? undefined : l10n.t('chosen by you');
  const state = connection && connectionState(states, connection);
  const account = connection && state && accountOf(connection, state);
  const folder = connection && folders.get(connection.folder);
  const lines = [
    connection && l10n.t('{0}, in {1}', connectorName(connection.connector), folder ? folderLabel(folder) : ''),
    account === undefined ? undefined : l10n.t('It acts as {0}.', account),
    state && l10n.t('State: {0}', describeState(state)),
    override === undefined ? undefined : l10n.t('You chose it for yourself; for others the file counts.'),
    binding.description,
    binding.application === undefined ? undefined : l10n.t('UiPath’s connector: {0}', binding.application),
  ].filter((line) => line !== undefined);
  if ('unresolved' in resolution) {
    const why = plainReason(resolution.unresolved);
    return { icon: 'warning', summary: join([l10n.t('leads nowhere: {0}', why), chosen]), lines };
  }
  const words = [resolution.connection.name, account, state && describeState(state), chosen];
  return { icon: state ? stateIcons[stateKind(state)].icon : 'pass', summary: join(words), lines };
}

function join(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined).join(' · ');
}
