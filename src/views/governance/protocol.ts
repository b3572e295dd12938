import * as z from 'zod/mini';

/** A cell: allowed, filled in by a policy, allowed with a warning, denied, not known, or not offered by the application. */
export type CellState = 'allowed' | 'filled' | 'warned' | 'denied' | 'unknown' | 'none';

/** A choice above the table. */
export interface Choice {
  id: string;
  label: string;
}

/** A rule in words, with the place where it stands. */
export interface RuleLine {
  text: string;
  /** `baseline.policy.jsonc:41`; `index` is what the page asks to open. */
  link?: { index: number; label: string };
}

/** Why a cell is what it is. Texts are their authors': plain, never links. */
export interface CellReason {
  title: string;
  state: CellState;
  sentence: string;
  decided?: RuleLine;
  since?: string;
  also: RuleLine[];
  beat: RuleLine[];
  spared: RuleLine[];
  because?: string;
  instead?: string;
  contact?: string;
  alternatives: { index: number; label: string }[];
  /** The connection for which an exemption can be drafted. */
  exemption?: string;
}

/** What is chosen above the table. */
export interface Chosen {
  person: string;
  folder: string;
  account: string;
  action: string;
}

/** Everything that the page shows. */
export interface MatrixPage {
  title: string;
  /** Who, with which roles, by which documents; how fresh. */
  facts: string[];
  /** Files that are not in force as they stand. */
  broken: RuleLine[];
  choices: Record<keyof Chosen, Choice[]>;
  chosen: Chosen;
  types: Choice[];
  rows: { connector: string; name: string; cells: CellState[] }[];
  selected?: { connector: string; authType: string };
  reason?: CellReason;
}

/** From the extension to the page. */
export interface ToGovernance {
  type: 'page';
  page: MatrixPage;
}

const word = z.string().check(z.maxLength(4000));
const index = z.number().check(z.int(), z.minimum(0), z.maximum(100_000));

/** From the page to the extension; nothing else is accepted. Places are told by their index, never by a path. */
export const fromGovernanceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('choose'), what: z.enum(['person', 'folder', 'account', 'action']), id: word }),
  z.strictObject({ type: z.literal('select'), connector: word, authType: word }),
  z.strictObject({ type: z.literal('open'), index }),
  z.strictObject({ type: z.literal('take'), index }),
  z.strictObject({ type: z.literal('exempt') }),
]);

export type FromGovernance = z.infer<typeof fromGovernanceSchema>;
