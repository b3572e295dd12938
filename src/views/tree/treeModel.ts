import type { Parts } from '../../connections/parts.ts';
import { policyMark } from '../../connections/policyMark.ts';
import { connectionState } from '../../connections/state.ts';
import type { Disposable } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import { emptySnapshot, type Snapshot } from '../../storage/snapshot.ts';
import { AccessWaits } from './accessWaits.ts';
import { buildTree, emptyTree, type Tree, type TreeInput } from './buildTree.ts';
import { changesSince, looksOf } from './changes.ts';
import { nextTurn } from './expiry.ts';
import { type Filter, noFilter } from './filter.ts';
import { fewFolders } from './nest.ts';
import { type ConnectionNode, connectionNodeId, type FolderNode, folderNodeId, type TreeNode } from './nodes.ts';
import { type Partial, partialOf, withInside } from './partialTree.ts';

/** A timer cannot wait longer than this, in milliseconds. */
const longestWaitMs = 2 ** 31 - 1;

/** The rest is read so long after the first rows, in milliseconds: what the editor asks for next goes before it. */
const restMs = 20;

export type TreeParts = Pick<Parts, 'files' | 'states' | 'catalog' | 'log' | 'isTrusted' | 'governance' | 'who'>;

/**
 * The tree, kept true to files and states. Nothing is read before somebody asks; then first what is shown, and the rest
 * while that is looked at. From then on every change builds the tree anew, and says what must be drawn again.
 */
export class TreeModel implements Disposable {
  readonly #parts: TreeParts;
  readonly #changed = new Emitter<(TreeNode | undefined)[]>();
  readonly #subscriptions: Disposable[];
  #snapshot: Snapshot = emptySnapshot;
  #partial: Partial | undefined;
  #names: ReadonlyMap<string, string> = new Map();
  #tree: Tree = emptyTree;
  #looks = looksOf(emptyTree);
  #filter: Filter = noFilter;
  /** The ids of the folders that were opened. */
  readonly #open = new Set<string>();
  #waits: AccessWaits | undefined;
  #naming: Promise<void> | undefined;
  #outlining: Promise<void> | undefined;
  #loading: Promise<void> | undefined;
  #loaded = false;
  #rest: NodeJS.Timeout | undefined;
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

  /** Whether all was read, so that what the tree counts is true. */
  get isWhole(): boolean {
    return this.#loaded;
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

  /** The folders at the top, as soon as their names are known; the rest is then read by and by. */
  async roots(): Promise<FolderNode[]> {
    this.#outlining ??= this.#outline().finally(() => {
      this.#outlining = undefined;
    });
    await this.#outlining;
    return this.#tree.roots;
  }

  /** What lies in a folder, read before all else where it was not read yet. */
  async children(node: FolderNode): Promise<TreeNode[]> {
    const { id } = node.folder;
    const { looked, sizes } = this.#partial?.soFar ?? {};
    if (!this.#loaded && !looked?.has(id) && sizes?.get(id) !== 0) {
      const { files, states } = this.#parts;
      const [inside] = await Promise.all([files.inside(node.folder), this.#readNames(), states.ready()]);
      if (!this.#loaded && this.#partial) {
        this.#partial = withInside(this.#partial, id, inside);
        this.#build();
      }
    }
    const current = this.#tree.nodes.get(node.id);
    return current?.kind === 'folder' ? this.#opened(current).children : [];
  }

  /** The row of a connection, made now where its folder was never opened; none where the filter hides it. */
  connectionNode(id: string): ConnectionNode | undefined {
    const parent = this.#tree.nodes.get(folderNodeId(this.#snapshot.connections.get(id)?.folder ?? ''));
    if (parent?.kind === 'folder') this.#opened(parent);
    const node = this.#tree.nodes.get(connectionNodeId(id));
    return node?.kind === 'connection' ? node : undefined;
  }

  /** Builds the tree from what was read last, now: after a change of trust, or before a command looks for a node. */
  rebuild(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (!this.#loaded && !this.#partial) return;
    const before = this.#looks;
    this.#build();
    this.#changed.fire(changesSince(before, this.#tree));
  }

  dispose(): void {
    clearImmediate(this.#scheduled);
    clearTimeout(this.#turn);
    clearTimeout(this.#rest);
    this.#waits?.dispose();
    for (const one of this.#subscriptions.splice(0)) one.dispose();
  }

  #build(): void {
    const now = Date.now();
    const { snapshot, soFar } = (!this.#loaded && this.#partial) || { snapshot: this.#snapshot };
    const input: TreeInput = {
      snapshot,
      stateOf: (connection) => connectionState(this.#parts.states, connection, now),
      markOf: (connection) => policyMark(this.#parts, connection),
      waitsIn: (folder) => this.#waits?.in(folder) ?? 0,
      connectorName: this.connectorName,
      filter: this.#filter,
      trusted: this.#parts.isTrusted(),
      now,
      open: this.#open,
      ...(soFar ? { soFar } : {}),
    };
    this.#tree = buildTree(input, this.#tree);
    this.#looks = looksOf(this.#tree);
    this.#waitForTurn(now);
  }

  #opened(node: FolderNode): FolderNode {
    const { id } = node.folder;
    if (this.#open.has(id)) return node;
    this.#open.add(id);
    this.#tree.open(node);
    this.#looks = looksOf(this.#tree);
    return node;
  }

  async #outline(): Promise<void> {
    if (this.#loaded || this.#partial) return;
    const tops = await this.#parts.files.outline(fewFolders);
    if (this.#loaded) return;
    this.#partial = partialOf(tops);
    this.#build();
    this.#rest = setTimeout(() => {
      this.ready().catch((error) => this.#parts.log.error('The connections cannot be read', error));
    }, restMs);
  }

  async #load(): Promise<void> {
    const { files, states, log } = this.#parts;
    const [snapshot] = await Promise.all([files.snapshot(), this.#readNames(), states.ready()]);
    this.#snapshot = snapshot;
    this.#loaded = true;
    this.#partial = undefined;
    this.rebuild();
    this.#waits = new AccessWaits(this.#parts);
    this.#waits.onDidChange(() => this.#schedule());
    // Connections are shown at once, and what policies say of them as soon as that is known.
    this.#parts.governance.table().then(
      () => this.#followPolicies(),
      (error) => log.error('The policies cannot be read', error),
    );
  }

  #readNames(): Promise<void> {
    this.#naming ??= this.#name();
    return this.#naming;
  }

  async #name(): Promise<void> {
    const { catalog, log } = this.#parts;
    const entries = await catalog.entries().catch((error) => {
      log.error('The catalog cannot be read', error);
      return [];
    });
    this.#names = new Map(entries.map(({ key, name }) => [key, name]));
  }

  async #nameAnew(): Promise<void> {
    if (!this.#naming) return;
    await this.#name();
    this.#schedule();
  }

  /** Draws anew where policies say, or said, something of a connection that is shown. */
  #followPolicies(): void {
    const marked = [...this.#tree.nodes.values()].some(
      (node) => node.kind === 'connection' && (node.mark || policyMark(this.#parts, node.connection)),
    );
    if (marked) this.#schedule();
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
