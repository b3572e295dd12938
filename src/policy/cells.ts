import { actions } from './actions.ts';
import type { Ground } from './grounds.ts';

/** The parts of a cell's word: eight bits of what is allowed, warned about and audited, and two flags. */
export const wordParts = { warn: 8, audit: 16, indeterminate: 1 << 24, mark: 1 << 25 } as const;

const all = (1 << actions.length) - 1;

/**
 * Every different outcome once: which actions are allowed, warned about and audited, and by which grounds. A cell's number
 * stays what it is for the life of the table.
 */
export class Cells {
  /** One word for each cell; see {@link wordParts}. Replaced by a longer one when cells are added. */
  words = new Uint32Array(64);
  /** For each cell and action, the ground that decides: of a denial, else of a warning, else of an audit; -1 for none. */
  deciding = new Int32Array(64 * actions.length);
  readonly #grounds: readonly Ground[];
  readonly #lists: (readonly number[])[] = [];
  readonly #known = new Map<string, number>();

  /** @param grounds in the order of their authority: the first that matters decides. */
  constructor(grounds: readonly Ground[]) {
    this.#grounds = grounds;
  }

  /** The cell in which exactly these grounds hold. */
  of(list: readonly number[]): number {
    const key = list.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const cell = this.#add(list, this.#wordOf(list));
    this.#known.set(key, cell);
    for (const ground of list) this.#decide(cell, ground);
    return cell;
  }

  /** A new cell of which only the word is known. */
  add(word: number): number {
    return this.#add([], word);
  }

  /** The numbers of the grounds that hold in a cell. */
  listOf(cell: number): readonly number[] {
    return this.#lists[cell] as readonly number[];
  }

  #add(list: readonly number[], word: number): number {
    const cell = this.#lists.push(list) - 1;
    if (cell >= this.words.length) {
      this.words = grown(this.words, new Uint32Array(cell * 2));
      this.deciding = grown(this.deciding, new Int32Array(cell * 2 * actions.length));
    }
    this.words[cell] = word;
    this.deciding.fill(-1, cell * actions.length, (cell + 1) * actions.length);
    return cell;
  }

  #wordOf(list: readonly number[]): number {
    let denied = 0;
    let warned = 0;
    let audited = 0;
    let marked = 0;
    for (const index of list) {
      const { deny, warn, audit, mark } = this.#grounds[index] as Ground;
      denied |= deny;
      warned |= warn;
      audited |= audit;
      if (mark) marked = wordParts.mark;
    }
    const allow = all & ~denied;
    return (allow | ((warned & allow) << wordParts.warn) | ((audited & allow) << wordParts.audit) | marked) >>> 0;
  }

  /** Lets a ground decide those actions for which no earlier ground does more. */
  #decide(cell: number, index: number): void {
    const ground = this.#grounds[index] as Ground;
    for (const action of actions.keys()) {
      const place = cell * actions.length + action;
      const now = this.#grounds[this.deciding[place] as number];
      if (strength(ground, action) > (now ? strength(now, action) : 0)) this.deciding[place] = index;
    }
  }
}

/** 3 for a denial, 2 for a warning, 1 for an audit, 0 where the ground says nothing. */
export function strength({ deny, warn, audit }: Ground, action: number): number {
  const bit = 1 << action;
  if (deny & bit) return 3;
  if (warn & bit) return 2;
  return audit & bit ? 1 : 0;
}

function grown<T extends Uint32Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
