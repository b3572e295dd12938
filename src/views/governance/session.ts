import * as l10n from '@vscode/l10n';
import type { GovernanceStatus } from '../../connections/governance.ts';
import type { Parts } from '../../connections/parts.ts';
import { type AuthType, describeAuthType } from '../../model/authType.ts';
import { DisposableList } from '../../model/disposable.ts';
import { personalFolderId } from '../../model/folder.ts';
import {
  type AccountKind,
  type Action,
  type Address,
  type Alternative,
  accountKinds,
  actions,
  type FolderFact,
  folderName,
  type PolicyTable,
  type Request,
} from '../../policy/index.ts';
import { brokenOf, factsOf } from './facts.ts';
import { matrixOf } from './matrix.ts';
import { peopleChoices, principalFor, self } from './people.ts';
import {
  type Chosen,
  type FromGovernance,
  fromGovernanceSchema,
  type MatrixPage,
  type ToGovernance,
} from './protocol.ts';
import { reasonOf } from './reason.ts';

/** The page and the editor around it. */
export interface GovernanceSurface {
  post(message: ToGovernance): void;
  open(place: Address): void;
  exempt(connectionId: string): void;
}

/** The extension's side of the page: keeps it true to the policies, and follows what is chosen. */
export class GovernanceSession {
  readonly #parts: Parts;
  readonly #surface: GovernanceSurface;
  readonly #list = new DisposableList();
  #chosen: Chosen = { person: self, folder: personalFolderId, account: 'personal', action: 'create' };
  #selected: { connector: string; authType: string } | undefined;
  /** The connection that the question began with. */
  #connection: string | undefined;
  /** What the indexes of the page that is shown stand for. */
  #places: Address[] = [];
  #alternatives: Alternative[] = [];
  #ready = false;
  #turn = 0;

  constructor(parts: Parts, surface: GovernanceSurface) {
    this.#parts = parts;
    this.#surface = surface;
    this.#list.push(parts.governance.onDidChange(() => this.#follow()));
    this.#list.push(parts.files.onDidChange(() => this.#follow()));
  }

  /** Asks about a connection that exists: its cell is selected. */
  async ask(id: string): Promise<void> {
    const { connector, authType, folder, accountKind } = await this.#parts.files.connection(id);
    this.#connection = id;
    this.#chosen = { ...this.#chosen, person: self, folder, account: accountKind };
    this.#selected = { connector, authType };
    await this.refresh();
  }

  /** Takes what came from the page. What is none of its messages is ignored. */
  async receive(raw: unknown): Promise<void> {
    const parsed = fromGovernanceSchema.safeParse(raw);
    if (parsed.success) await this.#take(parsed.data);
    else this.#parts.log.warn('The governance page sent something that is no message of it; ignored.');
  }

  /** Shows what holds now. */
  async refresh(): Promise<void> {
    if (!this.#ready) return;
    const turn = ++this.#turn;
    const { governance } = this.#parts;
    const [status, own] = await Promise.all([governance.status(), governance.table()]);
    const other = principalFor(this.#chosen.person, status);
    const table = other ? await governance.tableFor(other) : own;
    // Something newer is being drawn.
    if (turn === this.#turn) this.#surface.post({ type: 'page', page: this.#page(table, own, status) });
  }

  dispose(): void {
    this.#list.dispose();
  }

  #follow(): void {
    this.refresh().catch((error) =>
      this.#parts.log.error('The governance page could not be brought up to date', error),
    );
  }

  async #take(message: FromGovernance): Promise<void> {
    if (message.type === 'open') {
      const place = this.#places[message.index];
      if (place) this.#surface.open(place);
      return;
    }
    if (message.type === 'exempt') {
      if (this.#connection !== undefined) this.#surface.exempt(this.#connection);
      return;
    }
    if (message.type === 'ready') this.#ready = true;
    if (message.type === 'choose') this.#choose({ [message.what]: message.id });
    if (message.type === 'select') this.#select(message.connector, message.authType);
    if (message.type === 'take') {
      const { authType, folder, account } = this.#alternatives[message.index]?.change ?? {};
      this.#choose({ ...(folder ? { folder } : {}), ...(account ? { account } : {}) });
      if (this.#selected && authType) this.#select(this.#selected.connector, authType);
    }
    await this.refresh();
  }

  #choose(changes: Partial<Chosen>): void {
    this.#chosen = { ...this.#chosen, ...changes };
    if (changes.folder ?? changes.account ?? changes.person) this.#connection = undefined;
  }

  #select(connector: string, authType: string): void {
    this.#selected = { connector, authType };
    this.#connection = undefined;
  }

  #page(table: PolicyTable, own: PolicyTable, status: GovernanceStatus): MatrixPage {
    this.#places = [];
    const remember = (place: Address) => this.#places.push(place) - 1;
    const folders = table.parts.domain.folders;
    const choices = {
      person: peopleChoices(status, own.parts.principal),
      folder: folders.map((folder) => ({ id: folder.id, label: titleOf(folder) })),
      account: accountKinds.map((id) => ({ id, label: accountName(id) })),
      action: actions.map((id) => ({ id, label: actionName(id) })),
    };
    const chosen = known(this.#chosen, choices);
    this.#chosen = chosen;
    const question = { action: chosen.action as Action, folder: chosen.folder, account: chosen.account as AccountKind };
    const { types, rows } = matrixOf(table, question);
    const request = this.#request(question, rows, types);
    const found = request && reasonOf(table, request, this.#connection, remember);
    this.#alternatives = found?.alternatives ?? [];
    const folder = folders.find(({ id }) => id === chosen.folder);
    const { connector, authType } = request ?? {};
    return {
      title: l10n.t('What is allowed in {0}', folder ? titleOf(folder) : ''),
      facts: factsOf(table, chosen.folder, status),
      broken: brokenOf(status, remember),
      choices,
      chosen,
      types: types.map((id) => ({ id, label: describeAuthType(id).label })),
      rows,
      ...(connector && authType ? { selected: { connector, authType } } : {}),
      ...(found ? { reason: found.reason } : {}),
    };
  }

  /** The question of the selected cell, where the table has it. */
  #request(
    question: { action: Action; folder: string; account: AccountKind },
    rows: MatrixPage['rows'],
    types: readonly AuthType[],
  ): Request | undefined {
    const { connector, authType } = this.#selected ?? {};
    const type = types.find((one) => one === authType);
    if (!type || !rows.some((row) => row.connector === connector)) return undefined;
    return { ...question, connector, authType: type, ...(this.#connection ? { connection: this.#connection } : {}) };
  }
}

/** What is chosen, where it is still there; else the first. */
function known(chosen: Chosen, choices: MatrixPage['choices']): Chosen {
  const valid = (what: keyof Chosen) =>
    choices[what].some(({ id }) => id === chosen[what]) ? chosen[what] : (choices[what][0]?.id ?? '');
  return { person: valid('person'), folder: valid('folder'), account: valid('account'), action: valid('action') };
}

function titleOf(folder: FolderFact): string {
  return folder.kind === 'personal' ? l10n.t('Personal Workspace') : folderName(folder);
}

function accountName(kind: AccountKind): string {
  return kind === 'personal' ? l10n.t('a personal account') : l10n.t('a service account');
}

function actionName(action: Action): string {
  return {
    view: l10n.t('see'),
    use: l10n.t('use'),
    create: l10n.t('create'),
    reconnect: l10n.t('reconnect'),
    edit: l10n.t('edit'),
    move: l10n.t('move here'),
    share: l10n.t('share'),
    delete: l10n.t('delete'),
  }[action];
}
