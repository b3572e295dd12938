import * as l10n from '@vscode/l10n';
import { FolderKeeper } from '../../../connections/governance/folders.ts';
import { type People, PeopleKeeper } from '../../../connections/governance/people.ts';
import { type Folder, personalFolderId } from '../../../model/folder.ts';
import {
  type ConnectorFact,
  type Domain,
  type PolicyProblem,
  readPolicy,
  type Source,
  type Subject,
  updateSource,
} from '../../../policy/index.ts';
import { parseConnection } from '../../../storage/connectionReader.ts';
import { placeNames, type Tree, type TreeFile } from './tree.ts';

/** A connection of a shared folder. */
export interface SceneConnection extends Subject {
  connection: string;
  name: string;
  folder: string;
  file: string;
}

/** What the policies of a folder are, without a person. Files are named from the folder, with `/`. */
export interface Scene {
  source: Source;
  people: People;
  domain: Domain;
  connections: readonly SceneConnection[];
  /** Everything that is wrong with the files, so that they are not in force as they stand. */
  problems: readonly PolicyProblem[];
  /** Who is in which group, or may do what where, cannot be told. */
  peopleBroken: boolean;
}

/** Reads what was found. */
export function sceneOf(tree: Tree, connectors: readonly ConnectorFact[]): Scene {
  const files = tree.policies?.map(({ path, ...rest }) => ({ file: path, ...rest }));
  const place = files ? { files } : { unreadable: tree.unreadable ?? '' };
  const problems: PolicyProblem[] = [];
  const source = updateSource(
    undefined,
    { kind: 'workspace', id: placeNames.policies, trusted: true, ...place },
    (text, file) => {
      const read = readPolicy(text, file);
      if (read.document) problems.push(...read.problems);
      return read;
    },
  );
  const people = new PeopleKeeper().read(tree.members ? [membersOf(tree.members)] : []);
  const folders = new FolderKeeper().read(foldersOf(tree));
  for (const broken of [...source.broken, ...people.broken, ...folders.broken]) {
    problems.push(...(broken.problems.length > 0 ? broken.problems : [unreadable(broken.file, broken.unreadable)]));
  }
  const connections = tree.connections.flatMap((file) => connectionOf(file, problems));
  return {
    source,
    people,
    domain: { connectors, folders: folders.facts, roles: people.roles },
    connections,
    problems,
    peopleBroken: people.broken.length + folders.broken.length > 0,
  };
}

/** The id of a shared folder: the same in all revisions. */
export function folderId(names: readonly string[]): string {
  return `shared:${names.join('/')}`;
}

/** A file that cannot be read at all. */
export function unreadable(file: string, why: string | undefined): PolicyProblem {
  const message = l10n.t('{0} cannot be read: {1}.', file, why ?? '');
  return { code: 'PB651', severity: 'error', message, file, line: 1, column: 1, offset: 0, length: 0 };
}

function membersOf({ path, ...rest }: TreeFile) {
  return { file: path, from: 'workspace' as const, ...rest };
}

function foldersOf(tree: Tree): Map<string, Folder> {
  const personal: Folder = { id: personalFolderId, kind: 'personal', name: '', path: [], directory: '' };
  const found = new Map<string, Folder>([[personal.id, personal]]);
  for (const { names, file } of tree.folders) {
    const id = folderId(names);
    const parent = names.length > 1 ? { parent: folderId(names.slice(0, -1)) } : {};
    const { path, ...rest } = file ?? { path: '' };
    found.set(id, {
      ...{ id, kind: 'shared', name: names.at(-1) as string, path: [...names], directory: '', ...parent },
      ...(file ? { source: { file: path, ...rest } } : {}),
    });
  }
  return found;
}

function connectionOf(file: Tree['connections'][number], problems: PolicyProblem[]): SceneConnection[] {
  const { path, text } = file;
  if (text === undefined) {
    problems.push(unreadable(path, file.unreadable));
    return [];
  }
  const folder = folderId(file.folder);
  const { connection, problem } = parseConnection(text, path, { id: folder });
  if (problem) {
    const { code, message, line = 1 } = problem;
    problems.push({ code, severity: 'error', message, file: path, line, column: 1, offset: 0, length: 0 });
  }
  if (!connection) return [];
  const { id, name, connector, authType, accountKind } = connection;
  return [{ connection: id, name, connector, authType, folder, account: accountKind, file: path }];
}
