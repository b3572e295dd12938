import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import type { Connection } from '../model/connection.ts';
import { connectionSchema, connectionVersion } from '../model/connectionSchema.ts';
import { type Folder, personalFolderId } from '../model/folder.ts';
import { folderSchema, folderVersion } from '../model/folderSchema.ts';
import { Problem } from '../model/problem.ts';
import { duplicateId, fileInvalid, fileNewer, readOnly } from '../model/problems.ts';
import { describeIssue } from '../model/schemaIssue.ts';
import { credentialFacts } from './credentialFacts.ts';
import { parseJsonc } from './jsoncFile.ts';
import {
  connectionSuffix,
  type FileProblem,
  folderFile,
  type Root,
  type Snapshot,
  sharedFolderId,
} from './snapshot.ts';

interface Parsed {
  /** Changes with the file: a replaced one has another inode, even within one tick of the clock. */
  stamp: string;
  connection?: Connection;
  problem?: Problem;
}

/** Reads roots into snapshots; a file that did not change since the last time is not parsed again. */
export class ConnectionReader {
  readonly #cache = new Map<string, Parsed>();

  async read(roots: readonly Root[]): Promise<Snapshot> {
    const found = { folders: new Map<string, Folder>(), files: [] as Parsed[], problems: [] as FileProblem[] };
    for (const root of roots) await this.#readRoot(root, found);
    const connections = new Map<string, Connection>();
    const byId = new Map<string, Connection>();
    for (const { connection, problem } of found.files) {
      if (!connection) continue;
      // A GUID is the same in either case (RFC 9562 section 4).
      const other = byId.get(connection.id.toLowerCase());
      byId.set(connection.id.toLowerCase(), other ?? connection);
      if (other) {
        const twice = duplicateId(basename(connection.file), basename(other.file));
        found.problems.push({ file: connection.file, folder: connection.folder, problem: twice });
      } else connections.set(connection.id, connection);
      if (problem) found.problems.push({ file: connection.file, folder: connection.folder, problem });
    }
    return { folders: found.folders, connections, problems: found.problems };
  }

  async #readRoot(root: Root, found: { folders: Map<string, Folder>; files: Parsed[]; problems: FileProblem[] }) {
    if (root.kind === 'personal') {
      const folder: Folder = {
        id: personalFolderId,
        kind: 'personal',
        name: l10n.t('Personal Workspace'),
        path: [],
        directory: root.directory,
      };
      found.folders.set(folder.id, folder);
      await this.#readFiles(folder, await list(root.directory), found);
      return;
    }
    const pending: { directory: string; parent?: Folder }[] = [{ directory: root.directory }];
    for (let next = pending.shift(); next; next = pending.shift()) {
      const entries = await list(next.directory);
      if (next.parent) await this.#readFiles(next.parent, entries, found);
      for (const entry of entries) {
        if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
        const folder = await readFolder(root, join(next.directory, entry.name), next.parent, found.problems);
        found.folders.set(folder.id, folder);
        pending.push({ directory: folder.directory, parent: folder });
      }
    }
  }

  async #readFiles(folder: Folder, entries: Dirent[], found: { files: Parsed[]; problems: FileProblem[] }) {
    const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith(connectionSuffix));
    const files = await Promise.all(names.map((entry) => this.#readFile(folder, join(folder.directory, entry.name))));
    for (const { file, parsed } of files) {
      if (parsed.connection) found.files.push(parsed);
      else if (parsed.problem) found.problems.push({ file, folder: folder.id, problem: parsed.problem });
    }
  }

  async #readFile(folder: Folder, file: string): Promise<{ file: string; parsed: Parsed }> {
    try {
      const { ino, mtimeMs, ctimeMs, size } = await stat(file);
      const stamp = `${ino}/${mtimeMs}/${ctimeMs}/${size}`;
      const cached = this.#cache.get(file);
      if (cached?.stamp === stamp) return { file, parsed: cached };
      const parsed = { stamp, ...parseConnection(await readFile(file, 'utf8'), file, folder) };
      this.#cache.set(file, parsed);
      return { file, parsed };
    } catch (error) {
      this.#cache.delete(file);
      // Deleted between listing and reading: the next change event tells.
      const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return { file, parsed: { stamp: '', ...(gone ? {} : { problem: asProblem(error, file) }) } };
    }
  }
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
    return { problem: asProblem(error, file) };
  }
}

async function readFolder(
  root: Root,
  directory: string,
  parent: Folder | undefined,
  problems: FileProblem[],
): Promise<Folder> {
  const names = relative(root.directory, directory).split(/[\\/]/);
  const folder: Folder = {
    id: sharedFolderId(directory),
    kind: 'shared',
    name: parent || !root.label ? basename(directory) : `${root.label}: ${basename(directory)}`,
    path: root.label ? [root.label, ...names] : names,
    directory,
    ...(parent ? { parent: parent.id } : {}),
  };
  const file = join(directory, folderFile);
  try {
    const text = await readFile(file, 'utf8');
    folder.source = { file, text };
    const raw = parseJsonc(text, folderFile);
    const parsed = folderSchema.safeParse(raw);
    if (isNewer(raw, folderVersion)) problems.push({ file, folder: folder.id, problem: fileNewer(folderFile) });
    else if (!parsed.success)
      problems.push({ file, folder: folder.id, problem: invalid(folderFile, parsed.error, raw) });
    else {
      const { description, credentials } = parsed.data;
      if (description !== undefined) folder.description = description;
      if (credentials !== undefined) folder.credentials = credentials;
    }
  } catch (error) {
    // A folder without folder.jsonc is a folder all the same.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return folder;
    folder.source ??= { file, unreadable: code ?? String(error) };
    problems.push({ file, folder: folder.id, problem: asProblem(error, file) });
  }
  return folder;
}

async function list(directory: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
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
