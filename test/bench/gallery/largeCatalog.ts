import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CatalogIndex } from '../../../src/catalog/catalog.ts';
import type { CatalogEntry } from '../../../src/model/connector.ts';
import { repository } from '../../editor/paths.ts';

const directory = join(repository, 'dist', 'catalog');
const index = join(directory, 'index.json');

/**
 * The built-in connectors and, until there are `size`, variants of them: other names of the same kind, nothing cheaper.
 *
 * @param size 0: only those that there are.
 */
export function largeCatalog(size = 300): CatalogEntry[] {
  const { entries } = JSON.parse(readFileSync(index, 'utf8')) as CatalogIndex;
  const all = [...entries];
  for (let at = 0; all.length < size; at++) {
    const one = entries[at % entries.length] as CatalogEntry;
    const other = entries[(at * 7 + 3) % entries.length] as CatalogEntry;
    all.push({ ...one, key: `${one.key}-${at}`, name: `${other.name} ${one.categories[0] ?? 'Suite'} ${at}` });
  }
  return all.slice(0, size || undefined).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** How large the compiled catalog is on the disk and packed. */
export function catalogSizes(): string {
  const sizes = ['index.json', 'records.json'].map((name) => {
    const bytes = readFileSync(join(directory, name));
    return `${name} ${kilobytes(bytes.length)} (packed ${kilobytes(gzipSync(bytes).length)})`;
  });
  return `${largeCatalog(0).length} connectors, ${sizes.join(', ')}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** What people type, each letter a search: by name, by synonym, with slips, several words, and what is nowhere. */
export const typed = [
  'salesforce',
  'gitbub',
  'pull request',
  'google sheets',
  'spreadsheet',
  'confulence',
  'sharepoint',
  'datadgo',
  'oauth',
  'quantum toaster',
];

/** Each letter of each, as the box holds it then. */
export const keystrokes = typed.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));

/** What should come first for what was typed: key by text. */
export const expected: Record<string, string> = {
  github: 'github',
  gitbub: 'github',
  'git hub': 'github',
  sfdc: 'salesforce',
  saleforce: 'salesforce',
  'air tble': 'airtable',
  confulence: 'confluence-cloud',
  bamboo: 'bamboohr',
  gh: 'github',
  datadgo: 'datadog',
  dropbx: 'dropbox',
  oidc: 'generic-oidc',
};
