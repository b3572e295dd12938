import { setImmediate as next } from 'node:timers/promises';
import { membersFileOf } from '../../connections/governance/folderAccess.ts';
import type { Parts } from '../../connections/parts.ts';
import { hasJoined } from '../../connections/sharing/join.ts';
import { sharingOverview } from '../../connections/sharing/overview.ts';
import { DisposableList } from '../../model/disposable.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { Problem } from '../../model/problem.ts';
import { type Address, sameUser } from '../../policy/index.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { CommandName } from '../contributions.ts';
import type { SharingPlace } from '../sharing/sharingPlace.ts';
import { emptyPage, membersPage } from './page.ts';
import { fromMembersSchema, type MembersPage, type ToMembers } from './protocol.ts';
import { mayAdminister } from './standing.ts';
import type { FolderOverview, MakeDeed } from './tasks.ts';

/** The page and the editor around it. */
export interface MembersSurface {
  post(message: ToMembers): void;
  open(place: Address): void;
  run(command: CommandName, argument: SharingPlace | string | undefined): void;
}

type Deed = { command: CommandName; argument: SharingPlace | string | undefined };

/** The extension's side of the page: keeps it true to the files, and does what is pressed. */
export class MembersSession {
  readonly #parts: Parts;
  readonly #surface: MembersSurface;
  readonly #locale: string;
  readonly #list = new DisposableList();
  #workspace: string | undefined;
  #folder: string | undefined;
  /** What the indexes of the page that is shown stand for. */
  #places: Address[] = [];
  #deeds: Deed[] = [];
  #shown = '';
  #ready = false;
  #turn = 0;

  constructor(parts: Parts, surface: MembersSurface, locale: string) {
    this.#parts = parts;
    this.#surface = surface;
    this.#locale = locale;
    this.#list.push(parts.governance.onDidChange(() => this.#follow()));
    this.#list.push(parts.files.onDidChange(() => this.#follow()));
    let ownKey = parts.states.ownKey;
    this.#list.push(
      parts.states.onDidChange(() => {
        // Nothing else of them is shown.
        if (parts.states.ownKey !== ownKey) this.#follow();
        ownKey = parts.states.ownKey;
      }),
    );
  }

  /** Shows a folder. */
  async look(folderId: string): Promise<void> {
    this.#workspace = undefined;
    this.#folder = folderId;
    await this.refresh();
  }

  /** Takes what came from the page. What is none of its messages is ignored. */
  async receive(raw: unknown): Promise<void> {
    const { data: message } = fromMembersSchema.safeParse(raw);
    if (!message) {
      this.#parts.log.warn('The members page sent something that is no message of it; ignored.');
      return;
    }
    if (message.type === 'open') {
      const place = this.#places[message.index];
      if (place) this.#surface.open(place);
      return;
    }
    if (message.type === 'act') {
      const deed = this.#deeds[message.index];
      if (deed) this.#surface.run(deed.command, deed.argument);
      return;
    }
    if (message.type === 'ready') {
      this.#ready = true;
      this.#shown = '';
    } else if (message.what === 'folder') this.#folder = message.id;
    else {
      this.#workspace = message.id;
      this.#folder = undefined;
    }
    await this.refresh();
  }

  /** Shows what holds now. */
  async refresh(): Promise<void> {
    if (!this.#ready) return;
    const turn = ++this.#turn;
    const places: Address[] = [];
    const deeds: Deed[] = [];
    const page = await this.#page(
      (place) => places.push(place) - 1,
      (label, command, argument) => ({ label, index: deeds.push({ command, argument }) - 1 }),
      () => turn === this.#turn,
    );
    // Something newer is being drawn.
    if (turn !== this.#turn) return;
    this.#places = places;
    this.#deeds = deeds;
    const shown = JSON.stringify(page);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#surface.post({ type: 'page', page });
  }

  dispose(): void {
    this.#list.dispose();
  }

  #follow(): void {
    this.refresh().catch((error) => this.#parts.log.error('The members page could not be brought up to date', error));
  }

  async #page(remember: (place: Address) => number, deed: MakeDeed, isWanted: () => boolean): Promise<MembersPage> {
    const { governance, files } = this.#parts;
    const [snapshot, status, table, me] = await Promise.all([
      files.snapshot(),
      governance.status(),
      governance.table(),
      this.#parts.who(),
    ]);
    const byWorkspace = workspacesOf(snapshot);
    const workspaces = [...byWorkspace.keys()];
    const wanted = [...byWorkspace].find(([, folders]) => folders.some(({ id }) => id === this.#folder))?.[0];
    const members = [this.#workspace, wanted, workspaces[0]].find((one) => one !== undefined && byWorkspace.has(one));
    if (members === undefined) return emptyPage(deed);
    const folders = byWorkspace.get(members) ?? [];
    const folder = (folders.find(({ id }) => id === this.#folder) ?? folders[0])?.id ?? '';
    return membersPage(
      {
        ...{ snapshot, workspaces, members, folders, folder, me },
        domain: table.parts.domain,
        groups: status.people.groups,
        overviews: await this.#overviews(snapshot, folders, { chosen: folder, me, isWanted }),
        joined: await this.#joined(members),
        trusted: this.#parts.isTrusted(),
        locale: this.#locale,
      },
      remember,
      deed,
    );
  }

  /** Of the folders in which something is sealed, and of the chosen one. */
  async #overviews(
    { connections }: Snapshot,
    folders: readonly Folder[],
    { chosen, me, isWanted }: { chosen: string; me: string | undefined; isWanted(): boolean },
  ): Promise<FolderOverview[]> {
    const sealed = new Set(
      [...connections.values()].filter(({ credential }) => credential.kind === 'sealed').map((one) => one.folder),
    );
    const found: FolderOverview[] = [];
    for (const folder of folders) {
      if (folder.id !== chosen && !sealed.has(folder.id)) continue;
      // Between two folders others get their turn.
      await next();
      if (!isWanted()) break;
      const overview = await sharingOverview(this.#parts, folder.id);
      const isMine = mayAdminister(overview, (user) => me !== undefined && sameUser(user, me));
      found.push({ folder, overview, isMine });
    }
    return found;
  }

  async #joined(members: string): Promise<boolean | string> {
    try {
      return await hasJoined(this.#parts, members);
    } catch (error) {
      if (error instanceof Problem) return error.toSentence();
      throw error;
    }
  }
}

/** The shared folders of each `members.jsonc`, by name. */
function workspacesOf({ folders }: Snapshot): Map<string, Folder[]> {
  const found = new Map<string, Folder[]>();
  const shared = [...folders.values()].filter(({ kind }) => kind === 'shared');
  shared.sort((a, b) => folderLabel(a).localeCompare(folderLabel(b)));
  for (const folder of shared) {
    const file = membersFileOf(folder, folders);
    found.set(file, [...(found.get(file) ?? []), folder]);
  }
  return found;
}
