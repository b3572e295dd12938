import type { Parts } from '../../connections/parts.ts';
import { policyMark } from '../../connections/policyMark.ts';
import { connectionState } from '../../connections/state.ts';
import type { Disposable } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import { emptySnapshot, type Snapshot } from '../../storage/snapshot.ts';
import { buildTree, emptyTree, type Tree } from './buildTree.ts';
import { changesSince, looksOf } from './changes.ts';
import { nextTurn } from './expiry.ts';
import { type Filter, noFilter } from './filter.ts';
import type { TreeNode } from './nodes.ts';

/** A timer cannot wait longer than this, in milliseconds. */
const longestWaitMs = 2 ** 31 - 1;

export type TreeParts = Pick<Parts, 'files' | 'states' | 'catalog' | 'log' | 'isTrusted' | 'governance'>;

/**
 * The tree, kept true to files and states. Nothing is read before {@link TreeModel.ready} is called; from then on every
 * change builds the tree anew, and says what must be drawn again.
 */
export class TreeModel implements Disposable {
  readonly #parts: TreeParts;
  readonly #changed = new Emitter<(TreeNode | undefined)[]>();
  readonly #subscriptions: Disposable[];
  #snapshot: Snapshot = emptySnapshot;
  #names: ReadonlyMap<string, string> = new Map();
  #tree: Tree = emptyTree;
  #filter: Filter = noFilter;
  #loading: Promise<void> | undefined;
  #loaded = false;
  #scheduled: NodeJS.Immediate | undefined;
  #turn: NodeJS.Timeout | undefined;

  /** Fires with the nodes that look different; `undefined` among them is the whole tree. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: TreeParts) {
    this.#parts = parts;
    this.#subscriptions = [
      parts.files.onDidChange((snapshot) => {
        this.#snapshot = snapshot;
        this.#schedule();
      }),
      parts.states.onDidChange(() => this.#schedule()),
      parts.governance.onDidChange(() => this.#followPolicies()),
    ];
    const catalog = parts.catalog.onDidChange?.(() => void this.#nameAnew());
    if (catalog) this.#subscriptions.push(catalog);
  }

  get tree(): Tree {
    return this.#tree;
  }

  get filter(): Filter {
    return this.#filter;
  }

  set filter(filter: Filter) {
    this.#filter = filter;
    this.rebuild();
  }

  /** The name of a connector, or its key where the catalog does not have it. */
  readonly connectorName = (key: string): string => this.#names.get(key) ?? key;

  /** Reads files, states and the catalog's index, once; every later call waits for the same reading. */
  ready(): Promise<void> {
    this.#loading ??= this.#load().catch((error) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Builds the tree from what was read last, now: after a change of trust, or before a command looks for a node. */
  rebuild(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (!this.#loaded) return;
    const before = looksOf(this.#tree);
    const now = Date.now();
    this.#tree = buildTree(
      {
        snapshot: this.#snapshot,
        stateOf: (connection) => connectionState(this.#parts.states, connection),
        markOf: (connection) => policyMark(this.#parts, connection),
        connectorName: this.connectorName,
        filter: this.#filter,
        trusted: this.#parts.isTrusted(),
        now,
      },
      this.#tree,
    );
    this.#waitForTurn(now);
    this.#changed.fire(changesSince(before, this.#tree));
  }

  dispose(): void {
    clearImmediate(this.#scheduled);
    clearTimeout(this.#turn);
    for (const one of this.#subscriptions.splice(0)) one.dispose();
  }

  async #load(): Promise<void> {
    const { files, states, log } = this.#parts;
    const [names, snapshot] = await Promise.all([this.#readNames(), files.snapshot(), states.ready()]);
    this.#names = names;
    this.#snapshot = snapshot;
    this.#loaded = true;
    this.rebuild();
    // Connections are shown at once, and what policies say of them as soon as that is known.
    this.#parts.governance.table().then(
      () => this.#followPolicies(),
      (error) => log.error('The policies cannot be read', error),
    );
  }

  async #readNames(): Promise<ReadonlyMap<string, string>> {
    const { catalog, log } = this.#parts;
    const entries = await catalog.entries().catch((error) => {
      log.error('The catalog cannot be read', error);
      return [];
    });
    return new Map(entries.map(({ key, name }) => [key, name]));
  }

  async #nameAnew(): Promise<void> {
    if (!this.#loaded) return;
    this.#names = await this.#readNames();
    this.#schedule();
  }

  /** Draws anew where policies say, or said, something of a connection. */
  #followPolicies(): void {
    const now = [...this.#snapshot.connections.values()].some((connection) => policyMark(this.#parts, connection));
    const before = [...this.#tree.nodes.values()].some((node) => node.kind === 'connection' && node.mark);
    if (now || before) this.#schedule();
  }

  /** Many changes in one go, a pull or a check of all, build the tree once. */
  #schedule(): void {
    if (this.#loaded) this.#scheduled ??= setImmediate(() => this.rebuild());
  }

  /** What ends by itself must not stay “connected” on the screen. */
  #waitForTurn(now: number): void {
    clearTimeout(this.#turn);
    const locals = [...this.#snapshot.connections.keys()].map((id) => this.#parts.states.get(id));
    const turn = nextTurn(locals, now);
    if (turn === undefined) return;
    this.#turn = setTimeout(() => this.rebuild(), Math.min(turn - now + 1, longestWaitMs));
    this.#turn.unref();
  }
}
