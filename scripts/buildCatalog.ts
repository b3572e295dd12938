import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as simpleIcons from 'simple-icons';
import { assuranceOf } from '../src/catalog/assurance.ts';
import type { CatalogIndex } from '../src/catalog/catalog.ts';
import { readConnector } from '../src/catalog/readConnector.ts';
import type { CatalogEntry, Connector } from '../src/model/connector.ts';
import { writeFileAtomic } from '../src/storage/atomicFile.ts';

const sources = fileURLToPath(new URL('../src/catalog/connectors', import.meta.url));
const output = fileURLToPath(new URL('../dist/catalog', import.meta.url));

/** The icons by slug. simple-icons is CC0; what it lacks gets a letter tile. */
const icons = new Map(
  Object.values(simpleIcons).flatMap((icon) =>
    'slug' in icon ? [[icon.slug, { path: icon.path, hex: icon.hex }]] : [],
  ),
);

/**
 * Compiles the built-in connectors: checks every record and writes `index.json` ({@link CatalogIndex}) and `records.json`.
 * With mistakes nothing is written.
 *
 * @throws Error with a line `file:line:column message` for each mistake.
 */
export async function buildCatalog(from = sources, to = output): Promise<CatalogEntry[]> {
  const files = (await readdir(from)).filter((name) => name.endsWith('.jsonc')).sort();
  const connectors: Connector[] = [];
  const mistakes: string[] = [];
  for (const name of files) {
    const file = join(from, name);
    const read = readConnector(await readFile(file, 'utf8'), file);
    mistakes.push(...read.mistakes.map((one) => `${one.file}:${one.line}:${one.column} ${one.message}`));
    if (!read.connector) continue;
    const { key, icon } = read.connector;
    if (key !== basename(name, '.jsonc')) mistakes.push(`${file}:1:1 key: “${key}” must be the file’s name`);
    if (icon && !icons.has(icon)) mistakes.push(`${file}:1:1 icon: simple-icons has no “${icon}”`);
    connectors.push(read.connector);
  }
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  const entries = connectors.map(entryOf).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  await mkdir(to, { recursive: true });
  const { records, places } = pack(connectors);
  const written = { 'index.json': JSON.stringify({ entries, places } satisfies CatalogIndex), 'records.json': records };
  for (const [name, text] of Object.entries(written)) await writeFileAtomic(join(to, name), text);
  const old = (await readdir(to)).filter((name) => !Object.hasOwn(written, name));
  await Promise.all(old.map((name) => rm(join(to, name), { recursive: true, force: true })));
  return entries;
}

/** All records as a list in one text, which packs far better than a file for each, and where each stands in it. */
function pack(connectors: readonly Connector[]): { records: string; places: CatalogIndex['places'] } {
  const places: CatalogIndex['places'] = {};
  let records = '';
  let offset = 0;
  for (const connector of connectors) {
    const text = JSON.stringify(compiled(connector));
    const before = records === '' ? '[' : ',\n';
    const length = Buffer.byteLength(text);
    places[connector.key] = [offset + before.length, length];
    offset += before.length + length;
    records += before + text;
  }
  return { records: `${records}]\n`, places };
}

/** Where facts come from is for who writes records; what follows from it stands in the index. */
function compiled({ $schema: _, ...connector }: Connector): Connector {
  return { ...connector, provenance: [] };
}

function entryOf(connector: Connector): CatalogEntry {
  const { key, name, description, categories, synonyms, authTypes, icon, unavailable } = connector;
  const drawn = icon === undefined ? undefined : icons.get(icon);
  return {
    key,
    name,
    description,
    categories,
    synonyms,
    authTypes,
    ...(unavailable === undefined ? { assurance: assuranceOf(connector) } : { unavailable }),
    ...(drawn ? { icon: drawn } : {}),
  };
}

if (import.meta.main) {
  const entries = await buildCatalog();
  console.log(`catalog: ${entries.length} connectors`);
}
