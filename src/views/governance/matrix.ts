import { type AuthType, authTypes } from '../../model/authType.ts';
import type { Settings } from '../../policy/document/schema.ts';
import { decide, type PolicyTable, type Request } from '../../policy/index.ts';
import { parameterFacet, parameterNames, statements } from '../../policy/settings.ts';
import type { CellState } from './protocol.ts';

/** What is asked about every connector and type. */
export type Question = Pick<Request, 'action' | 'folder' | 'account'>;

/** The table of answers: a row for each connector, a cell for each type. */
export interface Matrix {
  types: AuthType[];
  rows: { connector: string; name: string; cells: CellState[] }[];
}

/** Asks about every connector with every type that any of them offers. */
export function matrixOf(table: PolicyTable, question: Question): Matrix {
  const { connectors } = table.parts.domain;
  const types = authTypes.filter((type) => connectors.some((one) => one.authTypes.includes(type)));
  const rows = connectors.map(({ key, name, authTypes: offered }) => ({
    connector: key,
    name,
    cells: types.map((type) =>
      offered.includes(type) ? cellState(table, { ...question, connector: key, authType: type }) : 'none',
    ),
  }));
  return { types, rows };
}

/** How the answer to one question is drawn. */
export function cellState(table: PolicyTable, request: Request): CellState {
  const { outcome, blocked, warned } = decide(table, request);
  if (outcome === 'indeterminate') return 'unknown';
  if (blocked) return 'denied';
  if (warned) return 'warned';
  const fills =
    request.action === 'create' && isFilled(table, request.connector as string, request.authType as AuthType);
  return fills ? 'filled' : 'allowed';
}

/** Whether a policy fills a field of the form. */
function isFilled(table: PolicyTable, connector: string, type: AuthType): boolean {
  return table.parts.selections.some((selection) => {
    const names = selection.chain
      .flat()
      .flatMap(({ document }) => parameterNames(document.content.settings as Settings, connector, type));
    return names.some((name) =>
      (['value', 'sealed', 'from'] as const).some(
        (facet) => statements(selection, parameterFacet(connector, type, name, facet)).length > 0,
      ),
    );
  });
}
