import * as l10n from '@vscode/l10n';
import { type Command, isGiven } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { findService } from './service.ts';
import { paths, type WireBinding, type WireConnection } from './shapes.ts';
import { table } from './table.ts';

/** `patchbay list`: the connections and bindings that may be used from here. */
export const list: Command = {
  name: 'list',
  summary: l10n.t('Lists the connections and bindings that may be used from here.'),
  takes: '',
  most: 0,
  options: { json: { help: l10n.t('for programs') } },
  async run(given, around) {
    const service = await findService(around);
    const [connections, bindings] = await Promise.all([
      service.json<WireConnection[]>('GET', paths.connections),
      service.json<WireBinding[]>('GET', paths.bindings),
    ]);
    if (isGiven(given, 'json')) around.write(`${JSON.stringify({ version: 1, connections, bindings }, null, 2)}\n`);
    else around.write([connectionTable(connections), bindingTable(bindings)].filter(Boolean).join('\n'));
    return exitCodes.fine;
  },
};

function connectionTable(connections: readonly WireConnection[]): string {
  if (connections.length === 0) return `${l10n.t('No connection may be used from here.')}\n`;
  const head = [
    l10n.t('NAME'),
    l10n.t('APPLICATION'),
    l10n.t('FOLDER'),
    l10n.t('ACCOUNT'),
    l10n.t('STATE'),
    l10n.t('ID'),
  ];
  const rows = connections.map(({ name, connector, folder, connectionIdentity, state, isDefault, id }) => [
    (name ?? '') + (isDefault ? ` (${l10n.t('default')})` : ''),
    connector?.name ?? connector?.key ?? '',
    folder?.fullyQualifiedName ?? '',
    connectionIdentity ?? '',
    stateWord(state),
    id,
  ]);
  return table(head, rows);
}

function bindingTable(bindings: readonly WireBinding[]): string {
  if (bindings.length === 0) return '';
  const head = [l10n.t('BINDING'), l10n.t('CONNECTION'), l10n.t('ACCOUNT'), l10n.t('STATE')];
  const rows = bindings.map(({ name, connection, status, sentence, chosenBy }) => [
    name,
    (connection?.name ?? '') + (chosenBy === 'person' ? ` (${l10n.t('chosen by you')})` : ''),
    connection?.account ?? '',
    status === 'resolved' ? l10n.t('ready') : (sentence ?? status),
  ]);
  return table(head, rows);
}

/** The words of the editor for the states of the Integration Service. */
export function stateWord(state: string | null | undefined): string {
  switch (state) {
    case 'Enabled':
      return l10n.t('connected');
    case 'Disabled':
      return l10n.t('blocked by policy');
    case 'Expired':
      return l10n.t('needs sign-in');
    case 'Failed':
      return l10n.t('does not work');
    default:
      return state ?? '';
  }
}
