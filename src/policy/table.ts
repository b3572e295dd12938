import type { AuthType } from '../model/authType.ts';
import { authTypes } from '../model/authType.ts';
import { type AccountKind, accountKinds, bitOf } from './actions.ts';
import { type Cells, wordParts } from './cells.ts';
import { pairOf } from './condition.ts';
import { type Domain, type FactName, factNames, type Principal, type Subject } from './facts.ts';
import type { Ground } from './grounds.ts';
import type { FolderRights } from './roles.ts';
import type { Selection } from './select.ts';

/** Of an indeterminate cell: what people may do although nobody can say that they may. */
const stillPossible = bitOf('view', 'use', 'delete');

const everything = 0xff;

/** What {@link compile} found out about one person. */
export interface TableParts {
  principal: Principal;
  domain: Domain;
  selections: readonly Selection[];
  rights: ReadonlyMap<string, FolderRights>;
  grounds: readonly Ground[];
  cells: Cells;
  /** Connector and folder → class, and (connector class × folder class × pair) → cell. */
  connectors: ReadonlyMap<string, number>;
  folders: ReadonlyMap<string, number>;
  folderCount: number;
  points: Uint32Array;
  /** False where no source and no folder says anything: then everything is allowed, even what is unknown. */
  governed: boolean;
  /** When the answers were made, and the first moment at which a date in a policy may change them. */
  now: number;
  validUntil: number;
}

/**
 * Every decision about one person, made beforehand. A connection is interned once, when it loads; from then on a decision is
 * `table.words[cell] & bitOf(action)`.
 */
export class PolicyTable {
  readonly parts: TableParts;
  readonly #exempted: ReadonlySet<string>;
  readonly #indeterminate = new Map<number, number>();
  readonly #ungoverned: number;

  constructor(parts: TableParts) {
    this.parts = parts;
    this.#exempted = new Set(parts.grounds.flatMap(({ exempt }) => [...exempt]));
    this.#ungoverned = parts.cells.add(everything);
  }

  /** The word of each cell; the lowest eight bits are the actions that nothing stops. Read it anew after interning. */
  get words(): Uint32Array {
    return this.parts.cells.words;
  }

  /**
   * The cell of a subject. Never fails: where a fact is missing or unknown it is a cell that is `indeterminate`.
   */
  intern(subject: Subject): number {
    const { parts } = this;
    const missing = this.#missing(subject);
    if (!parts.governed) return this.#ungoverned;
    if (missing !== 0) return this.#unknown(missing);
    const connector = parts.connectors.get(subject.connector as string) as number;
    const folder = parts.folders.get(subject.folder as string) as number;
    const pair = pairOf(subject.authType as AuthType, subject.account as AccountKind);
    const cell = parts.points[((connector * parts.folderCount + folder) << pairBits) | pair] as number;
    const { connection } = subject;
    return this.#exempted.has(connection as string) ? this.#without(cell, connection as string) : cell;
  }

  /** Which facts are missing in an indeterminate cell, or stand for nothing that is known; none in any other. */
  missingIn(cell: number): FactName[] {
    const [bits = 0] = [...this.#indeterminate].find(([, known]) => known === cell) ?? [];
    return factNames.filter((_, index) => bits & (1 << index));
  }

  #missing({ connector, authType, folder, account }: Subject): number {
    const { parts } = this;
    const { principal } = parts;
    let bits = 0;
    if (!parts.connectors.has(connector as string)) bits |= 1;
    if (!authTypes.includes(authType as AuthType)) bits |= 2;
    if (!parts.folders.has(folder as string)) bits |= parts.rights.has(folder as string) ? 16 : 4;
    if (!accountKinds.includes(account as AccountKind)) bits |= 8;
    if (principal.user === undefined) bits |= 32;
    if (principal.groups === undefined) bits |= 64;
    return bits;
  }

  #unknown(missing: number): number {
    const known = this.#indeterminate.get(missing);
    if (known !== undefined) return known;
    const cell = this.parts.cells.add(stillPossible | wordParts.indeterminate);
    this.#indeterminate.set(missing, cell);
    return cell;
  }

  /** The cell without the grounds from which a connection is exempt. */
  #without(cell: number, connection: string): number {
    const { cells, grounds } = this.parts;
    return cells.of(cells.listOf(cell).filter((index) => !(grounds[index] as Ground).exempt.has(connection)));
  }
}

/** Sixteen pairs of authentication type and account kind. */
export const pairBits = 4;
