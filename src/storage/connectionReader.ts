import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import type { Connection } from '../model/connection.ts';
import { connectionSchema, connectionVersion } from '../model/connectionSchema.ts';
import type { Folder } from '../model/folder.ts';
import { folderSchema, folderVersion } from '../model/folderSchema.ts';
import { Problem } from '../model/problem.ts';
import { duplicateId, fileInvalid, fileNewer, readOnly } from '../model/problems.ts';
import { describeIssue } from '../model/schemaIssue.ts';
import { Changes } from './changes.ts';
import { orConflict } from './conflictMarkers.ts';
import { credentialFacts } from './credentialFacts.ts';
import { parseJsonc } from './jsoncFile.ts';
import { list, nestedFolder, type Place, personalFolder, topFolder } from './places.ts';
import { Shared } from './shared.ts';
import { type FileProblem, folderFile, type Root, type Snapshot } from './snapshot.ts';
import { Turns } from './turns.ts';

/** A folder as it was found. */
interface Visited extends Place {
  /** What is wrong with its `folder.jsonc`. */
  problem?: FileProblem;
}

interface Parsed {
  /** Changes with the file: a replaced one has another inode, even within one tick of the clock. */
  stamp: string;
  connection?: Connection;
  problem?: Problem;
}

/** A connection file as it was found. */
interface Found {
  folder: Folder;
  name: string;
  file: string;
  parsed: Parsed;
}

/**
 * Reads roots into snapshots. What did not change since the last time is not read again, and others go first in between.
 * Files are small, and reading one by a call that waits for it costs a fifth of the time that handing it to another
 * thread takes from this one; directories are listed in another thread, so that one out of reach keeps nobody waiting.
 */
export class ConnectionReader {
  readonly #shared = new Shared();
  #visited: ReadonlyMap<string, Visited> = new Map();
  #parsed = new Map<string, Parsed>();
  /** How many wait for what lies in one folder: all else waits for them. */
  #urgent = 0;

  /** Everything, as it is now. */
  async read(roots: readonly Root[]): Promise<Snapshot> {
    const changes = new Changes();
    return this.readFiles(await this.readFolders(roots, changes), changes);
  }

  /** All folders, outer ones first. */
  async readFolders(roots: readonly Root[], changes: Changes): Promise<Visited[]> {
    const turns = this.#turns();
    const visited = new Map<string, Visited>();
    for (const root of roots) {
      const pending =
        root.kind === 'personal'
          ? [personalFolder(root)]
          : (await list(root.directory)).directories.map((name) => topFolder(root, name));
      for (let next = pending.shift(); next; next = pending.shift()) {
        if (turns.isOver) await turns.next();
        const found = await this.#visit(next, changes);
        visited.set(next.directory, found);
        if (root.kind === 'shared')
          for (const name of found.directories) pending.push(nestedFolder(found.folder, name));
      }
    }
    this.#visited = visited;
    return [...visited.values()];
  }

  /** What the files in these folders say. */
  async readFiles(visited: readonly Visited[], changes: Changes): Promise<Snapshot> {
    const turns = this.#turns();
    const found: Found[] = [];
    for (const place of visited) await this.#readPlace(place, changes, turns, found);
    this.#parsed = new Map(found.map(({ file, parsed }) => [file, parsed]));
    return assemble(visited, found);
  }

  /** What lies directly in one folder, before anything else is read. */
  async readInside(folder: Folder): Promise<Snapshot> {
    this.#urgent++;
    try {
      const place: Visited = { folder, ...(await list(folder.directory)) };
      const nested = folder.kind === 'personal' ? [] : place.directories.map((name) => nestedFolder(folder, name));
      const found: Found[] = [];
      await this.#readPlace(place, new Changes(), new Turns(), found);
      for (const { file, parsed } of found) this.#parsed.set(file, parsed);
      return assemble([place, ...nested.map((each) => ({ ...readFolder(each), files: [], directories: [] }))], found);
    } finally {
      this.#urgent--;
    }
  }

  #turns(): Turns {
    return new Turns(() => this.#urgent === 0);
  }

  async #visit(folder: Folder, changes: Changes): Promise<Visited> {
    const known = this.#visited.get(folder.directory);
    if (known && !changes.touch(folder.directory)) return known;
    const listing = await list(folder.directory);
    return { ...(folder.kind === 'personal' ? { folder } : readFolder(folder)), ...listing };
  }

  async #readPlace({ folder, files }: Visited, changes: Changes, turns: Turns, found: Found[]): Promise<void> {
    const some = changes.touch(folder.directory);
    const all = some && changes.cover(folder.directory);
    for (const name of files) {
      if (turns.isOver) await turns.next();
      const file = join(folder.directory, name);
      const parsed = this.#parse(folder, file, all || (some && changes.name(file)));
      if (parsed) found.push({ folder, name, file, parsed });
    }
  }

  /** @returns nothing where it is gone: deleted between listing and reading, and the next change tells. */
  #parse(folder: Folder, file: string, look: boolean): Parsed | undefined {
    const known = this.#parsed.get(file);
    if (known && !look) return known;
    try {
      const { ino, mtimeMs, ctimeMs, size } = statSync(file);
      const stamp = `${ino}/${mtimeMs}/${ctimeMs}/${size}`;
      if (known?.stamp === stamp) return known;
      const found = parseConnection(readFileSync(file, 'utf8'), file, folder);
      if (found.connection) this.#shared.fill(found.connection);
      return { stamp, ...found };
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? undefined
        : { stamp: '', problem: asProblem(error, file) };
    }
  }
}

/** Of two connections with one id, the first that is found is it. */
function assemble(visited: readonly Visited[], found: readonly Found[]): Snapshot {
  const connections = new Map<string, Connection>();
  const byId = new Map<string, Connection>();
  const problems = visited.flatMap(({ problem }) => problem ?? []);
  const twins: FileProblem[] = [];
  for (const { folder, name, file, parsed } of found) {
    const { connection, problem } = parsed;
    // A GUID is the same in either case (RFC 9562 section 4).
    const id = connection?.id.toLowerCase() ?? '';
    const other = connection && byId.get(id);
    const wrong = other ? duplicateId(name, basename(other.file)) : problem;
    if (wrong) (other ? twins : problems).push({ file, folder: folder.id, problem: wrong });
    if (!connection || other) continue;
    connections.set(connection.id, connection);
    byId.set(id, connection);
  }
  const folders = new Map(visited.map(({ folder }) => [folder.id, folder]));
  return { folders, connections, problems: [...problems, ...twins] };
}

/** @returns the connection, the problem with it, or both: a newer file is shown read-only. */
export function parseConnection(
  text: string,
  file: string,
  folder: Pick<Folder, 'id'>,
): { connection?: Connection; problem?: Problem } {
  const name = basename(file);
  try {
    const raw = parseJsonc(text, name);
    const newer = isNewer(raw, connectionVersion);
    const result = connectionSchema.safeParse(newer ? { ...(raw as object), version: connectionVersion } : raw);
    if (!result.success) return { problem: newer ? fileNewer(name) : invalid(name, result.error, raw) };
    const credential = credentialFacts(result.data.credential);
    const connection: Connection = { ...result.data, credential, folder: folder.id, file, readOnly: newer };
    return newer ? { connection, problem: fileNewer(name) } : { connection };
  } catch (error) {
    return { problem: asProblem(orConflict(text, name, error), file) };
  }
}

/** The folder with what its `folder.jsonc` says; one without it is a folder all the same. */
function readFolder(found: Folder): { folder: Folder; problem?: FileProblem } {
  const file = join(found.directory, folderFile);
  const folder: Folder = { ...found };
  const wrong = (problem: Problem) => ({ folder, problem: { file, folder: folder.id, problem } });
  try {
    const text = readFileSync(file, 'utf8');
    folder.source = { file, text };
    const raw = parseJsonc(text, folderFile);
    const parsed = folderSchema.safeParse(raw);
    if (isNewer(raw, folderVersion)) return wrong(fileNewer(folderFile));
    if (!parsed.success) return wrong(invalid(folderFile, parsed.error, raw));
    const { description, credentials } = parsed.data;
    if (description !== undefined) folder.description = description;
    if (credentials !== undefined) folder.credentials = credentials;
    return { folder };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { folder };
    folder.source ??= { file, unreadable: code ?? String(error) };
    return wrong(asProblem(orConflict(folder.source.text ?? '', folderFile, error), file));
  }
}

function isNewer(raw: unknown, known: number): boolean {
  const version = raw !== null && typeof raw === 'object' && 'version' in raw ? raw.version : undefined;
  return typeof version === 'number' && version > known;
}

function invalid(file: string, error: z.core.$ZodError, raw: unknown): Problem {
  const [issue] = error.issues;
  return fileInvalid(file, issue?.path.join('.') || l10n.t('the whole'), issue ? describeIssue(issue, raw) : '');
}

function asProblem(error: unknown, file: string): Problem {
  return error instanceof Problem ? error : readOnly(file, error);
}
