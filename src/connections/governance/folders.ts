import type { Folder } from '../../model/folder.ts';
import { type FolderFact, readFolderRoles } from '../../policy/index.ts';
import type { BrokenPeople } from './people.ts';

type Roles = Pick<FolderFact, 'roles' | 'rolesUnreadable'>;

/** Turns folders into what policies know of them, and keeps the last good roles of each. */
export class FolderKeeper {
  readonly #known = new Map<string, { text: string; roles: Roles }>();

  read(folders: ReadonlyMap<string, Folder>): { facts: FolderFact[]; broken: BrokenPeople[] } {
    const broken: BrokenPeople[] = [];
    const facts = [...folders.values()].map((folder): FolderFact => {
      const { id, kind, parent } = folder;
      const base = { id, kind, path: ownPath(folder, folders), ...(parent === undefined ? {} : { parent }) };
      return { ...base, ...this.#rolesOf(folder, broken) };
    });
    for (const id of this.#known.keys()) if (!folders.has(id)) this.#known.delete(id);
    return { facts, broken };
  }

  #rolesOf({ id, source }: Folder, broken: BrokenPeople[]): Roles {
    const known = this.#known.get(id);
    if (!source) {
      this.#known.delete(id);
      return {};
    }
    const { file, text, unreadable } = source;
    if (text !== undefined && known?.text === text) return known.roles;
    const { roles, problems } =
      text === undefined ? { roles: nowhere(file), problems: [] } : readFolderRoles(text, file);
    if (text !== undefined && !roles.rolesUnreadable) {
      this.#known.set(id, { text, roles });
      return roles;
    }
    broken.push({ file, problems, kept: known !== undefined, ...(unreadable === undefined ? {} : { unreadable }) });
    return known?.roles ?? roles;
  }
}

/** Without the name of the workspace folder, which is there only while several are open. */
function ownPath(folder: Folder, folders: ReadonlyMap<string, Folder>): string[] {
  let depth = 0;
  for (let at: Folder | undefined = folder; at?.kind === 'shared'; at = folders.get(at.parent ?? '')) depth++;
  return folder.path.slice(folder.path.length - depth);
}

function nowhere(file: string): Roles {
  return { rolesUnreadable: { file, line: 1, column: 1, offset: 0, length: 0 } };
}
