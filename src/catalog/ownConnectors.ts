import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '../model/connector.ts';
import type { ConnectorMistake } from './readConnector.ts';

/** How the files of a workspace's own connectors end. */
export const connectorSuffix = '.connector.jsonc';

/** More than this is no record, in bytes. */
const maxBytes = 256 * 1024;

/** What was found in the places of own connectors. */
export interface OwnConnectors {
  /** By key, with the file that each comes from as its `origin`. */
  connectors: ReadonlyMap<string, Connector>;
  mistakes: readonly ConnectorMistake[];
}

/**
 * Reads the connectors that workspaces define themselves. A file with a mistake, or with a key that is taken, gives none,
 * and is named among the mistakes.
 *
 * @param directories `.patchbay/connectors` of each workspace folder; one that is not there is empty.
 * @param taken the keys of the built-in ones, which nobody replaces: a repository must not become “GitHub”.
 */
export async function readOwnConnectors(
  directories: readonly string[],
  taken: ReadonlySet<string>,
): Promise<OwnConnectors> {
  const connectors = new Map<string, Connector>();
  const mistakes: ConnectorMistake[] = [];
  for (const file of (await Promise.all(directories.map(filesIn))).flat()) {
    const wrong = (message: string) => mistakes.push({ file, line: 1, column: 1, message });
    // Before it is read: a pipe that nobody writes into would stand in the way for ever.
    const facts = await stat(file).catch(() => undefined);
    if (facts && facts.size > maxBytes) {
      wrong('too large');
      continue;
    }
    const text = facts?.isFile() ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
    if (text === undefined) wrong('cannot be read');
    else {
      // Only who has such a file needs what reads it.
      const { readConnector } = await import('./readConnector.ts');
      const read = readConnector(text, file);
      mistakes.push(...read.mistakes);
      const { connector } = read;
      if (!connector) continue;
      if (taken.has(connector.key)) wrong(`key: “${connector.key}” is a built-in connector`);
      else if (connectors.has(connector.key)) wrong(`key: “${connector.key}” is there twice`);
      else connectors.set(connector.key, { ...connector, origin: file });
    }
  }
  return { connectors, mistakes };
}

async function filesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith(connectorSuffix))
    .sort()
    .map((name) => join(directory, name));
}
