import type { Connection } from '../../../../src/model/connection.ts';
import type { DetailsSource } from '../../../../src/views/details/describe.ts';

const connection: Connection = {
  version: 1,
  id: '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10',
  name: 'Mine',
  connector: 'acme',
  authType: 'byoa',
  accountKind: 'personal',
  account: 'ada',
  parameters: {},
  pollingIntervalMinutes: 5,
  isDefault: false,
  credential: { kind: 'eachMember' },
  folder: 'shared:/f/Finance/Payables',
  file: '/f/Finance/Payables/mine.connection.jsonc',
  readOnly: false,
};

/** A connection of a shared folder of which little is known. */
export function detailsSource(
  changes: Omit<Partial<DetailsSource>, 'connection'> & { connection?: Partial<Connection> } = {},
): DetailsSource {
  return {
    folder: {
      id: connection.folder,
      kind: 'shared',
      name: 'Payables',
      path: ['Finance', 'Payables'],
      directory: '/f/Finance/Payables',
    },
    state: { grant: { status: 'connected' }, provider: { status: 'reachable' } },
    trusted: true,
    keeping: 'secretStorage',
    locale: 'en',
    history: [],
    usages: [],
    usage: { days: {} },
    now: Date.parse('2026-11-24T10:00:00Z'),
    ...changes,
    connection: { ...connection, ...changes.connection },
  };
}
